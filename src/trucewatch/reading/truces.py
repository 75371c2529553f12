"""Truces that a report tells of: between whom, from when to when, in one sentence or in many."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import zip_longest

from trucewatch.domain.reading import DateMention, Modality, Record, RecordKind, Span
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed, subject
from trucewatch.reading.report import Report, last_word, span_of
from trucewatch.reading.terms import Terms

_TRUCE = frozenset(
    {
        "truce", "truces", "ceasefire", "ceasefires", "cease-fire", "cease-fires", "armistice",
        "reduction", "hostilities", "cessation", "pause", "pauses", "lull",
    }
)  # fmt: skip
_TOLD = frozenset({"truce agreed", "truce begun", "truce extended", "truce held", "truce ended"})
_BEGAN = frozenset({"truce begun", "truce held"})
_NEW = frozenset({"truce agreed", "truce begun"})
_OPENS = frozenset({"truce agreed", "truce begun", "truce extended"})
_ONLY_WISHED = frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE"})
_BROKERED = ("broker", "mediate", "negotiate", "secure")
_ALONE = ("declare", "announce", "order", "proclaim", "call")
_KEEPS_TOO = ("order", "observe", "respect", "reciprocate", "match", "honour", "honor")
_TELLS = "announce"
"""What those may do, too, who only made others agree; who declares a truce keeps it himself."""
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
_OWN = re.compile(r"\bunilateral\b|\b(?:its|his) (?:own )?(?:truce|cease-?fire)", re.IGNORECASE)
_KEPT_BY_IT = re.compile(
    r"(?:truce|cease-?fire|suspension of operations) (?:that |which )?(?:it|he|they) "
    r"(?:has|had|have)? ?(?:been )?(?:observ|declar|announc|kept)",
    re.IGNORECASE,
)
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
_TWO = 2
_LONGEST = 700
_REBELS = word_list("rebels again")


@dataclass(slots=True)
class _Draft:
    """A truce while more is told of it."""

    rule: str
    process: str
    span: Span
    parties: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    terms: Terms = field(default_factory=Terms)
    begun: bool = False
    divided: bool = False


@dataclass(slots=True)
class Truces:
    """The truces of a report, while it is read sentence by sentence."""

    drafts: list[_Draft] = field(default_factory=list)
    near: bool = False
    spoken: _Draft | None = None
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
        own = _own(here)
        about = bool(own) or not _TRUCE.isdisjoint(parsed.words.low)
        again = self.near and bool(self.drafts) and _goes_on(parsed)
        wished = any(one.process in _TOLD and _wished(one) for one in here)
        self.near = (about or again) and not wished
        if not (about or again) or (wished and not own) or _PAST.search(_sentence(parsed)):
            return
        began = any(one.process in _BEGAN and one.modality is _HAPPENED for one in own)
        over = any(one.process == "truce ended" and one.modality is _HAPPENED for one in own)
        begun_at = next(
            (one.start for one in own if one.process == "truce begun" and one.start), None
        )
        if about and self.spoken is None and _THE.search(_sentence(parsed)):
            span = span_of(parsed, 0, last_word(parsed, 0))
            self.spoken = _Draft("the truce", "truce held", span)
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
            if not draft.parties and not draft.rule.startswith(_BROKERED):
                draft.parties = _pair(report)

        for one in own:
            if self.drafts and _joins(report, one, self.drafts[-1]):
                last = self.drafts[-1]
                last.parties = (*last.parties, *report.cast.sides_in(one.actor))

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
        between = _between(report, parsed) if own and not found and not self.drafts else ()
        if between:
            span = span_of(parsed, 0, last_word(parsed, 0))
            self.drafts.append(_Draft("truce between", "truce held", span, between))
        owner = self._owner(report, parsed) if not found else ()
        if owner:
            span = span_of(parsed, 0, last_word(parsed, 0))
            self.drafts.append(_Draft("its truce", "truce held", span, owner))
        if not found and not self.drafts:
            found = self._theirs(report, parsed, dates)
            ended = next((one for one in own if one.process == "truce ended"), None)
            if not found and ended is not None:
                span = span_of(parsed, 0, last_word(parsed, 0))
                parties = _of_ended(report, ended, _sentence(parsed))
                self.drafts.append(_Draft(ended.rule, "truce ended", span, parties))
                self.drafts[-1].terms.called_off(ended.end if ended.type == "SANCTION" else None)
        return found or [(one, list(dates)) for one in self.drafts[-1:]]

    def _next(
        self, draft: _Draft, own: Sequence[Record], mentions: Sequence[DateMention]
    ) -> _Draft:
        """Return a new truce of the same parties where one begins when the last has ended."""
        end, told = draft.terms.end, next((one for one in own if one.process in _NEW), None)
        starts = (one.start for one in mentions if one.start is not None)
        if end is None or told is None or not any(start >= end for start in starts):
            return draft
        new = _Draft(told.rule, told.process or "", told.span, draft.parties, draft.towards)
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
        between = _between(report, parsed) or (
            () if told.actor or told.rule.startswith(_ALONE) else _with(report, parsed)
        )
        parties, towards = (between, ()) if between else _parties(report, told)
        with_whom = _with(report, parsed) if told.actor and not between else ()
        if with_whom and not told.rule.startswith(_ALONE) and set(parties) & set(with_whom[:1]):
            parties = with_whom  # "X will observe a truce with Y"
        anew = told.process == "truce extended"
        known = not parties or (last is not None and _same(report, parties, last))
        if anew and not parties and last is not None:
            parties, towards = last.parties, last.towards
        again = anew and last is not None and last.process == told.process
        if again and last is not None and (not parties or _alike(parties, last.parties)):
            last.parties = max(last.parties, parties, key=len)
            return last  # in the headline, and once more
        if anew and last is not None and parties and set(parties) < set(last.parties):
            return last  # one side alone prolongs nothing
        if last is None or anew or not (known or _THE.search(_sentence(parsed))):
            last = _Draft(told.rule, told.process or "", span, parties, towards)
            self.drafts.append(last)
        elif parties and not _listed(report, last.parties):
            last.parties, last.towards = parties, towards
        last.divided = last.divided or _DIVIDED.search(_sentence(parsed)) is not None
        return last

    def told(self, report: Report) -> list[Record]:
        """Return the truces as records, in their order."""
        if not self.drafts and self.spoken is not None:
            self.drafts.append(self.spoken)
        for one in self.drafts:
            if _are_outsiders(report, one.parties):
                one.parties, one.towards = (), ()
            one.parties = _fighting(report, one.parties)
            one.parties = _known_rebels(report, _both(report, one) or _pair(report))
        return [_record(report, one) for one in self.drafts if one.parties or one.terms.sure]


def _of_ended(report: Report, ended: Record, written: str) -> tuple[str, ...]:
    """Return whose truce it is that was called off: theirs who are told of, or its own."""
    actor, other = (report.cast.sides_in(names) for names in (ended.actor, ended.recipient))
    if actor and other:
        return (*actor, *(name for name in other if name not in actor))
    return _parties(report, ended)[0] if _OWN.search(written) or _KEPT_BY_IT.search(written) else ()


def _joins(report: Report, told: Record, last: _Draft) -> bool:
    """Whether another side keeps a truce, too: "and X ordered his forces to observe it"."""
    own = report.cast.sides_in(told.actor)
    keeps = told.rule.startswith(_KEEPS_TOO) and told.process in _BEGAN
    alone = len(last.parties) == 1 and bool(_listed(report, last.parties))
    return alone and keeps and len(own) == 1 and own[0] not in last.parties


def _are_outsiders(report: Report, names: tuple[str, ...]) -> bool:
    """Whether those who told of a truce cannot keep it: organisations, hosts of talks."""
    cast = report.cast
    known = [cast.known.actors[name] for name in names if name in cast.known.actors]
    sides = cast.sides_in(names)
    if not known or len(known) < len(names):
        return False
    if not sides:
        return not any(one.kind == "armed" for one in known)
    home = cast.home() if cast.wars else None
    away = home is not None and sides != [home] and cast.known.actors[sides[0]].kind == "state"
    return len(sides) == 1 and away and sides[0] not in cast.pair


def _fighting(report: Report, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return who fights among many who agreed on a truce: "the leaders of X, Y, Z and France"."""
    pair, known = report.cast.pair, report.cast.known.actors
    many = len(names) > _TWO and all(
        name in known and known[name].kind == "state" for name in names
    )
    return pair if many and len(pair) == _TWO and len(set(pair) & set(names)) == 1 else names


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
    for one in report.found:
        if one.process in _TOLD and one.kind is not RecordKind.TRUCE:
            told = [d.parties for s, d in truces.heard if one.span.within(s)]
            parties = next(iter(told), ()) or (only if one.process in _BEGAN else ())
            sides = {name for draft in truces.drafts for name in draft.parties}
            announced = one.process == "truce agreed" and one.rule.startswith(_ALONE)
            apart = announced and sides.isdisjoint(one.actor)
            few = len(parties) > len(one.actor) and set(one.actor) < set(parties)
            divided = any(d.divided for s, d in truces.heard if one.span.within(s))
            if few and divided and one.process == "truce agreed":
                one = replace(one, actor=())
            if parties and (not one.actor or (apart and _none_at_war(report, one.actor))):
                one = replace(one, actor=parties, rule=f"{one.rule}, by the parties of the truce")
        elif only and not one.actor and one.kind in _ACTS and _BOTH.match(one.quote):
            one = replace(one, actor=only, rule=f"{one.rule}, by the parties of the truce")
        filled.append(one)
    return filled


def _none_at_war(report: Report, names: tuple[str, ...]) -> bool:
    """Whether those who announce a truce keep none: nobody of them is an armed group's."""
    known = report.cast.known.actors
    at_home = report.cast.home() in report.cast.sides_in(names)
    return not at_home and all(name in known and known[name].kind != "armed" for name in names)


def _known_rebels(report: Report, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parties, "communist rebels" being the group of that state that is named."""
    known = report.cast.known.actors
    codes = {known[name].code for name in parties if name in known and known[name].code}
    group = next((n for n, _ in report.cast.groups.most_common() if known[n].code in codes), None)
    named = (
        group if group and name not in known and name.split()[-1].lower() in _REBELS else name
        for name in parties
    )
    return tuple(dict.fromkeys(named))


def _unmarked(report: Report, span: Span) -> bool:
    """Whether nothing inside a stretch is marked as no part of the report."""
    marked = (one.span for one in report.document.marked)
    return not any(one.start < span.end and span.start < one.end for one in marked)


def _both(report: Report, draft: _Draft) -> tuple[str, ...]:
    """Return the parties, also where they are told as "the warring sides" of one state."""
    known = report.cast.known.actors
    one = known.get(draft.parties[0]) if len(draft.parties) == 1 and draft.divided else None
    if one is None or one.kind != "state":
        return draft.parties
    other = (n for n, _ in report.cast.groups.most_common() if known[n].code == one.code)
    return (one.id, *(name for name in other if name not in draft.parties))[:2]


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


def _listed(report: Report, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name in report.cast.known.actors]


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return bool(set(one) & set(two))


def _same(report: Report, parties: tuple[str, ...], draft: _Draft) -> bool:
    known = _listed(report, (*draft.parties, *draft.towards))
    return not known or not _listed(report, parties) or not set(known).isdisjoint(parties)


def _parties(report: Report, told: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who keeps a truce, and towards whom where one side alone declares it.

    Whoever brokers a truce, or speaks for a side, is none.
    """
    known = report.cast.known.actors
    day = report.document.published
    brokered = told.rule.startswith(_BROKERED)

    def sides(names: tuple[str, ...]) -> tuple[str, ...]:
        of = [
            (known[name].acts_for(day) or name if known[name].kind == "person" else name)
            if name in known
            else name
            for name in names
        ]
        armed = told.rule.endswith(("truce held", "truce begun"))
        return tuple(
            name
            for name in dict.fromkeys(of)
            if name not in known or armed or known[name].kind != "organisation"
        )

    actor = () if brokered else sides(told.actor)
    other = tuple(name for name in sides(told.recipient) if name in known)
    if told.rule.startswith(_ALONE) and report.cast.pair:
        own = report.cast.sides_in(actor)
        others = own and set(own).isdisjoint(report.cast.pair)
        if others and told.rule.startswith(_TELLS) and _none_at_war(report, tuple(own)):
            return (), ()  # who announces a truce of others
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


def _with(report: Report, parsed: Parsed) -> tuple[str, ...]:
    """Return whom a truce is between in "X struck hours before a truce with Y was to begin"."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    led = (
        after
        for number, after in enumerate(range(1, len(chunks)))
        if low[chunks[number].last - 1] in _TRUCE and chunks[after].led_by == "with"
    )
    number, own = next(led, None), subject(parsed, 0) if parsed.phrases.verbs else None
    if number is None or own is None:
        return ()
    one, other = (report.cast.sides_in(report.cast.one(parsed, at)) for at in (own, number))
    return (one[0], other[0]) if one and other and one[0] != other[0] else ()


def _record(report: Report, draft: _Draft) -> Record:
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
