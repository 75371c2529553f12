"""What is read out of a report: proposals with their exact place in the text; a person accepts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters from ``start`` up to but not including ``end`` of the document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters.

        Examples
        --------
        >>> Span(4, 9).of("The truce held.")
        'truce'
        """
        return text[self.start : self.end]

    def within(self, other: "Span") -> bool:
        """Whether it lies wholly in another."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch that is no part of the report, or not to be coded; nothing is ever deleted."""

    span: Span
    why: str
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report.

    Attributes
    ----------
    text
        All that a reader sees, promos included; spans point into it.
    offsets
        For each character of the text its place in the source, where the source is not the text.
    published
        The day of publication in the place's zone; None: every relative date stays unresolved.
    zone
        IANA name of the zone of the place that is reported on.
    """

    text: str
    title: str | None
    source: str | None
    sha256: str
    published: date | None
    zone: str
    offsets: tuple[int, ...] = ()
    marked: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``quoted`` are the stretches inside quotation marks, with who speaks them."""

    span: Span
    quoted: tuple[tuple[Span, str | None], ...] = ()


class Granularity(StrEnum):
    """How exact a date is."""

    INSTANT = "instant"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    DURATION = "duration"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or a duration in the text.

    Attributes
    ----------
    start, end
        Zone-aware, half-open; None where it cannot be resolved or is open on that side.
    days
        Of a duration.
    alternatives
        Other readings, as pairs of start and end.
    """

    span: Span
    text: str
    start: datetime | None
    end: datetime | None
    granularity: Granularity
    rule: str
    days: float | None = None
    alternatives: tuple[tuple[datetime | None, datetime | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor in the text: an id of the actor list, or the words alone where it is on none."""

    span: Span
    actor: str | None
    text: str
    rule: str


RULES = "rules"
"""The origin of what is read by rule."""


class RecordKind(StrEnum):
    """What is proposed."""

    EVENT = "event"
    STATEMENT = "statement"
    COMMITMENT = "commitment"
    CONDITION = "condition"
    TRUCE = "truce"
    PROCESS = "process"


class Modality(StrEnum):
    """Whether it is told as having happened."""

    HAPPENED = "happened"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    HABITUAL = "habitual"


@dataclass(frozen=True, slots=True)
class People:
    """A number of people: at least and at most; ``most`` is None where no upper bound is told."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Record:
    """One proposal.

    Attributes
    ----------
    type
        PLOVER type, such as AGREE or ASSAULT; None where it is none.
    process
        Our own tag, such as "truce agreed" or "talks called off".
    speaker
        Of a statement; ``claimed_by`` says whose claim any other record is.
    quote
        The words at ``span``, letter for letter.
    rule
        That made it.
    origin
        "rules", or "model" with the name of the one that proposes it.
    """

    kind: RecordKind
    span: Span
    quote: str
    rule: str
    type: str | None = None
    process: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None
    killed: People | None = None
    injured: People | None = None
    quantity: float | None = None
    unit: str | None = None
    modality: Modality = Modality.HAPPENED
    negated: bool = False
    claimed_by: tuple[str, ...] = ()
    origin: str = RULES


@dataclass(frozen=True, slots=True)
class Rejected:
    """What a model proposed and its text does not bear out.

    Attributes
    ----------
    origin
        "model" with the name of the one that proposed it.
    said
        What it proposed, on one line and cut where it is long.
    why
        It is not taken.
    """

    origin: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was read out of one report.

    Attributes
    ----------
    rejected
        What a model proposed and was not taken; empty where none was asked.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    actors: tuple[ActorMention, ...]
    dates: tuple[DateMention, ...]
    records: tuple[Record, ...]
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
