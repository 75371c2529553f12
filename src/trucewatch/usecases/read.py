"""Read a report: what belongs in the record is proposed, with its exact place; a person accepts."""

from datetime import date
from pathlib import Path

from trucewatch.days import parse_day
from trucewatch.domain.reading import Document, Read
from trucewatch.errors import ReadingError
from trucewatch.reading.dates.mentions import dates
from trucewatch.reading.doubts import doubts
from trucewatch.reading.language import is_english
from trucewatch.reading.later import told_before_it_was
from trucewatch.reading.merging import contradictions
from trucewatch.reading.records import records
from trucewatch.reading.sentences import sentences, stretches
from trucewatch.reading.source import bounded
from trucewatch.reading.text import declared, document, with_marks
from trucewatch.usecases.read_model import Model, Progress, with_model

ANOTHER_LANGUAGE = "not in English: nothing is proposed"
EMPTY = "holds no text: nothing is proposed"
UNDATED = (
    "no day of publication: dates told relative to it are left unresolved; give it with --published"
)
STEERING = "holds characters that steer a screen or reverse a line; they are marked"
ZONE = "UTC"
_LONGEST_PATH = 1024
_SUFFIXES = (".html", ".htm", ".txt", ".xhtml", ".md")


def read(
    text_or_path: str | bytes | Path,
    *,
    published: date | str | None = None,
    zone: str = ZONE,
    source: str | None = None,
    model: Model | None = None,
    progress: Progress | None = None,
) -> Read:
    """Read a report and propose what belongs in the record.

    Parameters
    ----------
    text_or_path
        Plain text or HTML, or a file of it. A one-line text that names a file is that file.
    published
        The day of publication in the zone, as a day or as YYYY-MM-DD; by default what a page
        declares of itself. Without one, relative dates stay unresolved.
    zone
        IANA name of the zone of the place that is reported on.
    source
        Where the text comes from, such as its address; by default the name of the file.
    model
        A language model, such as an ``Endpoint``, that proposes records beside those of the rules.
        By default none is asked, and nothing leaves this machine.
    progress
        Told how far a model has come, from 0 to 1.

    Returns
    -------
    Read
        The document with what is marked, its sentences, actors, dates, proposed records and notes;
        where a model was asked also what it proposed and the text does not bear out. A model that
        does not answer is a note, and what the rules found stands.

    Raises
    ------
    ReadingError
        When there is no such file, or it is too large, no text, or in another encoding.
    InputError
        When the day or the zone is none.

    Examples
    --------
    >>> found = read("A truce is set to begin at midnight on Friday.", published="2020-02-21",
    ...              zone="Asia/Kabul")
    >>> [(d.text, d.start.isoformat()) for d in found.dates]
    [('midnight on Friday', '2020-02-22T00:00:00+04:30')]
    """
    day = parse_day(published) if isinstance(published, str) else published
    given, name = _given(text_or_path)
    report = document(given, published=day, zone=zone, name=source or name)
    own = declared(given, name) if day is not None else None
    found = _read(report, own)
    asked = model is not None and not {EMPTY, ANOTHER_LANGUAGE}.intersection(found.notes)
    return with_model(found, model, progress) if model and asked else found


def _read(report: Document, own: date | None) -> Read:
    """Read a document: language, sentences, dates, then actors and records."""
    notes = _notes(report)
    if own is not None and report.published is not None and abs((own - report.published).days) > 1:
        notes.append(f"the page declares {own} as its day of publication, not {report.published}")
    if EMPTY in notes or ANOTHER_LANGUAGE in notes:
        return Read(report, (), (), (), (), tuple(notes))
    found = sentences(report)
    when = dates(report, found)
    later = told_before_it_was(report, found, when)
    if later:
        report = with_marks(report, later)
        inside = [mark.span for mark in later]
        found = tuple(s for s in found if not any(s.span.within(span) for span in inside))
    usable = tuple(d for d in when if not any(d.span.within(m.span) for m in later))
    actors, proposed = records(report, found, usable)
    doubtful = (*doubts(report, when), *contradictions(proposed))
    return Read(report, found, actors, when, proposed, (*notes, *doubtful))


def _notes(report: Document) -> list[str]:
    """Return what a person should know before using what was read."""
    unmarked = " ".join(span.of(report.text) for span in stretches(report))
    if not unmarked.strip():
        return [EMPTY]
    if not is_english(unmarked):
        return [ANOTHER_LANGUAGE]
    notes = [UNDATED] if report.published is None else []
    if any(mark.rule == "control" for mark in report.marked):
        notes.append(STEERING)
    return notes


def _given(text_or_path: str | bytes | Path) -> tuple[str | bytes, str | None]:
    """Return the source and the name of its file, where it is one."""
    if isinstance(text_or_path, bytes):
        return text_or_path, None
    if isinstance(text_or_path, str):
        if not _names_a_file(text_or_path):
            return text_or_path, None
        text_or_path = Path(text_or_path)
    try:
        bounded(text_or_path.stat().st_size, str(text_or_path))
        return text_or_path.read_bytes(), str(text_or_path)
    except OSError as error:
        raise ReadingError(
            f"cannot be read: {error.strerror or error}", where=str(text_or_path)
        ) from error


def _names_a_file(text: str) -> bool:
    """Whether a text is the name of a file and no report."""
    if len(text) > _LONGEST_PATH or "\n" in text or "<" in text or "\0" in text or not text.strip():
        return False
    looks = text.casefold().endswith(_SUFFIXES) and (" " not in text or "/" in text)
    try:
        return looks or Path(text).is_file()
    except (OSError, ValueError):
        return False
