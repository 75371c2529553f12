"""Tabulate: count the events of a country per day, so that figures can go where events may not."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from os.path import realpath
from pathlib import Path

from trucewatch.datasets.daily_table import about_path, daily_table_texts, may_be_replaced
from trucewatch.days import DaySpan, parse_day
from trucewatch.domain.daily import COUNTING_RULE
from trucewatch.domain.truce import Selection
from trucewatch.errors import QuestionError, StoreError
from trucewatch.panel.figures import daily_figures
from trucewatch.usecases.events import open_events
from trucewatch.usecases.evidence import Progress


@dataclass(frozen=True, slots=True)
class Tabulated:
    """What tabulating came to.

    Attributes
    ----------
    table, about
        The two files that were written.
    rows, events
        Rows of the table, and events counted in them.
    covers
        The days of the table.
    """

    table: Path
    about: Path
    rows: int
    events: int
    covers: DaySpan


def tabulate(
    events: str | Path,
    *,
    country: str,
    start: str | date,
    end: str | date,
    out: str | Path,
    release: str | None = None,
    progress: Progress | None = None,
) -> Tabulated:
    """Write a daily table: figures per day, dyad, kind of violence and place.

    Parameters
    ----------
    events
        A store, or UCDP GED as published.
    country
        As the data set writes it.
    start, end
        The days of the table; ``end`` is the day after the last.
    out
        The CSV file to write; a YAML file that says what it is stands beside it afterwards.
    release
        Where neither the file nor the store leaves only one.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Tabulated
        The two files and how much is in them.

    Raises
    ------
    DatasetError, StoreError
        When the events cannot be read or the table cannot be written.
    QuestionError
        When the country does not occur, the days are not within the data, or ``out`` is no name
        for a table.

    Examples
    --------
    >>> tabulate("ged251-csv.zip", country="Yemen (North Yemen)", start="2022-01-01",
    ...          end="2023-01-01", out="daily.csv").covers.days  # doctest: +SKIP
    365
    """
    first, after = (parse_day(d) if isinstance(d, str) else d for d in (start, end))
    if after <= first:
        raise QuestionError(
            f"the table would end on {after}, not after its start {first}",
            remedy="give a later --end",
        )
    span = DaySpan(first, after)
    source, target = Path(events), Path(out)
    with _writing(target):
        _refuse_places(source, target)
    with open_events(source, release=release, progress=progress) as (relation, provenance):
        if not provenance.covers.covers(span):
            raise QuestionError(
                f"{span} is not within the data, which cover {provenance.covers}", where=str(source)
            )
        counted = daily_figures(relation, Selection(countries=(country,)))
    figures = tuple(f for f in counted if f.date < span.end and f.last >= span.start)
    command = ["trucewatch", "tabulate", source.name, "--release", provenance.release]
    command += ["--country", country, "--start", str(first), "--end", str(after)]
    command += ["--out", target.name]
    about = replace(
        provenance, covers=span, query=f"{COUNTING_RULE[0].upper()}{COUNTING_RULE[1:]}."
    )
    texts = daily_table_texts(figures, about, country=country, command=shlex.join(command))
    with _writing(target):
        _write_both(target, texts)
    return Tabulated(target, about_path(target), len(figures), sum(f.events for f in figures), span)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror}", where=str(target), remedy="name another --out"
        ) from error


def _refuse_places(source: Path, target: Path) -> None:
    """Refuse a table that would take the place of its events or of what is not its own."""
    if target.suffix.lower() != ".csv":
        raise QuestionError(f"{target} is no name for a table", remedy="let it end in .csv")
    for place in (target, about_path(target)):
        if place.is_dir():
            raise StoreError(
                "cannot be written: it is a directory",
                where=str(place),
                remedy="name another --out",
            )
        if realpath(place) == realpath(source):  # Path.resolve fails on a loop of links
            raise QuestionError(f"{place} holds the events themselves", remedy="name another --out")
    if not may_be_replaced(about_path(target)):
        raise QuestionError(
            f"{about_path(target)} was not made by tabulate, and would be overwritten",
            remedy="name another --out",
        )


def _write_both(target: Path, texts: tuple[str, str]) -> None:
    """Write both files beside their places first, then move them there."""
    places = (target, about_path(target))
    drafts = [place.with_name(f"{place.name}.part") for place in places]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for draft, text in zip(drafts, texts, strict=True):
            draft.write_text(text, encoding="utf-8", newline="\n")
        for draft, place in zip(drafts, places, strict=True):
            draft.replace(place)
    finally:  # also after an interruption
        for draft in drafts:
            with suppress(OSError):
                draft.unlink()
