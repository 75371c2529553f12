"""Made-up rows in the layouts in which UCDP GED is published."""

# ruff: noqa: S608, SIM905 - lists of words are easier to read as text

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

Row = dict[str, str]

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
    "gwnoa gwnob"
).split()
"""The 49 columns from release 20.1 on, in their order."""

OLDER = (
    "id year active_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name "
    "side_a_new_id side_a side_b_new_id gwnob side_b number_of_sources source_article "
    "source_office source_date source_headline source_original where_prec where_coordinates adm_1 "
    "adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown low best high"
).split()
"""The 41 columns of the older layout."""

_TYPES = {
    "DATE": ("date_start", "date_end"),
    "BOOLEAN": ("active_year",),
    "DOUBLE": ("id", "best", "latitude", "longitude", "priogrid_gid"),
    "INTEGER": ("year", "high", "where_prec", "deaths_a"),
}
"""As another tool may have typed them; the rest is text."""


def row(n: int = 1, **changed: object) -> Row:
    """A row that can be read, different for each n; ``changed`` replaces fields."""
    fields = {
        "id": 1000 + n,
        "relid": f"MOD-2020-1-500-{n}",
        "year": 2020,
        "active_year": "true",
        "code_status": "Clear",
        "type_of_violence": 1 + n % 3,
        "conflict_dset_id": 500,
        "conflict_new_id": 500,
        "conflict_name": "Modelland: Government",
        "dyad_dset_id": 900,
        "dyad_new_id": 900,
        "dyad_name": "Government of Modelland - The Others",
        "side_a_dset_id": 70,
        "side_a_new_id": 70,
        "side_a": "Government of Modelland",
        "side_b_dset_id": 3000,
        "side_b_new_id": 3000,
        "side_b": "The Others",
        "number_of_sources": -1 if n % 2 else 2,
        "source_article": f'"Sample Wire, {n} March, Clashes, again"',
        "source_office": "Sample Wire",
        "source_date": "2020-03-01",
        "source_headline": "Clashes,\nagain",
        "source_original": "" if n % 2 else "a witness",
        "where_prec": 1 + n % 7,
        "where_coordinates": "Placeville",
        "where_description": "near Placeville",
        "adm_1": "North province",
        "adm_2": "",
        "latitude": 10.25 + n / 100,
        "longitude": -20.5,
        "geom_wkt": "POINT (-20.5 10.25)",
        "priogrid_gid": 100_000 + n,
        "country": "Modelland",
        "country_id": 999,
        "region": "Africa",
        "event_clarity": 1,
        "date_prec": 1,
        "date_start": f"2020-03-{1 + n % 28:02} 00:00:00.000",
        "date_end": f"2020-03-{1 + n % 28:02} 00:00:00.000",
        "deaths_a": 1,
        "deaths_b": 2,
        "deaths_civilians": n,
        "deaths_unknown": 0,
        "best": 3 + n,
        "high": 5 + n,
        "low": 1 + n,
        "gwnoa": "2;200;900",
        "gwnob": "",
    }
    assert changed.keys() <= fields.keys(), changed
    return {name: str(value) for name, value in (fields | changed).items()}


def rows(count: int) -> list[Row]:
    return [row(n) for n in range(1, count + 1)]


def csv_text(
    given: Iterable[Row],
    *,
    columns: Sequence[str] = COLUMNS,
    header: Sequence[str] | None = None,
    newline: str = "\r\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> str:
    """The rows as CSV; ``header`` is () for none."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator=newline, quoting=quoting)
    named = columns if header is None else header
    writer.writerows([named] if named else [])
    writer.writerows([each[name] for name in columns] for each in given)
    return file.getvalue()


def write_csv(path: Path, given: Iterable[Row] | str | bytes, **layout: object) -> Path:
    """Write rows, or a text as it is."""
    text = given if isinstance(given, str | bytes) else csv_text(given, **layout)  # type: ignore[arg-type]
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def write_zip(path: Path, given: Iterable[Row] | str, *, member: str = "events.csv") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(member, given if isinstance(given, str) else csv_text(given))
    return path


def write_parquet(path: Path, given: Iterable[Row], *, typed: bool = True) -> Path:
    """Write rows as Parquet: as texts, or with the types another tool may give them."""
    types = {name: kind for kind, names in _TYPES.items() for name in names} if typed else {}
    plain = path.with_suffix(".plain.csv")
    plain.write_text(csv_text(given), encoding="utf-8", newline="")
    kept = ", ".join(
        f'CAST("{name}" AS {types.get(name, "VARCHAR")}) AS "{name}"' for name in COLUMNS
    )
    duckdb.execute(
        f"COPY (SELECT {kept} FROM read_csv('{plain}', all_varchar = true, header = true, "
        f"delim = ',', quote = '\"', escape = '\"')) TO '{path}' (FORMAT parquet)"
    )
    plain.unlink()
    return path
