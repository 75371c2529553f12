"""What is told twice becomes one record; what is told differently is noted."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from trucewatch.domain.reading import People, Record, RecordKind
from trucewatch.reading.lexicon import word_list

_FEW = 4
_ONCE = frozenset(
    {"truce agreed", "truce extended", "truce begun", "truce ended", "agreement signed",
     "agreement reached", "talks called off"}
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{5,}")
_NO_NAMES = word_list("of harm") | word_list("times")
_NEAR = 100
"""A record is compared with as many before it, so that a report of any length is soon read."""


def merged(found: Sequence[Record]) -> tuple[Record, ...]:
    """Return the records without those that repeat an earlier one.

    An attack is told again where its toll is the same and nothing else speaks against it; anything
    else where type, tag, actors and time are. What the later one adds is kept.

    Examples
    --------
    >>> from trucewatch.domain.reading import Span
    >>> first = Record(RecordKind.EVENT, Span(0, 3), "one", "r", "ASSAULT", killed=People(4, 4))
    >>> again = Record(RecordKind.EVENT, Span(9, 12), "two", "r", "ASSAULT", killed=People(4, 4),
    ...                injured=People(9, 9))
    >>> [(record.quote, record.injured.least) for record in merged([first, again])]
    [('one', 9)]
    """
    kept: list[Record] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for record in found:
        near = alike.setdefault((record.kind, record.type, record.process, record.modality), [])
        for at in near[-_NEAR:]:
            if _again(kept[at], record):
                richer = record.process in _ONCE and bool(record.start) and not kept[at].start
                kept[at] = _filled(record, kept[at]) if richer else _filled(kept[at], record)
                break
        else:
            near.append(len(kept))
            kept.append(record)
    return tuple(kept)


def _again(one: Record, two: Record) -> bool:
    if one.negated != two.negated or apart(one, two):
        return False
    if one.kind in {RecordKind.STATEMENT, RecordKind.CONDITION}:
        return one.span == two.span
    if one.type == "ASSAULT":
        return _same_toll(one, two)
    if one.kind is RecordKind.COMMITMENT and not _promised_again(one, two):
        return False
    if one.process in _ONCE and one.kind is two.kind is RecordKind.EVENT:
        return _told_again(one, two)
    same = bool(one.actor) and set(one.actor) == set(two.actor)
    same = same and (one.start, one.end) == (two.start, two.end)
    return same and set(one.recipient) == set(two.recipient)


def _promised_again(one: Record, two: Record) -> bool:
    """Whether two promises may be one: of the same thing, and not two in one breath."""
    if two.span.start < one.span.end or one.quantity != (two.quantity or one.quantity):
        return False
    return one.process is not None or one.rule == two.rule


def _told_again(one: Record, two: Record) -> bool:
    """Whether what happens to a process once is told twice, once with less: in the headline."""
    fewer, more = sorted((set(one.actor), set(two.actor)), key=len)
    timed = (one.start, one.end) == (two.start, two.end) or not (one.start or one.end)
    return bool(fewer) and fewer <= more and (timed or not (two.start or two.end))


def _at_other_times(one: Record, two: Record) -> bool:
    timed = one.start and two.start and one.end and two.end
    return bool(timed) and not (one.start <= two.end and two.start <= one.end)  # type: ignore[operator]


def apart(one: Record, two: Record) -> bool:
    """Whether time, place or actors tell two records apart.

    Examples
    --------
    >>> from trucewatch.domain.reading import Span
    >>> one, two = (Record(RecordKind.EVENT, Span(0, 3), "one", "r", "ASSAULT", actor=(name,))
    ...             for name in ("taliban", "afghanistan"))
    >>> apart(one, two)
    True
    """
    if _at_other_times(one, two):
        return True
    if one.place and two.place and one.place != two.place and one.type != "ASSAULT":
        return True
    return bool(one.actor and two.actor and set(one.actor).isdisjoint(two.actor))


def _same_toll(one: Record, two: Record) -> bool:
    if not (one.killed or one.injured) or not (two.killed or two.injured):
        return False
    killed = one.killed is None or two.killed is None or one.killed == two.killed
    injured = one.injured is None or two.injured is None or one.injured == two.injured
    shared = [
        told
        for told, again in ((one.killed, two.killed), (one.injured, two.injured))
        if told is not None and told == again
    ]
    few = all(told.least < _FEW for told in shared)
    return killed and injured and bool(shared) and not (few and _other_words(one, two))


def _other_words(one: Record, two: Record) -> bool:
    """Whether two records of few victims name them by other words."""
    first, second = _names(one.quote), _names(two.quote)
    return bool(first) and bool(second) and first.isdisjoint(second)


@lru_cache(maxsize=1024)
def _names(quote: str) -> frozenset[str]:
    """Return the longer words of a quote that can name someone."""
    return frozenset(_WORD.findall(quote.lower())) - _NO_NAMES


def _filled(one: Record, two: Record) -> Record:
    """Return a record with what a later one adds to it."""
    return replace(
        one,
        actor=one.actor or two.actor,
        recipient=one.recipient or two.recipient,
        start=one.start or two.start,
        end=one.end or two.end,
        place=one.place or two.place,
        killed=one.killed or two.killed,
        injured=one.injured or two.injured,
    )


def joined(found: Sequence[Record]) -> list[Record]:
    """Return the records of one sentence, with killed and injured of one attack in one of them.

    Examples
    --------
    >>> from trucewatch.domain.reading import Span
    >>> killed = Record(RecordKind.EVENT, Span(0, 3), "one", "r", "ASSAULT", killed=People(4, 4))
    >>> hurt = Record(RecordKind.EVENT, Span(4, 7), "two", "r", "ASSAULT", injured=People(9, 9))
    >>> [(record.killed, record.injured) for record in joined([killed, hurt])]
    [(People(least=4, most=4), People(least=9, most=9))]
    """
    kept: list[Record] = []
    for record in found:
        at = next((at for at, one in enumerate(kept) if _same_attack(one, record)), None)
        if at is None:
            kept.append(record)
        else:
            kept[at] = _filled(kept[at], record)
    return kept


def _same_attack(one: Record, two: Record) -> bool:
    """Whether one tells only the killed and the other only the injured of one attack."""
    tolls = [(record.killed is not None, record.injured is not None) for record in (one, two)]
    parts = sorted(tolls) == [(False, True), (True, False)]
    alike = one.type == two.type == "ASSAULT" and one.modality is two.modality
    return parts and alike and (one.actor == two.actor or not two.actor)


def contradictions(found: Sequence[Record]) -> tuple[str, ...]:
    """Return in words where two records of one place and time tell different tolls.

    Records of different origins stand beside each other and are not compared.

    Examples
    --------
    >>> from trucewatch.domain.reading import Span
    >>> one = Record(RecordKind.EVENT, Span(0, 3), "one", "r", "ASSAULT", place="Kabul",
    ...              killed=People(12, 12))
    >>> two = Record(RecordKind.EVENT, Span(9, 12), "two", "r", "ASSAULT", place="Kabul",
    ...              killed=People(14, 14))
    >>> contradictions([one, two])
    ('killed in Kabul: 12 at 0, 14 at 9',)
    """
    notes = []
    tolls = [record for record in found if record.place and (record.killed or record.injured)]
    for number, one in enumerate(tolls):
        for two in tolls[number + 1 : number + 1 + _NEAR]:
            if one.place != two.place or _at_other_times(one, two):
                continue
            if one.modality is not two.modality or one.origin != two.origin:
                continue
            notes.extend(_differ("killed", one, two, one.killed, two.killed))
            notes.extend(_differ("injured", one, two, one.injured, two.injured))
    return tuple(dict.fromkeys(notes))


def _differ(
    what: str, one: Record, two: Record, first: People | None, second: People | None
) -> list[str]:
    if first is None or second is None or _overlap(first, second):
        return []
    return [
        f"{what} in {one.place}: {_told(first)} at {one.span.start}, "
        f"{_told(second)} at {two.span.start}"
    ]


def _overlap(one: People, two: People) -> bool:
    low, high = (
        max(one.least, two.least),
        [most for most in (one.most, two.most) if most is not None],
    )
    return not high or low <= min(high)


def _told(people: People) -> str:
    if people.most is None:
        return f"at least {people.least}"
    return str(people.least) if people.least == people.most else f"{people.least} to {people.most}"
