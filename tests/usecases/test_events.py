from collections.abc import Callable
from pathlib import Path

import pytest

from ged_rows import row, write_csv
from trucewatch.domain.truce import Selection
from trucewatch.errors import DatasetError, StoreError
from trucewatch.usecases.collect import collect
from trucewatch.usecases.events import open_events
from trucewatch.usecases.evidence import gather

from .truces import truce

MODELLAND = truce(data={"ucdp-ged": Selection(countries=("Modelland",))})
DYAD = b"Government of Modelland"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    given = [row(n, source_headline=f"made up {n * 7919}") for n in range(1, 400)]
    path = write_csv(tmp_path / "ged261.csv", given)
    collect("ucdp-ged", path, release="26.1", store=tmp_path / "store")
    return tmp_path / "store"


def first_half_zeroed(good: bytes) -> bytes:
    middle = len(good) // 2
    return good[:4] + bytes(middle - 4) + good[middle:]


def text_that_is_no_text(good: bytes) -> bytes:
    assert DYAD in good
    return good.replace(DYAD, b"\xff" + DYAD[1:])


def column_without_a_name(good: bytes) -> bytes:
    return good.replace(b"source_article", b"\xffource_article", 1)


@pytest.mark.parametrize("damage", [first_half_zeroed, text_that_is_no_text, column_without_a_name])
def test_a_damaged_archive_is_one_line(damage: Callable[[bytes], bytes], store: Path) -> None:
    events = store / "ucdp-ged" / "26.1" / "events.parquet"
    events.write_bytes(damage(events.read_bytes()))
    with pytest.raises(StoreError, match=r"events.parquet: is missing, damaged") as caught:
        gather(MODELLAND, store)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("damage", [first_half_zeroed, text_that_is_no_text, column_without_a_name])
def test_an_archive_damaged_while_it_is_read_is_one_line(
    damage: Callable[[bytes], bytes], store: Path
) -> None:
    events = store / "ucdp-ged" / "26.1" / "events.parquet"

    def read() -> None:
        with open_events(store) as (relation, _):
            events.write_bytes(damage(events.read_bytes()))
            relation.fetchall()

    with pytest.raises(DatasetError, match=r"store: cannot be read: .+") as caught:
        read()
    assert "\n" not in str(caught.value)


def test_one_changed_number_is_found(store: Path) -> None:
    """A damaged file may still be read; its figures would look sure."""
    events = store / "ucdp-ged" / "26.1" / "events.parquet"
    good = events.read_bytes()
    for place in range(40, len(good), len(good) // 25):
        events.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(StoreError, match=r"events.parquet: is missing, damaged"):
            gather(MODELLAND, store)


def test_an_archive_that_was_cut_short_is_the_stores(store: Path) -> None:
    events = store / "ucdp-ged" / "26.1" / "events.parquet"
    events.write_bytes(events.read_bytes()[:-9])
    with pytest.raises(StoreError, match=r"events.parquet: is missing, damaged"):
        gather(MODELLAND, store)


def test_a_store_and_the_file_it_was_made_of_hold_the_same(store: Path) -> None:
    file = store.parent / "ged261.csv"
    with open_events(store) as (stored, of_store), open_events(file, release="26.1") as (read, of):
        assert stored.columns == read.columns
        assert sorted(stored.fetchall()) == sorted(read.fetchall())
        assert of_store == of
