"""Tolls that belong to an attack told before: "Shells hit the port. Two men were killed"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trucewatch.domain.reading import Modality, Record, RecordKind
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.merging import apart
from trucewatch.reading.people import Toll, told_apart

_HARMS = word_list("kills") | word_list("hurts") | {"die", "toll", "leave", "claim"}
_REFERS = re.compile(
    r"\b(?:in|during|by|from) (?:the|that|this) (?:assault|attack|raid|strike|air ?strike|shelling|"
    r"bombing|bombardment|blast|explosion|ambush|clash|fighting|offensive)(?:e?s)?\b"
    r"(?! (?:on|in|at|of))",
    re.IGNORECASE,
)
_OWN_DEED = re.compile(
    r"(?:(?:an?|two|several|more|\w+) )?(?:air ?strikes?|strikes?|shelling|bombs?|bombings?|raids?|"
    r"attacks?|clashes|fighting|blasts?|explosions?|missiles?|rockets?|drones?|gunmen)\b",
    re.IGNORECASE,
)
"""What did the harm is told in the sentence itself: it is no harm of the attack before."""
_OTHERS = re.compile(r"\b(?:other|others|another|more)\b", re.IGNORECASE)
_FAR = 60


def carried(
    found: list[Record], last: int, here: Sequence[Record], nobody: Sequence[Toll], text: str
) -> list[Record]:
    """Return the records of a sentence without the tolls that an attack told before takes up.

    Parameters
    ----------
    found
        The records so far; the attack among them is filled.
    last
        Where those of the sentence before begin.
    here
        Those of the sentence.
    nobody
        Tolls that say that nobody was killed or injured.
    text
        The sentence.

    Examples
    --------
    >>> from trucewatch.domain.reading import People, Span
    >>> found = [Record(RecordKind.EVENT, Span(0, 3), "hit", "hit: ASSAULT", "ASSAULT")]
    >>> two = Record(RecordKind.EVENT, Span(4, 7), "two", "kill: ASSAULT", "ASSAULT",
    ...              killed=People(2, 2))
    >>> carried(found, 0, [two], [], "Two were killed.")
    []
    >>> found[0].killed
    People(least=2, most=2)
    """
    kept = list(here)
    if not nobody and not any(one.killed or one.injured for one in here):
        return kept
    if not told_apart(text):
        at = _attack(found, last, text)
        if at is not None:
            kept = [one for one in here if not _taken_up(found, at, one)]
    for toll in nobody:
        _none(found, last, kept, toll)
    return kept


def _attack(found: Sequence[Record], last: int, text: str) -> int | None:
    """Return the only attack of the sentence before, or the last one that a toll may refer to.

    "In the attack" is one without a toll, "three others" go with one that has a toll.
    """
    near = [at for at in range(last, len(found)) if _is_attack(found[at])]
    if len(near) == 1:
        return near[0]
    others = _OTHERS.search(text) is not None
    if near or not (others or _REFERS.search(text)):
        return None
    far = range(last - 1, max(-1, last - _FAR), -1)
    at = next((at for at in far if _is_attack(found[at])), None)
    return at if at is not None and others == bool(found[at].killed or found[at].injured) else None


def _is_attack(record: Record) -> bool:
    return (
        record.kind is RecordKind.EVENT
        and record.type == "ASSAULT"
        and record.modality is Modality.HAPPENED
        and not record.negated
    )


def _taken_up(found: list[Record], at: int, record: Record) -> bool:
    """Whether a record only tells what an attack without a toll has done, which is filled then."""
    attack = found[at]
    if not _is_attack(record) or record.rule.partition(":")[0] not in _HARMS:
        return False
    if not (record.killed or record.injured) or apart(attack, record):
        return False
    since = record.start is not None and record.end is None
    if since or _OWN_DEED.match(record.quote):
        return False
    if record.place and attack.place and record.place != attack.place:
        return False
    if (record.killed and attack.killed) or (record.injured and attack.injured):
        return False
    if record.actor and record.actor != attack.actor:
        return False
    found[at] = replace(
        attack,
        killed=attack.killed or record.killed,
        injured=attack.injured or record.injured,
        start=attack.start or record.start,
        end=attack.end or record.end,
        place=attack.place or record.place,
    )
    return True


def _none(found: list[Record], last: int, here: list[Record], toll: Toll) -> None:
    """Put down that an attack of the sentence, or of the one before, has killed or hurt nobody."""
    for records, first in ((here, 0), (found, last)):
        attacks = [at for at in range(first, len(records)) if _is_attack(records[at])]
        if attacks:
            one = records[attacks[-1]]
            if toll.kind == "killed" and one.killed is None:
                records[attacks[-1]] = replace(one, killed=toll.people)
            elif toll.kind == "injured" and one.injured is None:
                records[attacks[-1]] = replace(one, injured=toll.people)
            return
