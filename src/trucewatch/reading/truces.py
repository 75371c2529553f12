"""Truces that a report tells of: between whom, from when to when, in one sentence or in many."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import zip_longest

from trucewatch.domain.reading import DateMention, Modality, Record, RecordKind, Span
from trucewatch.reading.keepers import (
    ALONE,
    BEGAN,
    BROKERED,
    TRUCE,
    Draft,
    between_whom,
    joins,
    kept_with,
    listed,
    none_at_war,
    of_ended,
    pair_of,
    parties_of,
    same,
    settle,
)
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.report import Report, last_word, span_of

_TOLD = frozenset({"truce agreed", "truce begun", "truce extended", "truce held", "truce ended"})
_NEW = frozenset({"truce agreed", "truce begun"})
_OPENS = frozenset({"truce agreed", "truce begun", "truce extended"})
_ONLY_WISHED = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE"})
_HAPPENED = Modality.HAPPENED
_WISHES = frozenset({Modality.DEMANDED, Modality.POSSIBLE, Modality.THREATENED})
_IT = (
    r"(?:it|this|the (?:deal|agreements?|accord|arrangement|pact|first phase|measure|period|"
    r"initiative|plan))\b"
)
_AGAIN = re.compile(_IT, re.IGNORECASE)
_RUNS = re.compile(
    rf"\b{_IT}[^.]{{0,60}}?\b(?:runs?|ran|beg[aiu]n\w*|starts?|started|tak\w+ effect|took effect|"
    r"into (?:force|effect)|in force|operative|valid|laps\w+|expir\w+|lasts?|ends?|ended)\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"\b(?:warring|rival|opposing|feuding)\b", re.IGNORECASE)
_PAST = re.compile(
    r"(?<![\w-])(?:earlier|previous|past|former|original|another|old)\s+(?:\w+\s+){0,2}(?:truce|cease-?fire)"
    r"|\b(?:truce|cease-?fire) of (?:\w+ )?(?:19|20)\d\d",
    re.IGNORECASE,
)
_THEIR = re.compile(r"\btheir\s+(?:[\w-]+\s+){0,2}(?:truce|cease-?fire)", re.IGNORECASE)
_ITS = re.compile(r"\bits (?:own |unilateral )?(?:truce|cease-?fire)", re.IGNORECASE)
_THE = re.compile(
    r"\bthe\s+(?:[\w-]+\s+)?(?:truce|cease-?fire|cessation of hostilities|armistice)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?:both|the two|the|each) (?:warring |rival )?(?:sides?|part(?:y|ies))\b|"
    r"all (?:the )?prisoners\b",
    re.IGNORECASE,
)
_ACTS = frozenset({RecordKind.EVENT, RecordKind.COMMITMENT, RecordKind.PROCESS})
_LONGEST = 700


@dataclass(slots=True)
class Truces:
    """The truces of a report, while it is read sentence by sentence."""

    drafts: list[Draft] = field(default_factory=list)
    near: bool = False
    spoken: Draft | None = None
    heard: list[tuple[Span, Draft]] = field(default_factory=list)

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
        own = _own(here)
        about = bool(own) or not TRUCE.isdisjoint(parsed.words.low)
        again = self.near and bool(self.drafts) and _goes_on(parsed)
        wished = any(one.process in _TOLD and _wished(one) for one in here)
        self.near = (about or again) and not wished
        if not (about or again) or (wished and not own) or _PAST.search(_sentence(parsed)):
            return
        began = any(one.process in BEGAN and one.modality is _HAPPENED for one in own)
        over = any(one.process == "truce ended" and one.modality is _HAPPENED for one in own)
        begun_at = next(
            (one.start for one in own if one.process == "truce begun" and one.start), None
        )
        if about and self.spoken is None and _THE.search(_sentence(parsed)):
            span = span_of(parsed, 0, last_word(parsed, 0))
            self.spoken = Draft("the truce", "truce held", span)
            self.spoken.terms.add(parsed, dates, report.instant())
        for draft, mentions in self._parts(report, parsed, own, dates):
            draft = self._next(draft, own, mentions)
            draft.begun = draft.begun or began
            draft.terms.over = draft.terms.over or over
            told = draft.terms.add(parsed, mentions, report.instant())
            told = draft.terms.done(begun_at) or told
            end = span_of(parsed, 0, last_word(parsed, 0)).end
            wider = Span(draft.span.start, max(draft.span.end, end))
            if told and end - draft.span.start <= _LONGEST and _unmarked(report, wider):
                draft.span = wider
            self.heard.append((span_of(parsed, 0, len(parsed.words.low)), draft))
            if not draft.parties and not draft.rule.startswith(BROKERED):
                draft.parties = pair_of(report)

        for one in own:
            if self.drafts and joins(report, one, self.drafts[-1]):
                last = self.drafts[-1]
                last.parties = (*last.parties, *report.cast.sides_in(one.actor))

    def _parts(
        self,
        report: Report,
        parsed: Parsed,
        own: Sequence[Record],
        dates: Sequence[DateMention],
    ) -> list[tuple[Draft, list[DateMention]]]:
        """Return the truces that a sentence tells of, each with the dates that stand nearest."""
        openers = [one for one in own if one.process in _OPENS]
        named = [one for one in openers if one.actor]
        found: list[tuple[Draft, list[DateMention]]] = []
        place = 0
        for told, after in zip_longest(named or openers[:1], (named or openers[:1])[1:]):
            until = after.span.start if after is not None else len(parsed.text)
            mentions = [one for one in dates if place <= one.span.start < until]
            found.append((self._draft(report, parsed, told), mentions))
            place = until
        between = between_whom(report, parsed) if own and not found and not self.drafts else ()
        if between:
            span = span_of(parsed, 0, last_word(parsed, 0))
            self.drafts.append(Draft("truce between", "truce held", span, between))
        owner = self._owner(report, parsed) if not found else ()
        if owner:
            span = span_of(parsed, 0, last_word(parsed, 0))
            self.drafts.append(Draft("its truce", "truce held", span, owner))
        if not found and not self.drafts:
            found = self._theirs(report, parsed, dates)
            ended = next((one for one in own if one.process == "truce ended"), None)
            if not found and ended is not None:
                span = span_of(parsed, 0, last_word(parsed, 0))
                parties = of_ended(report, ended, _sentence(parsed))
                self.drafts.append(Draft(ended.rule, "truce ended", span, parties))
                self.drafts[-1].terms.called_off(ended.end if ended.type == "SANCTION" else None)
        return found or [(one, list(dates)) for one in self.drafts[-1:]]

    def _next(self, draft: Draft, own: Sequence[Record], mentions: Sequence[DateMention]) -> Draft:
        """Return a new truce of the same parties where one begins when the last has ended."""
        end, told = draft.terms.end, next((one for one in own if one.process in _NEW), None)
        starts = (one.start for one in mentions if one.start is not None)
        if end is None or told is None or not any(start >= end for start in starts):
            return draft
        new = Draft(told.rule, told.process or "", told.span, draft.parties, draft.towards)
        self.drafts.append(new)
        return new

    def _owner(self, report: Report, parsed: Parsed) -> tuple[str, ...]:
        """Return whose truce a sentence tells of that is none of those told of: "its truce"."""
        its = _ITS.search(_sentence(parsed))
        told = {name for draft in self.drafts for name in (*draft.parties, *draft.towards)}
        if its is None or not told:
            return ()
        place = parsed.words.start[0] + its.start()
        names = tuple(hit.actor for hit in parsed.hits if hit.end <= place)
        sides = report.cast.sides_in(names)
        return (sides[0],) if len(sides) == 1 and sides[0] not in told else ()

    def _theirs(
        self, report: Report, parsed: Parsed, dates: Sequence[DateMention]
    ) -> list[tuple[Draft, list[DateMention]]]:
        """Return a truce that is in force between those just named: "their six-day-old truce"."""
        many = pair_of(report)
        if len(many) < 2 or not _THEIR.search(_sentence(parsed)):
            return []
        span = span_of(parsed, 0, last_word(parsed, 0))
        self.drafts.append(Draft("their truce", "truce held", span, many))
        return [(self.drafts[-1], list(dates))]

    def _draft(self, report: Report, parsed: Parsed, told: Record) -> Draft:
        """Return the truce that a record tells of: a new one or the last."""
        span = span_of(parsed, 0, last_word(parsed, 0))
        last = self.drafts[-1] if self.drafts else None
        between = between_whom(report, parsed) or (
            () if told.actor or told.rule.startswith(ALONE) else kept_with(report, parsed)
        )
        parties, towards = (between, ()) if between else parties_of(report, told)
        with_whom = kept_with(report, parsed) if told.actor and not between else ()
        if with_whom and not told.rule.startswith(ALONE) and set(parties) & set(with_whom[:1]):
            parties = with_whom  # "X will observe a truce with Y"
        anew = told.process == "truce extended"
        known = not parties or (last is not None and same(report, parties, last))
        if anew and not parties and last is not None:
            parties, towards = last.parties, last.towards
        again = anew and last is not None and last.process == told.process
        if (
            again
            and last is not None
            and (not parties or not set(parties).isdisjoint(last.parties))
        ):
            last.parties = max(last.parties, parties, key=len)
            return last  # in the headline, and once more
        if anew and last is not None and parties and set(parties) < set(last.parties):
            return last  # one side alone prolongs nothing
        if last is None or anew or not (known or _THE.search(_sentence(parsed))):
            last = Draft(told.rule, told.process or "", span, parties, towards)
            self.drafts.append(last)
        elif parties and not listed(report, last.parties):
            last.parties, last.towards = parties, towards
        last.divided = last.divided or _DIVIDED.search(_sentence(parsed)) is not None
        return last

    def heard_in(self, span: Span) -> list[Draft]:
        """Return the truces that the sentence tells of in which a stretch stands.

        Parameters
        ----------
        span
            Of a record.
        """
        # Sentences are heard in their order; a longer search would look through the whole report.
        last = bisect_right(self.heard, span.start, key=lambda one: one[0].start)
        first = bisect_left(
            self.heard, self.heard[last - 1][0].start if last else 0, key=lambda one: one[0].start
        )
        return [draft for around, draft in self.heard[first:last] if span.within(around)]

    def told(self, report: Report) -> list[Record]:
        """Return the truces as records, in their order."""
        if not self.drafts and self.spoken is not None:
            self.drafts.append(self.spoken)
        for one in self.drafts:
            settle(report, one)
        return [_record(report, one) for one in self.drafts if one.parties or one.terms.sure]


def with_parties(report: Report, truces: Truces) -> list[Record]:
    """Return the records with the parties of the truce where it begins, holds or ends by itself.

    So they are also where somebody else announces it.

    Parameters
    ----------
    report
        That is read, with its records.
    truces
        What it tells of truces.
    """
    filled = []
    alike = {draft.parties for draft in truces.drafts if draft.parties}
    only = next(iter(alike)) if len(alike) == 1 else ()
    sides = {name for parties in alike for name in parties}
    for one in report.found:
        if one.process in _TOLD and one.kind is not RecordKind.TRUCE:
            heard = truces.heard_in(one.span)
            parties = next((d.parties for d in heard), ()) or (only if one.process in BEGAN else ())
            announced = one.process == "truce agreed" and one.rule.startswith(ALONE)
            apart = announced and sides.isdisjoint(one.actor)
            few = len(parties) > len(one.actor) and set(one.actor) < set(parties)
            divided = any(draft.divided for draft in heard)
            if few and divided and one.process == "truce agreed":
                one = replace(one, actor=())
            if parties and (not one.actor or (apart and none_at_war(report, one.actor))):
                one = replace(one, actor=parties, rule=f"{one.rule}, by the parties of the truce")
        elif only and not one.actor and one.kind in _ACTS and _BOTH.match(one.quote):
            one = replace(one, actor=only, rule=f"{one.rule}, by the parties of the truce")
        filled.append(one)
    return filled


def _unmarked(report: Report, span: Span) -> bool:
    """Whether nothing inside a stretch is marked as no part of the report."""
    marked = (one.span for one in report.document.marked)
    return not any(one.start < span.end and span.start < one.end for one in marked)


def _goes_on(parsed: Parsed) -> bool:
    """Whether a sentence tells more of a truce that the one before it told of."""
    opening = _AGAIN.match(parsed.text, parsed.words.start[0])
    return opening is not None or _RUNS.search(_sentence(parsed)) is not None


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


def _wished(record: Record) -> bool:
    return record.type in _ONLY_WISHED or record.modality in _WISHES or record.negated


def _record(report: Report, draft: Draft) -> Record:
    start, end, days = draft.terms.whole()
    now = report.instant()
    begun = start is not None and now is not None and start < now - timedelta(days=1)
    begun = begun or draft.terms.over or (draft.begun and not (start and now and start >= now))
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
        modality=_HAPPENED if begun else Modality.PLANNED,
    )
