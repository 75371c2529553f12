"""Places made less exact on purpose, with the method recorded.

Every method gives the same place the same answer for good. A random shift would not hide a place
that is told more than once: the shifts average out.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

import h3

from trucewatch.domain.allegation import PlacePrecision, Where
from trucewatch.errors import InputError

UNNAMED = "place withheld"
_KM_PER_DEGREE = 111.2
_SIZES = (
    (25.0, PlacePrecision.NEAR),
    (100.0, PlacePrecision.DISTRICT),
    (400.0, PlacePrecision.PROVINCE),
)
"""Kilometres across, up to which an area is called so."""


class Blur(Protocol):
    """A way to make a place less exact."""

    def __call__(self, where: Where) -> Where:
        """Return the place, less exact, and with the method recorded."""


CHOICES = "grid:0.1, cell:5, admin1 or country"
"""The methods, as they are written."""


class Level(StrEnum):
    """An administrative level that a place can be reduced to."""

    ADMIN1 = "admin1"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Grid:
    """Snap to the centre of a cell of a grid of so many degrees.

    Examples
    --------
    >>> farm = Where("Farm", PlacePrecision.EXACT, "Hilland", "North", 34.5123, 69.1789)
    >>> found = Grid(0.25)(farm)
    >>> found.name, found.latitude, found.longitude, found.precision.value
    ('North', 34.625, 69.125, 'district')
    >>> found.blurred
    'snapped to the centre of a grid of 0.25 degrees, about 28 km'
    """

    degrees: float
    LEAST: ClassVar[float] = 0.01
    MOST: ClassVar[float] = 10.0

    def __post_init__(self) -> None:
        cells = 180 / self.degrees if self.degrees > 0 else 0.5
        if not self.LEAST <= self.degrees <= self.MOST or abs(cells - round(cells)) > 1e-9:
            raise InputError(
                f"a grid of {self.degrees:g} degrees",
                remedy=f"give {self.LEAST:g} to {self.MOST:g} degrees that divide 180, such as 0.1",
            )

    def __call__(self, where: Where) -> Where:
        """Return the place, snapped."""
        km = self.degrees * _KM_PER_DEGREE
        how = f"snapped to the centre of a grid of {self.degrees:g} degrees, about {km:.0f} km"
        if where.latitude is None or where.longitude is None:
            return _without_point(where, how)
        point = (self._snap(where.latitude, 90), self._snap(where.longitude, 180))
        return _moved(where, point, km * math.sqrt(2), how)

    def _snap(self, value: float, limit: int) -> float:
        cells = round(2 * limit / self.degrees)
        # Degrees have nine digits here (0.1 mm): what lies on an edge stays in one cell for good.
        cell = math.floor(round((value + limit) / self.degrees, 9))
        cell = min(max(cell, 0), cells - 1)
        return round((cell + 0.5) * self.degrees - limit, 9)


@dataclass(frozen=True, slots=True)
class Cell:
    """Snap to the centre of an H3 cell of a resolution from 3 (120 km across) to 8 (900 m).

    Examples
    --------
    >>> farm = Where("Farm", PlacePrecision.EXACT, "Hilland", "North", 34.5123, 69.1789)
    >>> Cell(5)(farm).blurred
    'snapped to the centre of H3 cell 8520905bfffffff of resolution 5, about 17 km'
    """

    resolution: int

    def __post_init__(self) -> None:
        if self.resolution not in range(3, 9):
            raise InputError(
                f"an H3 resolution of {self.resolution}", remedy="give one from 3 to 8"
            )

    def __call__(self, where: Where) -> Where:
        """Return the place, snapped."""
        km = math.sqrt(3) * float(h3.average_hexagon_edge_length(self.resolution, unit="km"))
        size = f"of resolution {self.resolution}, about {km:.0f} km"
        if where.latitude is None or where.longitude is None:
            return _without_point(where, f"snapped to the centre of an H3 cell {size}")
        cell = h3.latlng_to_cell(where.latitude, where.longitude, self.resolution)
        latitude, longitude = h3.cell_to_latlng(cell)
        how = f"snapped to the centre of H3 cell {cell} {size}"
        return _moved(where, (round(latitude, 6), round(longitude, 6)), km, how)


@dataclass(frozen=True, slots=True)
class Admin:
    """Keep the first-level unit, or the country alone; coordinates and name are dropped.

    Examples
    --------
    >>> farm = Where("Farm", PlacePrecision.EXACT, "Hilland", "North", 34.5123, 69.1789)
    >>> found = Admin(Level.ADMIN1)(farm)
    >>> found.name, found.latitude, found.blurred
    ('North', None, 'reduced to admin1')
    """

    level: Level

    def __call__(self, where: Where) -> Where:
        """Return the place, reduced."""
        keeps = self.level is Level.ADMIN1 and where.admin1
        precision = PlacePrecision.PROVINCE if keeps else PlacePrecision.COUNTRY
        return _blurred(where, f"reduced to {self.level.value}", precision)


def read_blur(text: str) -> Blur:
    """Return the method that a text names.

    Raises
    ------
    InputError
        When it names none.

    Examples
    --------
    >>> read_blur("grid:0.1"), read_blur("admin1")
    (Grid(degrees=0.1), Admin(level=<Level.ADMIN1: 'admin1'>))
    """
    way, sign, size = text.strip().partition(":")
    try:
        if way == "grid" and sign:
            return Grid(float(size))
        if way == "cell" and sign:
            return Cell(int(size))
        return Admin(Level(text.strip()))
    except (InputError, ValueError):
        raise InputError(
            f"{text!r} is no way to blur a place",
            remedy=f"use {CHOICES}; a grid has {Grid.LEAST:g} to {Grid.MOST:g} degrees that divide "
            "180, a cell a resolution from 3 to 8",
        ) from None


def _moved(where: Where, point: tuple[float, float], km: float, how: str) -> Where:
    """Return a place as the area around a point."""
    precision = next((p for most, p in _SIZES if km <= most), PlacePrecision.COUNTRY)
    return _blurred(where, how, precision, point)


def _without_point(where: Where, how: str) -> Where:
    """Return a place that has no coordinates by its first-level unit: its name may be a spot."""
    precision = PlacePrecision.PROVINCE if where.admin1 else PlacePrecision.COUNTRY
    return _blurred(where, f"{how}; no coordinates, so reduced to its unit", precision)


def _blurred(
    where: Where,
    how: str,
    precision: PlacePrecision,
    point: tuple[float | None, float | None] = (None, None),
) -> Where:
    """Return the place with nothing left that is more exact than the method says."""
    admin1 = None if precision is PlacePrecision.COUNTRY else where.admin1
    before = where.blurred or ""
    told = before if before.endswith(how) else "; then ".join(filter(None, (before, how)))
    return Where(
        name=admin1 or where.country or UNNAMED,
        precision=max(precision, where.precision, key=list(PlacePrecision).index),
        country=where.country,
        admin1=admin1,
        latitude=point[0],
        longitude=point[1],
        blurred=told,
    )
