"""Reviews of reports that are made up, beside a process file kept by hand, for tests."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from trucewatch.accord.rewriting import read_written
from trucewatch.domain.reading import (
    DateMention,
    Document,
    Modality,
    Read,
    Record,
    RecordKind,
    Sentence,
    Span,
)
from trucewatch.register.place import Register
from trucewatch.store.decisions import Decisions
from trucewatch.usecases.review import EARLIEST
from trucewatch.usecases.review_desk import Desk
from trucewatch.usecases.reviewing import Review

NOW = datetime(2020, 3, 11, 2, tzinfo=UTC)
KABUL = ZoneInfo("Asia/Kabul")
PUBLISHED = date(2020, 3, 10)

PROCESS = """\
# The process around Kabul, kept by hand.
id: kabul
name: Talks of Kabul
zone: Asia/Kabul
actors:
  - id: us
    name: United States   # as the list calls it
    kind: state
  - id: taliban
    name: Taliban
    kind: armed group
parties: [us, taliban]
steps:
  # nothing was signed yet
  - id: talks
    kind: talks
    name: The talks
    actors: [us, taliban]
    done: {since: 2018-12}
  - id: signing
    kind: agreement
    name: The signing
    actors: [us, taliban]

commitments:
- id: prisoners
  name: Prisoners go free
  by: [taliban]
  act: Prisoner Release
  agreed: {on: 2020-02-01}
  quantity: 500
  unit: prisoners
- id: road
  name: The road is open
  by: [taliban]
  act: road opened
  agreed: {on: 2020-02-01}
phases:
  - id: talking
    name: Talks
    begins:
      done: talks
# the end
"""


def day(*when: int) -> datetime:
    return datetime(*when, tzinfo=KABUL)  # type: ignore[misc,arg-type]


def told(quote: str, kind: str = "event", /, **fields: Any) -> Record:
    """A record of these words; where they stand is filled in by :func:`made`."""
    fields.setdefault("rule", "test")
    if kind in ("commitment", "truce"):
        fields.setdefault("modality", Modality.PLANNED)
    return Record(RecordKind(kind), Span(0, 0), quote, **fields)


def made(
    folder: Path,
    *records: Record,
    register: Register | None = None,
    process: str | None = PROCESS,
    dates: Sequence[DateMention] = (),
    keep: str = "report.jsonl",
    zone: str = "Asia/Kabul",
    **desk: Any,
) -> Review:
    """A review of a report that holds the words of these records, each a sentence."""
    text = " ".join(f"{one.quote}." for one in records)
    placed, sentences, at = [], [], 0
    for one in records:
        span = Span(at, at + len(one.quote))
        values = {name: getattr(one, name) for name in Record.__dataclass_fields__}
        placed.append(Record(**{**values, "span": span}))
        sentences.append(Sentence(Span(at, span.end + 1)))
        at = span.end + 2
    report = folder / "report.txt"
    report.write_text(text, encoding="utf-8")
    sha = hashlib.sha256(text.encode()).hexdigest()
    file = folder / "kabul.yaml"
    if process is not None and not file.exists():
        file.write_text(process, encoding="utf-8")
    document = Document(text, "News", "report.txt", sha, PUBLISHED, zone)
    read = Read(document, tuple(sentences), (), tuple(dates), tuple(placed))
    written = read_written(file) if process is not None else None
    given = {"source": "a wire", "address": None, "country": None, "earliest": EARLIEST, **desk}
    on_desk = Desk(read, PUBLISHED, written=written, **given)
    return Review(on_desk, report, Decisions(folder / keep), register)
