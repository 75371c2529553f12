import math
from dataclasses import replace

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.telling import PLACE
from trucewatch.domain.allegation import PlacePrecision, Where
from trucewatch.errors import InputError
from trucewatch.register.blur import UNNAMED, Admin, Blur, Cell, Grid, Level, read_blur

WAYS = [*map(Grid, (0.01, 0.1, 0.25, 1.0, 5.0)), *map(Cell, range(3, 9)), *map(Admin, Level)]
ORDER = list(PlacePrecision)
PLACES = st.builds(
    lambda name, precision, units, point: Where(name, precision, *units, *point),
    st.text(max_size=20),
    st.sampled_from(PlacePrecision),
    st.sampled_from([("Hilland", "North"), ("Hilland", None), (None, None)]),
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.just((None, None)),
)


@given(PLACES, st.sampled_from(WAYS))
def test_nothing_more_exact_is_left(where: Where, way: Blur) -> None:
    blurred = way(where)
    assert way(blurred) == blurred, "a second time changes nothing"
    assert way(where) == blurred, "the same place gets the same answer"
    assert ORDER.index(blurred.precision) >= ORDER.index(where.precision)
    assert blurred.blurred
    assert blurred.name in (where.admin1, where.country, UNNAMED)
    assert (blurred.latitude is None) == (blurred.longitude is None)


@given(PLACES, st.sampled_from([0.01, 0.1, 0.25, 1.0, 5.0]))
def test_a_grid_moves_by_half_a_cell_at_most(where: Where, degrees: float) -> None:
    blurred = Grid(degrees)(where)
    for before, after in (
        (where.latitude, blurred.latitude),
        (where.longitude, blurred.longitude),
    ):
        if before is not None and after is not None:
            assert abs(after - before) <= degrees / 2 + 1e-6


@given(st.floats(34.501, 34.599), st.floats(69.101, 69.199))
def test_all_places_of_a_cell_look_the_same(latitude: float, longitude: float) -> None:
    where = replace(PLACE, latitude=latitude, longitude=longitude)
    assert Grid(0.1)(where) == Grid(0.1)(PLACE)


@pytest.mark.parametrize(
    ("way", "precision"),
    [
        (Grid(0.1), PlacePrecision.NEAR),
        (Grid(0.5), PlacePrecision.DISTRICT),
        (Grid(2), PlacePrecision.PROVINCE),
        (Grid(5), PlacePrecision.COUNTRY),
        (Cell(8), PlacePrecision.NEAR),
        (Cell(4), PlacePrecision.DISTRICT),
        (Cell(3), PlacePrecision.PROVINCE),
        (Admin(Level.ADMIN1), PlacePrecision.PROVINCE),
        (Admin(Level.COUNTRY), PlacePrecision.COUNTRY),
    ],
)
def test_the_precision_is_lowered(way: Blur, precision: PlacePrecision) -> None:
    blurred = way(PLACE)
    assert blurred.precision is precision
    assert blurred.name == ("Hilland" if precision is PlacePrecision.COUNTRY else "North")


def test_the_cell_that_is_named_holds_both_points() -> None:
    blurred = Cell(6)(PLACE)
    cell = h3.latlng_to_cell(PLACE.latitude, PLACE.longitude, 6)
    assert blurred.blurred is not None
    assert cell in blurred.blurred
    assert h3.latlng_to_cell(blurred.latitude, blurred.longitude, 6) == cell


def test_a_place_without_coordinates_is_reduced_to_its_unit() -> None:
    where = replace(PLACE, latitude=None, longitude=None)
    for way in (Grid(0.1), Cell(6)):
        blurred = way(where)
        assert (blurred.name, blurred.precision) == ("North", PlacePrecision.PROVINCE)
        assert "no coordinates" in (blurred.blurred or "")


def test_a_coarser_blur_keeps_the_history() -> None:
    twice = Admin(Level.COUNTRY)(Grid(0.1)(PLACE))
    assert twice.blurred == (
        "snapped to the centre of a grid of 0.1 degrees, about 11 km; then reduced to country"
    )


def test_the_poles_and_the_date_line_have_cells() -> None:
    corner = Grid(1)(replace(PLACE, latitude=90.0, longitude=180.0))
    assert (corner.latitude, corner.longitude) == (89.5, 179.5)


@pytest.mark.parametrize("degrees", [0, -1, 0.001, 11, 0.7, math.inf, math.nan])
def test_a_grid_that_is_none(degrees: float) -> None:
    with pytest.raises(InputError, match=r"a grid of .* degrees that divide 180"):
        Grid(degrees)


@pytest.mark.parametrize("resolution", [2, 9])
def test_a_cell_that_is_none(resolution: int) -> None:
    with pytest.raises(InputError, match="give one from 3 to 8"):
        Cell(resolution)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("grid:0.1", Grid(0.1)),
        ("cell:5", Cell(5)),
        ("admin1", Admin(Level.ADMIN1)),
        ("country", Admin(Level.COUNTRY)),
    ],
)
def test_a_method_is_read(text: str, way: Blur) -> None:
    assert read_blur(text) == way


@pytest.mark.parametrize("text", ["", "grid", "grid:x", "grid:0.7", "cell:9", "cell:5.5", "town"])
def test_a_method_that_is_none_names_the_choices(text: str) -> None:
    with pytest.raises(InputError, match=r"use grid:0\.1, cell:5, admin1 or country") as told:
        read_blur(text)
    assert "\n" not in str(told.value)
