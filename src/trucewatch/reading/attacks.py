"""One attack told by several verbs is one: "a missile fell on a camp, killing three"."""

from collections.abc import Sequence
from dataclasses import replace

from trucewatch.reading.parsed import Parsed, subject
from trucewatch.reading.scene import Event

_HARMS = frozenset({"kill", "wound", "injure", "hurt", "maim", "die", "perish", "leave", "claim"})
_APART = frozenset({"after", "before", "when", "while", "since", "where", "who", "which"})


def whole(parsed: Parsed, told: Sequence[Event]) -> list[Event]:
    """Return the events, the harm that an attack did being part of the attack.

    Parameters
    ----------
    parsed
        The sentence.
    told
        Its events.
    """
    attacks = sorted((one for one in told if one.type == "ASSAULT"), key=lambda one: one.at)
    parts: dict[int, Event] = {}
    gone: set[int] = set()
    deed = attacks[0] if attacks else None
    for harm in attacks[1:]:
        first = parts.get(id(deed), deed)
        if first is None or not (_of_one(parsed, first, harm) or _same(parsed, first, harm)):
            deed = harm
        else:
            parts[id(deed)] = replace(
                first,
                last=max(first.last, harm.last),
                actor=first.actor or harm.actor,
                recipient=first.recipient or harm.recipient,
                claimed_by=first.claimed_by or harm.claimed_by,
            )
            gone.add(id(harm))
    return [parts.get(id(one), one) for one in told if id(one) not in gone]


def _same(parsed: Parsed, one: Event, two: Event) -> bool:
    """Whether a weapon does what it was used for: "bombs fired by the rebels hit a school"."""
    if one.verb is None or two.verb is None or two.actor or two.modality is not one.modality:
        return False
    reduced = parsed.phrases.verbs[one.verb].form == "reduced"
    return reduced and subject(parsed, one.verb) == subject(parsed, two.verb)


def _same_doer(parsed: Parsed, deed: Event, harm: Event) -> bool:
    """Whether who did the deed also did the harm told behind a comma: "X struck ..., killing"."""
    verbs = parsed.phrases.verbs
    if deed.verb is None or harm.verb is None or verbs[harm.verb].form != "ing":
        return False
    own = subject(parsed, deed.verb)
    return own is not None and own == subject(parsed, harm.verb)


def _of_one(parsed: Parsed, deed: Event, harm: Event) -> bool:
    """Whether a verb of harm behind an attack tells what that attack did."""
    verbs, words = parsed.phrases.verbs, parsed.words
    if harm.verb is None or verbs[harm.verb].lemma not in _HARMS:
        return False
    if deed.verb is not None and verbs[deed.verb].lemma in _HARMS:
        return False
    if deed.modality is not harm.modality or deed.negated != harm.negated:
        return False
    apart = (
        not _APART.isdisjoint(words.low[deed.at : harm.at]) or ";" in words.tag[deed.at : harm.at]
    )
    apart = apart and not _same_doer(parsed, deed, harm)
    return not apart and (not harm.actor or not deed.actor or harm.actor == deed.actor)
