"""What stands around the proposals of one report: its source, its words, the actors, the days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from trucewatch import words
from trucewatch.accord.rewriting import Written
from trucewatch.days import PartialDay, zone
from trucewatch.domain.process import ActorKind
from trucewatch.domain.reading import Read, RecordKind, Span
from trucewatch.domain.review import Proposal
from trucewatch.forms.yaml_lines import read_yaml
from trucewatch.reading.actors import Actor, actor_list, slug
from trucewatch.reading.tagging import pieces

_KINDS = {
    "state": ActorKind.STATE,
    "armed": ActorKind.ARMED_GROUP,
    "organisation": ActorKind.ORGANISATION,
    "person": ActorKind.PERSON,
}
_DIGITS = 12
_LONGEST_NAME = 300


@dataclass(frozen=True)
class Desk:
    """One report on the desk, and the process file beside it.

    Attributes
    ----------
    published
        The day of publication.
    source
        What the report is called: its outlet, its address, or the name of its file.
    country
        That the report is about, where it is said.
    earliest
        The day on which what has no told beginning can have begun at the earliest.
    """

    read: Read
    published: date
    source: str
    address: str | None
    country: str | None
    earliest: date
    written: Written | None

    @property
    def sha256(self) -> str:
        """Of the report."""
        return self.read.document.sha256

    @property
    def tag(self) -> str:
        """By which the report is known in ids and notes."""
        return f"report-{self.sha256[:_DIGITS]}"

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the place that is reported on."""
        return zone(self.read.document.zone)

    @cached_property
    def source_id(self) -> str:
        """The id of the report among the sources of the process file, present or to come."""
        for one in self.written.process.sources if self.written else ():
            if one.sha256 == self.sha256 or (self.address and one.address == self.address):
                return one.id
        return self.tag

    @property
    def source_entry(self) -> dict[str, str] | None:
        """The source as an entry of the process file; None where it stands there already."""
        if self.written and any(one.id == self.source_id for one in self.written.process.sources):
            return None
        title = words.clean(self.read.document.title or "")
        named = f"{title} ({self.source})" if title and title != self.source else self.source
        told = {"id": self.source_id, "title": named, "published": str(self.published)}
        if self.address:
            told["address"] = self.address
        return {**told, "sha256": self.sha256}

    @cached_property
    def texts(self) -> str:
        """Every text that the process file holds, to find what was put into it before."""
        if self.written is None:
            return ""
        return "\n".join(_texts(read_yaml(self.written.text, where="").content))

    def mark(self, proposal: Proposal) -> str:
        """Return by what a note shows where an entry was read."""
        key = proposal.key
        nth = f"/{key.nth}" if key.nth else ""
        return f"{self.tag} {key.span.start}-{key.span.end} {key.kind}{nth}"

    def quote(self, proposal: Proposal) -> str:
        """Return the words of a proposal on one line, safe to show."""
        return words.clean(proposal.record.quote)

    def sentence(self, proposal: Proposal) -> str:
        """Return the sentences around a proposal on one line, safe to show."""
        return words.clean(proposal.around.of(self.read.document.text))

    def start_of(self, day: date) -> datetime:
        """Return when a day of the place begins; of days before there were zones, in UTC."""
        start = datetime.combine(day, time(0), self.zone)
        return start.replace(tzinfo=UTC) if _of_the_sun(start) else start

    def partial(self, start: datetime, end: datetime) -> PartialDay | None:
        """Return the day, month or year that holds a stretch of time; None where none does."""
        first = start.astimezone(self.zone).date()
        last = max(first, (end.astimezone(self.zone) - timedelta(microseconds=1)).date())
        tries = (
            PartialDay.of(first),
            PartialDay(first.year, first.month),
            PartialDay(first.year),
        )
        return next((one for one in tries if last <= one.last), None)

    def actor(self, name: str) -> tuple[str, Mapping[str, Any] | None] | None:
        """Return the id of an actor in the process file, with its entry where it has none yet.

        None for whoever is neither in the file nor on the list of actors.
        """
        known = known_actor(name)
        called = {name.casefold(), *((known.id, known.name.casefold()) if known else ())}
        for one in self.written.process.actors if self.written else ():
            if called & {text.casefold() for text in (one.id, one.name, *one.aliases)}:
                return one.id, None
        if known is None:
            return None
        entry = {"id": known.id, "name": known.name, "kind": _KINDS[known.kind].value}
        return known.id, {**entry, "sources": [self.source_id]}


def moment(at: datetime) -> str:
    """Return a moment as the register reads it, which knows no offsets of seconds.

    Examples
    --------
    >>> moment(datetime(1900, 1, 1, tzinfo=ZoneInfo("Asia/Kolkata")))
    '1899-12-31T18:38:50+00:00'
    """
    return (at.astimezone(UTC) if _of_the_sun(at) else at).isoformat()


def _of_the_sun(at: datetime) -> bool:
    """Whether its offset from UTC is that of the sun, to the second."""
    offset = at.utcoffset() or timedelta(0)
    return offset.total_seconds() % 60 != 0


def known_actor(name: str) -> Actor | None:
    """Return the actor of the list with this id or name.

    Examples
    --------
    >>> known_actor("Taliban").id, known_actor("other people")
    ('taliban', None)
    """
    actors = actor_list().actors
    return actors.get(name) or actors.get(slug(name)) or _by_name(name)


def _by_name(name: str) -> Actor | None:
    wanted = pieces(name)
    if not wanted:
        return None
    for written, actor, how, _ in actor_list().names.get(wanted[0], ()):
        if written == wanted and how == "name":
            return actor_list().actors[actor]
    return None


def called(name: str) -> str:
    """Return how an actor is called in words.

    Examples
    --------
    >>> called("united-states"), called("other people")
    ('United States', 'other people')
    """
    known = known_actor(name)
    return known.name if known else words.clean(name)


def capital_of(place: str) -> str | None:
    """Return the country of which a place is the capital.

    Examples
    --------
    >>> capital_of("Kabul"), capital_of("Chorah")
    ('Afghanistan', None)
    """
    wanted = pieces(place)
    for written, actor, how, _ in actor_list().names.get(wanted[0], ()) if wanted else ():
        if written == wanted and how == "capital":
            return actor_list().actors[actor].name
    return None


def source_name(given: str | None, file: str | None) -> tuple[str, str | None]:
    """Return what a report is called, and its address where that is one of the web.

    Parameters
    ----------
    given
        As a person names it.
    file
        The name of its file.

    Examples
    --------
    >>> source_name("https://www.india.com/a", None), source_name(None, "news/a.html")
    (('www.india.com', 'https://www.india.com/a'), ('a.html', None))
    """
    text = words.clean(given or "")
    address = words.web_address(text)
    if address:
        return urlsplit(address).hostname or address, address
    name = text or words.clean((file or "").replace("\\", "/").rpartition("/")[2])
    return (name or "a report")[:_LONGEST_NAME], None


def _texts(content: object) -> Iterator[str]:
    parts: Iterable[object] = ()
    if isinstance(content, str):
        yield " ".join(content.split())
    elif isinstance(content, Mapping):
        parts = content.values()
    elif isinstance(content, list):
        parts = content
    for part in parts:
        yield from _texts(part)


def conditions_beside(proposal: Proposal, others: Iterable[Proposal]) -> list[Proposal]:
    """Return the conditions that stand in the sentence of a proposal."""
    return [
        one
        for one in others
        if one.record.kind is RecordKind.CONDITION and _overlap(one.around, proposal.around)
    ]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
