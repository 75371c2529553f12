"""Who keeps a truce: its parties, of all who agree on it, tell of it, broker it or host talks."""

import re
from dataclasses import dataclass, field

from trucewatch.domain.reading import Record, Span
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed, subject
from trucewatch.reading.report import Report
from trucewatch.reading.terms import Terms

TRUCE = frozenset(
    {
        "truce", "truces", "ceasefire", "ceasefires", "cease-fire", "cease-fires", "armistice",
        "reduction", "hostilities", "cessation", "pause", "pauses", "lull",
    }
)  # fmt: skip
BEGAN = frozenset({"truce begun", "truce held"})
BROKERED = ("broker", "mediate", "negotiate", "secure")
ALONE = ("declare", "announce", "order", "proclaim", "call")
_KEEPS_TOO = ("order", "observe", "respect", "reciprocate", "match", "honour", "honor")
_TELLS = "announce"
"""What those may do, too, who only made others agree; who declares a truce keeps it himself."""
_OWN = re.compile(r"\bunilateral\b|\b(?:its|his) (?:own )?(?:truce|cease-?fire)", re.IGNORECASE)
_KEPT_BY_IT = re.compile(
    r"(?:truce|cease-?fire|suspension of operations) (?:that |which )?(?:it|he|they) "
    r"(?:has|had|have)? ?(?:been )?(?:observ|declar|announc|kept)",
    re.IGNORECASE,
)
_TWO = 2
_REBELS = word_list("rebels again")


@dataclass(slots=True)
class Draft:
    """A truce while more is told of it."""

    rule: str
    process: str
    span: Span
    parties: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    terms: Terms = field(default_factory=Terms)
    begun: bool = False
    divided: bool = False


def of_ended(report: Report, ended: Record, written: str) -> tuple[str, ...]:
    """Return whose truce it is that was called off: theirs who are told of, or its own."""
    actor, other = (report.cast.sides_in(names) for names in (ended.actor, ended.recipient))
    if actor and other:
        return (*actor, *(name for name in other if name not in actor))
    return (
        parties_of(report, ended)[0] if _OWN.search(written) or _KEPT_BY_IT.search(written) else ()
    )


def joins(report: Report, told: Record, last: Draft) -> bool:
    """Whether another side keeps a truce, too: "and X ordered his forces to observe it"."""
    own = report.cast.sides_in(told.actor)
    keeps = told.rule.startswith(_KEEPS_TOO) and told.process in BEGAN
    alone = len(last.parties) == 1 and bool(listed(report, last.parties))
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


def none_at_war(report: Report, names: tuple[str, ...]) -> bool:
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


def _both(report: Report, draft: Draft) -> tuple[str, ...]:
    """Return the parties, also where they are told as "the warring sides" of one state."""
    known = report.cast.known.actors
    one = known.get(draft.parties[0]) if len(draft.parties) == 1 and draft.divided else None
    if one is None or one.kind != "state":
        return draft.parties
    other = (n for n, _ in report.cast.groups.most_common() if known[n].code == one.code)
    return (one.id, *(name for name in other if name not in draft.parties))[:2]


def pair_of(report: Report) -> tuple[str, ...]:
    """Return the sides that were named together last."""
    known = report.cast.known.actors
    names = tuple(
        name
        for name in report.cast.pair
        if name in known and known[name].kind in {"state", "armed"}
    )
    return names if len(names) > 1 else ()


def listed(report: Report, names: tuple[str, ...]) -> list[str]:
    """Return the names that are on the list of actors."""
    return [name for name in names if name in report.cast.known.actors]


def same(report: Report, parties: tuple[str, ...], draft: Draft) -> bool:
    """Whether some may be parties of a truce, or of it as far as anybody listed is told."""
    known = listed(report, (*draft.parties, *draft.towards))
    return not known or not listed(report, parties) or not set(known).isdisjoint(parties)


def parties_of(report: Report, told: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who keeps a truce, and towards whom where one side alone declares it.

    Whoever brokers a truce, or speaks for a side, is none.
    """
    known = report.cast.known.actors
    day = report.document.published
    brokered = told.rule.startswith(BROKERED)

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
    if told.rule.startswith(ALONE) and report.cast.pair:
        own = report.cast.sides_in(actor)
        others = own and set(own).isdisjoint(report.cast.pair)
        if others and told.rule.startswith(_TELLS) and none_at_war(report, tuple(own)):
            return (), ()  # who announces a truce of others
    if told.rule.startswith(ALONE) or not actor:
        return actor, other
    return (*actor, *other), ()


def between_whom(report: Report, parsed: Parsed) -> tuple[str, ...]:
    """Return whom a truce is between, where that is told: "a truce between X and Y"."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    for number, chunk in enumerate(chunks[:-1]):
        if low[chunk.last - 1] not in TRUCE:
            continue
        for after in range(number + 1, len(chunks)):
            if chunks[after].led_by == "between":
                names = report.cast.all_of(parsed, after, len(low), doer=True)
                return names if len(names) > 1 else ()
    return ()


def kept_with(report: Report, parsed: Parsed) -> tuple[str, ...]:
    """Return whom a truce is between in "X struck hours before a truce with Y was to begin"."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    led = (
        after
        for number, after in enumerate(range(1, len(chunks)))
        if low[chunks[number].last - 1] in TRUCE and chunks[after].led_by == "with"
    )
    number, own = next(led, None), subject(parsed, 0) if parsed.phrases.verbs else None
    if number is None or own is None:
        return ()
    one, other = (report.cast.sides_in(report.cast.one(parsed, at)) for at in (own, number))
    return (one[0], other[0]) if one and other and one[0] != other[0] else ()


def settle(report: Report, draft: Draft) -> None:
    """Settle at the end of a report who keeps a truce: no outsider, and the rebels by their name.

    Parameters
    ----------
    report, draft
        The report, and the truce whose parties are set.
    """
    if _are_outsiders(report, draft.parties):
        draft.parties, draft.towards = (), ()
    draft.parties = _fighting(report, draft.parties)
    draft.parties = _known_rebels(report, _both(report, draft) or pair_of(report))
