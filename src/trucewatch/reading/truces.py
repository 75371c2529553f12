"""Truces that a report tells of: between whom, from when to when, in one sentence or in many."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, datetime, timedelta
from itertools import zip_longest

from trucewatch.days import later
from trucewatch.domain.reading import (
    DateMention,
    Granularity,
    Modality,
    Record,
    RecordKind,
    Span,
)
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.report import Report, last_word, span_of

_TRUCE = frozenset(
    {
        "truce", "truces", "ceasefire", "ceasefires", "cease-fire", "cease-fires", "armistice",
        "reduction", "hostilities", "cessation", "pause", "pauses", "lull",
    }
)  # fmt: skip
_TOLD = frozenset({"truce agreed", "truce begun", "truce extended", "truce held", "truce ended"})
_BEGAN = frozenset({"truce begun", "truce held"})
_OPENS = frozenset({"truce agreed", "truce begun", "truce extended"})
_ONLY_WISHED = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE"})
_BROKERED = ("broker", "mediate", "negotiate", "secure")
_ALONE = ("declare", "announce", "order", "proclaim", "call")
_WISHES = frozenset({Modality.DEMANDED, Modality.POSSIBLE, Modality.THREATENED})
_AGAIN = re.compile(
    r"(?:it|this|the (?:deal|agreement|accord|arrangement|pact|first phase|measure))\b", re.I
)
_STARTS = re.compile(
    r"\b(?:beg[aiu]n\w*|start\w*|commenc\w+|effect|force|effective|from|tak\w+ hold|as of|since|"
    r"midnight|place|enter\w*)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:until|till|through|end\w*|expir\w+|laps\w+|run\w* out|up to)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:since|until|till|through|by)\b", re.IGNORECASE)
_BEFORE_TRUCE = re.compile(
    r"[\s,-]*(?:[\w-]+[\s-]+){0,4}?(?:truce|cease-?fire|armistice|pause|lull|cessation|halt|"
    r"‘?reduction|phase)",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|last\w*|of|lasting|within)\s+(?:(?:an?|the|another|initial|further|at|least|first|next"
    r"|period|of|up|to)\s+){0,4}$",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"(?:truce|cease-?fire|armistice|pause|lull|hostilities|fighting|fire|firing|last\w*|run|hold|"
    r"stop|halt|suspend\w*|operations?|offensive|strikes|extend\w*|renew\w*|prolong\w*|observe|effect|force)\b.{0,40}$",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(r"(?:force|place|effect|hold\w*|held|observed|kept)\W*$", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:truce|cease-?fire|armistice|pause|lull|hostilities)\W+(?:\w+\W+){0,2}?(?:at|on|by)?\W*$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:earlier|previous|past|former|original|another|old)\s+(?:\w+\s+){0,2}(?:truce|cease-?fire)"
    r"|\b(?:truce|cease-?fire) of (?:\w+ )?(?:19|20)\d\d",
    re.IGNORECASE,
)
_THEIR = re.compile(r"\btheir\s+(?:[\w-]+\s+){0,2}(?:truce|cease-?fire)", re.IGNORECASE)
_THE = re.compile(
    r"(?:^|\.\s|\b)the\s+(?:[\w-]+\s+){0,1}(?:truce|cease-?fire|pause|cessation|armistice)",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\bmonths?\b|-month", re.IGNORECASE)
_LAST = re.compile(r"last\w*\s", re.IGNORECASE)
_EXACT = frozenset({Granularity.INSTANT, Granularity.DAY})
_LONGEST = 700
_MONTH = 365.2425 / 12


@dataclass(slots=True)
class _Draft:
    """A truce while more is told of it."""

    rule: str
    process: str
    span: Span
    parties: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    days: float | None = None
    months: int | None = None
    begun: bool = False


@dataclass(slots=True)
class Truces:
    """The truces of a report, while it is read sentence by sentence."""

    drafts: list[_Draft] = field(default_factory=list)
    near: bool = False
    heard: list[tuple[Span, _Draft]] = field(default_factory=list)

    def hear(
        self, report: Report, parsed: Parsed, here: Sequence[Record], dates: Sequence[DateMention]
    ) -> None:
        """Take from a sentence what it tells of a truce.

        Parameters
        ----------
        report
            That is read.
        parsed, here, dates
            The sentence, its records and its dates.
        """
        opening = _AGAIN.match(parsed.text, parsed.words.start[0])
        own = _own(here)
        about = bool(own) or not _TRUCE.isdisjoint(parsed.words.low)
        again = self.near and opening is not None and bool(self.drafts)
        wished = any(one.process in _TOLD and _wished(one) for one in here)
        self.near = about and not wished
        if not (about or again) or (wished and not own) or _PAST.search(_sentence(parsed)):
            return
        began = any(one.process in _BEGAN and one.modality is Modality.HAPPENED for one in own)
        for draft, mentions in self._parts(report, parsed, own, dates):
            draft.begun = draft.begun or began
            told = _add(draft, parsed, mentions, report.instant())
            end = span_of(parsed, 0, last_word(parsed, 0)).end
            if told and end - draft.span.start <= _LONGEST:
                draft.span = Span(draft.span.start, max(draft.span.end, end))
            self.heard.append((span_of(parsed, 0, len(parsed.words.low)), draft))
            if not draft.parties and not draft.rule.startswith(_BROKERED):
                draft.parties = _pair(report)

    def _parts(
        self,
        report: Report,
        parsed: Parsed,
        own: Sequence[Record],
        dates: Sequence[DateMention],
    ) -> list[tuple[_Draft, list[DateMention]]]:
        """Return the truces that a sentence tells of, each with the dates that stand nearest."""
        openers = [one for one in own if one.process in _OPENS]
        named = [one for one in openers if one.actor]
        found: list[tuple[_Draft, list[DateMention]]] = []
        place = 0
        for told, after in zip_longest(named or openers[:1], (named or openers[:1])[1:]):
            until = after.span.start if after is not None else len(parsed.text)
            mentions = [one for one in dates if place <= one.span.start < until]
            found.append((self._draft(report, parsed, told), mentions))
            place = until
        if found:
            return found
        return (
            [(self.drafts[-1], list(dates))] if self.drafts else self._theirs(report, parsed, dates)
        )

    def _theirs(
        self, report: Report, parsed: Parsed, dates: Sequence[DateMention]
    ) -> list[tuple[_Draft, list[DateMention]]]:
        """Return a truce that is in force between those just named: "their six-day-old truce"."""
        many = _pair(report)
        if len(many) < 2 or not _THEIR.search(_sentence(parsed)):
            return []
        span = span_of(parsed, 0, last_word(parsed, 0))
        self.drafts.append(_Draft("their truce", "truce held", span, many))
        return [(self.drafts[-1], list(dates))]

    def _draft(self, report: Report, parsed: Parsed, told: Record) -> _Draft:
        """Return the truce that a record tells of: a new one or the last."""
        span = span_of(parsed, 0, last_word(parsed, 0))
        last = self.drafts[-1] if self.drafts else None
        between = _between(report, parsed)
        parties, towards = (between, ()) if between else _parties(report, told)
        anew = told.process == "truce extended"
        known = not parties or (last is not None and _same(parties, last))
        if last is not None and not anew and (known or _THE.search(_sentence(parsed))):
            if not last.parties:
                last.parties, last.towards = parties, towards
            return last
        self.drafts.append(_Draft(told.rule, told.process or "", span, parties, towards))
        return self.drafts[-1]

    def told(self, report: Report) -> list[Record]:
        """Return the truces as records, in their order."""
        return [_record(report, one) for one in self.drafts if one.parties]


def with_parties(found: Sequence[Record], truces: Truces) -> list[Record]:
    """Return the records with the parties of the truce where it begins, holds or ends by itself.

    Parameters
    ----------
    found
        The records of a report.
    truces
        What it tells of truces.
    """
    filled = []
    for one in found:
        if one.process in _TOLD and not one.actor and one.kind is not RecordKind.TRUCE:
            parties = next((d.parties for s, d in truces.heard if one.span.within(s)), ())
            if parties:
                one = replace(one, actor=parties, rule=f"{one.rule}, by the parties of the truce")
        filled.append(one)
    return filled


def _sentence(parsed: Parsed) -> str:
    return parsed.written(0, len(parsed.words.low))


def _own(here: Sequence[Record]) -> list[Record]:
    """Return what is told of a truce, without what is only wished for or hangs on a condition."""
    unsure = any(one.kind is RecordKind.CONDITION for one in here)
    return [
        one
        for one in here
        if one.process in _TOLD
        and not _wished(one)
        and not (unsure and one.modality is Modality.PLANNED)
    ]


def _pair(report: Report) -> tuple[str, ...]:
    """Return the sides that were named together last."""
    known = report.cast.known.actors
    names = tuple(
        name
        for name in report.cast.pair
        if name in known and known[name].kind in {"state", "armed"}
    )
    return names if len(names) > 1 else ()


def _wished(record: Record) -> bool:
    return record.type in _ONLY_WISHED or record.modality in _WISHES or record.negated


def _same(parties: tuple[str, ...], draft: _Draft) -> bool:
    known = {*draft.parties, *draft.towards}
    return not known or not known.isdisjoint(parties)


def _parties(report: Report, told: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who keeps a truce, and towards whom where one side alone declares it.

    Whoever brokers a truce, or speaks for a side, is none.
    """
    known = report.cast.known.actors
    day = report.document.published
    brokered = told.rule.startswith(_BROKERED)

    def sides(names: tuple[str, ...]) -> tuple[str, ...]:
        of = {known[name].acts_for(day) for name in names if name in known}
        return tuple(
            name
            for name in names
            if name not in known
            or not (
                known[name].kind == "organisation"
                or (known[name].kind == "person" and of.intersection(names))
            )
        )

    actor = () if brokered else sides(told.actor)
    other = tuple(name for name in sides(told.recipient) if name in known)
    if told.rule.startswith(_ALONE) or not actor:
        return actor, other
    return (*actor, *other), ()


def _between(report: Report, parsed: Parsed) -> tuple[str, ...]:
    """Return whom a truce is between, where that is told: "a truce between X and Y"."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    for number, chunk in enumerate(chunks[:-1]):
        if low[chunk.last - 1] not in _TRUCE:
            continue
        for after in range(number + 1, len(chunks)):
            if chunks[after].led_by == "between":
                names = report.cast.all_of(parsed, after, len(low), doer=True)
                return names if len(names) > 1 else ()
    return ()


def _add(draft: _Draft, parsed: Parsed, dates: Sequence[DateMention], now: datetime | None) -> bool:
    """Take start, end and length of a truce from the dates of a sentence; whether there is any."""
    before_it = (draft.start, draft.end, draft.days)
    for mention in dates:
        before = parsed.text[
            max(parsed.words.start[0], mention.span.start - 60) : mention.span.start
        ]
        after = parsed.text[mention.span.end : mention.span.end + 60]
        if mention.days and (
            mention.granularity is Granularity.DURATION or _lasts(mention, before)
        ):
            if draft.days is None and _is_length(mention, before, after):
                draft.days = mention.days
                if _MONTHS.search(mention.text):
                    draft.months = round(mention.days / _MONTH)
        elif mention.granularity in _EXACT:
            _place(draft, mention, before, now)
    return before_it != (draft.start, draft.end, draft.days)


def _lasts(mention: DateMention, before: str) -> bool:
    """Whether "last 60 days" is a verb here: "and last 60 days", "will last two weeks"."""
    return (
        _LAST.match(mention.text) is not None
        and re.search(r"\b(?:and|to|will|would|should|may|can)\s+$", before) is not None
    )


def _is_length(mention: DateMention, before: str, after: str) -> bool:
    close = _BEFORE_TRUCE.match(after) is not None
    told = _FOR.search(before) is not None and _KEEPS.search(before) is not None
    return close or told or _LAST.match(mention.text) is not None


def _place(draft: _Draft, mention: DateMention, before: str, now: datetime | None) -> None:
    """Decide whether a date is the start of a truce, its end, or neither."""
    whole = mention.start and mention.end and mention.end - mention.start > timedelta(days=1)
    if whole and mention.granularity in (Granularity.DAY, Granularity.INSTANT):
        draft.start, draft.end = draft.start or mention.start, draft.end or mention.end
        return
    words = mention.text
    if (
        mention.start is None
        or _ENDS.search(before)
        or re.match(r"until|till|through", words, re.I)
    ):
        draft.end = draft.end or (mention.end if mention.start is None else _end(mention))
    elif re.match(r"since\b", words, re.I):
        draft.start = draft.start or (mention.start if _IN_FORCE.search(before) else None)
    elif (
        _STARTS.search(before)
        or re.match(r"from|starting|beginning", words, re.I)
        or (now is not None and mention.start >= now - timedelta(days=1) and _BEHIND.search(before))
    ):
        draft.start = draft.start or mention.start


def _end(mention: DateMention) -> datetime | None:
    return mention.start if mention.granularity is Granularity.INSTANT else mention.end


def _after_months(start: datetime, months: int) -> datetime | None:
    """Return the same day some months later, or the last of its month; None beyond the years."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    if year > MAXYEAR:
        return None
    return start.replace(year=year, month=month, day=min(start.day, monthrange(year, month)[1]))


def _record(report: Report, draft: _Draft) -> Record:
    start, end, days = draft.start, draft.end, draft.days
    if start is not None and end is None and days is not None:
        end = _after_months(start, draft.months) if draft.months else later(start, days)
    if start is not None and end is not None and (days is None or draft.months):
        days = float((end - start).days) if end > start else days
    now = report.instant()
    begun = start is not None and now is not None and start < now - timedelta(days=1)
    begun = begun or (draft.begun and not (start and now and start >= now))
    span = draft.span
    return Record(
        RecordKind.TRUCE,
        span,
        span.of(report.document.text),
        "truce: " + draft.rule,
        None,
        draft.process,
        draft.parties,
        draft.towards,
        start=start,
        end=end,
        quantity=days,
        unit="days" if days is not None else None,
        modality=Modality.HAPPENED if begun else Modality.PLANNED,
    )
