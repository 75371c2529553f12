"""A report while it is read."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trucewatch.domain.reading import Document, Modality, People, Record, Span
from trucewatch.reading.cast import Cast
from trucewatch.reading.frames import Frames
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.people import Toll
from trucewatch.reading.someone import added
from trucewatch.reading.when import Stretch

_NEAR = 9
_END = frozenset('.,;"”')


@dataclass(slots=True)
class Report:
    """A report while it is read."""

    document: Document
    frames: Frames
    cast: Cast
    found: list[Record] = field(default_factory=list)
    before: Stretch | None = None
    group: People | None = None
    kind: str = ""
    last: int = 0
    voices: list[Record] = field(default_factory=list)
    now: datetime | None = field(init=False)

    def __post_init__(self) -> None:
        """Look the end of the day of publication up once: every event is compared with it."""
        self.now = _end_of(self.document)

    def voice(self, span: Span, actor: tuple[str, ...]) -> tuple[str, ...]:
        """Return who speaks the quotation in which something stands, unless it is who does it."""
        for quotation in self.voices:
            if span.within(quotation.span) and quotation.speaker != actor:
                return quotation.speaker
        return ()

    def instant(self) -> datetime | None:
        """Return the end of the day of publication."""
        return self.now


def _end_of(document: Document) -> datetime | None:
    """Return the end of the day of publication in the zone of the place."""
    if document.published is None:
        return None
    try:
        zone: ZoneInfo | None = ZoneInfo(document.zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return datetime.combine(document.published, time(), zone or UTC) + timedelta(days=1)


def span_of(parsed: Parsed, first: int, last: int) -> Span:
    """Return the place of words in the text."""
    return Span(parsed.words.start[first], parsed.words.end[last - 1])


def last_word(parsed: Parsed, at: int) -> int:
    """Return the word before which a sentence ends, without its stop, but behind a word."""
    last = len(parsed.words.low)
    while last > at + 1 and parsed.words.tag[last - 1] in _END:
        last -= 1
    return last


def completed(report: Report, counts: list[Toll]) -> list[Toll]:
    """Add "two others were also killed" to the toll told just before, in its record."""
    kept: list[Toll] = []
    for toll in counts:
        before = next((one for one in reversed(kept) if one.kind == toll.kind), None)
        if toll.again and _complete(report, toll):
            continue
        if not toll.more or toll.over_time:
            kept.append(toll)
        elif before is not None and not before.over_time:
            kept[kept.index(before)] = replace(before, people=added(before.people, toll.people))
        elif not _complete(report, toll):
            kept.append(toll)
    return kept


def _complete(report: Report, toll: Toll) -> bool:
    """Add a toll to the last record that tells one of its kind, not far above.

    One that tells again who they were takes the place of "a family", "dozens" and the like.
    """
    for at in range(len(report.found) - 1, max(-1, len(report.found) - _NEAR), -1):
        record = report.found[at]
        told = record.killed if toll.kind == "killed" else record.injured
        if told is None or record.modality is Modality.HABITUAL:
            continue
        if toll.again and told.most is not None:
            return told == toll.people
        both = toll.people if toll.again else added(told, toll.people)
        report.found[at] = (
            replace(record, killed=both) if toll.kind == "killed" else replace(record, injured=both)
        )
        return True
    return False
