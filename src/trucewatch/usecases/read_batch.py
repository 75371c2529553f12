"""Read a folder of reports on all cores into one Parquet file: a row for each proposed record."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from trucewatch.days import parse_day
from trucewatch.days import zone as known_zone
from trucewatch.domain.reading import People, Read, Record
from trucewatch.errors import InputError, ModelError, ReadingError, TrucewatchError
from trucewatch.usecases.read import ZONE, read
from trucewatch.usecases.read_model import NO_ANSWER, Model, Progress

READING = "reading the reports"
_CHUNK = 16
_NAMED = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
SUFFIXES = frozenset((".txt", ".html", ".htm", ".xhtml", ".md"))
COLUMNS = {
    "file": "VARCHAR",
    "sha256": "VARCHAR",
    "title": "VARCHAR",
    "published": "DATE",
    "error": "VARCHAR",
    "notes": "VARCHAR[]",
    "marked": "INTEGER",
    "dates": "INTEGER",
    "kind": "VARCHAR",
    "type": "VARCHAR",
    "process": "VARCHAR",
    "actor": "VARCHAR[]",
    "recipient": "VARCHAR[]",
    "speaker": "VARCHAR[]",
    "start": "VARCHAR",
    "end": "VARCHAR",
    "place": "VARCHAR",
    "killed_min": "BIGINT",
    "killed_max": "BIGINT",
    "injured_min": "BIGINT",
    "injured_max": "BIGINT",
    "quantity": "DOUBLE",
    "modality": "VARCHAR",
    "negated": "BOOLEAN",
    "claimed_by": "VARCHAR[]",
    "span_start": "BIGINT",
    "span_end": "BIGINT",
    "quote": "VARCHAR",
    "rule": "VARCHAR",
    "origin": "VARCHAR",
    "rejected": "VARCHAR",
}
"""The columns of the file and their types."""

_PATIENCE = 3
"""Reports in a row without an answer, after which a model is not asked again."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a folder.

    Attributes
    ----------
    files, failed, records
        How many files were read or refused, how many of them were refused, what they propose.
    unanswered
        How many files a model was to be asked about and did not answer, or not usably.
    """

    files: int
    failed: int
    records: int
    unanswered: int = 0


def read_batch(
    folder: Path,
    *,
    out: Path,
    published: str | None = None,
    zone: str = ZONE,
    jobs: int | None = None,
    model: Model | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Read every report of a folder, and write what is proposed as Parquet.

    Each record is a row; a file without one, or that cannot be read, is a row too, with the reason
    in ``error``, and so is what a model proposed in vain, with the reason in ``rejected``. The
    order is that of the names of the files, on however many cores.

    Parameters
    ----------
    folder
        With files .txt, .html, .htm, .xhtml and .md, also in folders inside it.
    out
        The Parquet file. It is made beside its place and shown when it is whole.
    published
        The day of publication of all; by default the day that a file's name begins with
        (YYYY-MM-DD), else what the page declares.
    zone
        IANA name of the zone of the place that is reported on.
    jobs
        How many processes; by default one for each core. With a model there is one, since the model
        is what takes the time.
    model
        A language model that proposes records beside those of the rules; by default none. Where it
        has not answered for three reports in a row it is not asked again, and their notes say so.
    progress
        Told how far the work is, from 0 to 1.

    Returns
    -------
    Batch
        How many files, how many that could not be read, how many records, how many without an
        answer of the model.

    Raises
    ------
    ReadingError
        When there is no such folder, or no report in it.
    InputError
        When the day or the zone is none.
    """
    known_zone(zone)
    if published is not None:
        parse_day(published)
    paths = _reports(folder)
    tell = progress or (lambda _done, _label: None)
    tasks = [(str(folder), str(path.relative_to(folder)), published, zone) for path in paths]
    failed = records = unanswered = 0
    silent = f"model {model.name} {NO_ANSWER}" if model else None
    with TemporaryDirectory(dir=_beside(out)) as scratch:
        staged = Path(scratch) / "rows.json"
        with staged.open("w", encoding="utf-8") as lines:
            for done, rows in enumerate(_results(tasks, jobs, model), 1):
                failed += rows[0]["error"] is not None
                records += sum(row["kind"] is not None for row in rows)
                unanswered += _noted(rows[0], silent)
                lines.writelines(f"{json.dumps(row)}\n" for row in rows)
                tell(done / len(tasks), READING)
        _write(staged, Path(scratch) / "made.parquet", out)
    return Batch(len(paths), failed, records, unanswered)


def _noted(row: dict[str, Any], opening: str | None) -> bool:
    return opening is not None and any(n.startswith(opening) for n in row["notes"] or ())


def _beside(out: Path) -> Path:
    if not out.parent.is_dir():
        raise InputError("there is no such folder", where=str(out.parent), remedy="make it first")
    return out.parent


def _reports(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ReadingError("is no folder", where=str(folder), remedy="name a folder of reports")
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    if not found:
        listed = ", ".join(sorted(SUFFIXES))
        raise ReadingError(f"holds no report ({listed})", where=str(folder))
    return found


_Task = tuple[str, str, str | None, str]


class _Patient:
    """A model that is given up where it does not answer any more."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self._model = model
        self._failed = 0

    def ask(self, messages: Sequence[dict[str, str]], schema: dict[str, Any]) -> str:
        if self._failed >= _PATIENCE:
            raise ModelError(f"not asked, after {_PATIENCE} reports without an answer")
        try:
            answer = self._model.ask(messages, schema)
        except ModelError:
            self._failed += 1
            raise
        self._failed = 0
        return answer


def _results(
    tasks: Sequence[_Task], jobs: int | None, model: Model | None
) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of each file, in the order of the tasks."""
    if model is not None:
        patient = _Patient(model)
        yield from (_rows(task, patient) for task in tasks)
        return
    jobs = min(jobs or os.cpu_count() or 1, -(-len(tasks) // _CHUNK))
    if jobs <= 1:
        yield from map(_rows, tasks)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_rows, tasks, chunksize=_CHUNK)


def _rows(task: _Task, model: Model | None = None) -> list[dict[str, Any]]:
    """Return the rows of one file; whatever is wrong with it stays its own."""
    folder, name, published, zone = task
    empty: dict[str, Any] = dict.fromkeys(COLUMNS)
    empty |= {"file": _shown(name)}
    path, day = Path(folder) / name, published or _day(name)
    try:
        found = read(path, published=day, zone=zone, source=name, model=model)
    except TrucewatchError as error:
        return [empty | {"error": str(error)}]
    except Exception as error:
        return [empty | {"error": f"{name}: not read: {type(error).__name__}: {error}"}]
    return _of_read(found, empty)


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def _day(name: str) -> str | None:
    found = _NAMED.match(Path(name).name)
    try:
        return str(parse_day(found.group(1))) if found else None
    except InputError:
        return None


def _of_read(found: Read, empty: dict[str, Any]) -> list[dict[str, Any]]:
    document = found.document
    about = empty | {
        "sha256": document.sha256,
        "title": document.title,
        "published": document.published and document.published.isoformat(),
        "notes": list(found.notes),
        "marked": len(document.marked),
        "dates": len(found.dates),
    }
    rows = [about | _of_record(record) for record in found.records]
    for one in found.rejected:
        rows.append(about | {"origin": one.origin, "rejected": f"{one.why}: {one.said}"})
    return rows or [about]


def _of_record(record: Record) -> dict[str, Any]:
    return {
        "kind": record.kind.value,
        "type": record.type,
        "process": record.process,
        "actor": list(record.actor),
        "recipient": list(record.recipient),
        "speaker": list(record.speaker),
        "start": _iso(record.start),
        "end": _iso(record.end),
        "place": record.place,
        **dict(zip(("killed_min", "killed_max"), _range(record.killed), strict=True)),
        **dict(zip(("injured_min", "injured_max"), _range(record.injured), strict=True)),
        "quantity": record.quantity,
        "modality": record.modality.value,
        "negated": record.negated,
        "claimed_by": list(record.claimed_by),
        "span_start": record.span.start,
        "span_end": record.span.end,
        "quote": record.quote,
        "rule": record.rule,
        "origin": record.origin,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None


def _range(people: People | None) -> tuple[int | None, int | None]:
    return (people.least, people.most) if people else (None, None)


def _write(staged: Path, made: Path, out: Path) -> None:
    """Write the rows as Parquet, and show the file when it is whole."""
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    with duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1}) as connection:
        rows = connection.sql(
            f"FROM read_json({_quoted(staged)}, format = 'newline_delimited', "
            f"columns = {{{columns}}}, maximum_object_size = 268435456)"
        )
        rows.write_parquet(str(made), compression="zstd")
    made.replace(out)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
