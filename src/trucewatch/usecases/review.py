"""Review a report: a person decides on each proposal, and what is accepted is written down.

Nothing read from a report is ever more than alleged: violence becomes an allegation of the
register, which has its own ladder of verification. What belongs to the process goes into the
process file, with the report as its source and its words as evidence.
"""

from datetime import date
from pathlib import Path

from trucewatch.accord.rewriting import read_written
from trucewatch.days import parse_day
from trucewatch.errors import ReadingError
from trucewatch.register.place import Register
from trucewatch.store.decisions import Decisions
from trucewatch.usecases.read import ZONE, read
from trucewatch.usecases.read_model import Model, Progress
from trucewatch.usecases.review_desk import Desk, source_name
from trucewatch.usecases.reviewing import Review

EARLIEST = date(1900, 1, 1)
"""Where what has no told beginning is put, unless a person says otherwise."""


def review(  # noqa: PLR0913 - each has a default
    path: Path | str,
    *,
    published: date | str | None = None,
    zone: str | None = None,
    source: str | None = None,
    country: str | None = None,
    earliest: date | str = EARLIEST,
    register: Register | None = None,
    process: Path | str | None = None,
    decisions: Path | None = None,
    model: Model | None = None,
    progress: Progress | None = None,
) -> Review:
    """Read a report to go through what it proposes.

    Parameters
    ----------
    path
        Of the report, plain text or HTML. It is read again, which gives the same proposals.
    published
        The day of publication; by default what a page declares of itself.
    zone
        IANA name of the zone of the place that is reported on; by default that of the process
        file, else UTC.
    source
        What the report is called: its outlet or its address. By default the name of its file.
    country
        That it is about, for what is told of no place.
    earliest
        The day on which violence that has no told beginning can have begun at the earliest.
    register
        Where allegations and claims go; None where there is none yet.
    process
        The process file; None where there is none yet.
    decisions
        The file of decisions; None keeps them in memory alone.
    model
        A language model that proposes records beside those of the rules, anew each time.
    progress
        Told how far a model has come, from 0 to 1.

    Returns
    -------
    Review
        With the proposals, and what was decided before.

    Raises
    ------
    ReadingError
        When it cannot be read, or no day of publication is known.
    InputError
        When a day, the zone or the process file cannot be used.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     report = Path(folder, "a.txt")
    ...     _ = report.write_text("Twelve people were killed in an attack in Kabul on Monday.")
    ...     found = review(report, published="2020-02-21", zone="Asia/Kabul")
    >>> [(one.record.kind.value, found.plan(one.number).what) for one in found.proposals]
    [('event', 'allegation')]
    """
    place = Path(path)
    written = read_written(process) if process is not None else None
    where = zone or (written.process.zone if written else ZONE)
    found = read(
        place, published=published, zone=where, source=source, model=model, progress=progress
    )
    day = found.document.published
    if day is None:
        raise ReadingError(
            "no day of publication is known, without which nothing can be put down",
            where=str(path),
            remedy="give it with --published YYYY-MM-DD",
        )
    name, address = source_name(source, str(path))
    first = parse_day(earliest) if isinstance(earliest, str) else earliest
    desk = Desk(found, day, name, address, country, first, written)
    return Review(desk, place, Decisions(decisions), register)
