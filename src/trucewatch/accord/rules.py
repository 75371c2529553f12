"""What the rules of each reading say of an act: exactly, also where not everything is known.

The rules of a reading stand in order, and the first that speaks of an act decides. Where a fact is
missing, every value it could have is gone through; only if all lead to the same finding is that the
finding, else it is undecidable and the facts that would decide are named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import asin, cos, radians, sin, sqrt

from trucewatch.domain.rule import Act, Facet, Finding, Reading, Rule, Ruling, Zone

_OTHER = "\x00other"
"""Stands for any value that no rule names."""
_EARTH_KM = 6371.0
_SINGLE = {
    Facet.ACTOR: "actors",
    Facet.ACT: "acts",
    Facet.WEAPON: "weapons",
    Facet.TARGET: "targets",
}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of an act: single values, zones and circumstances; None where it is not."""

    single: tuple[tuple[Facet, str | None], ...]
    zones: tuple[tuple[str, bool | None], ...]
    circumstances: tuple[tuple[str, bool | None], ...]


def judge(
    readings: Sequence[Reading], zones: Sequence[Zone], act: Act, *, known: date | None = None
) -> tuple[Ruling, ...]:
    """Say for each reading whether an act is a violation, and which rule says so.

    Parameters
    ----------
    readings
        Every version of each; the newest that was known on ``known`` is asked.
    zones
        That the rules speak of.
    act
        As far as it is known.
    known
        The day of knowledge; None knows every version.

    Returns
    -------
    tuple of Ruling
        One of each reading, in their order. An act of which no rule speaks gets "no rule", never
        silence.

    Examples
    --------
    >>> rules = (Rule("r1", Finding.VIOLATION, "No rockets.", weapons=("rocket",)),)
    >>> terms = [Reading("common", "Common reading", rules)]
    >>> judge(terms, [], Act(date(2020, 2, 22), weapon="rocket"))[0].finding.value
    'violation'
    >>> judge(terms, [], Act(date(2020, 2, 22)))[0].missing
    (<Facet.WEAPON: 'weapon'>,)
    """
    inside = tuple((zone.id, lies_in(zone, act)) for zone in zones)
    return tuple(_ruling(one, inside, act) for one in current(readings, known))


def current(readings: Sequence[Reading], known: date | None) -> tuple[Reading, ...]:
    """Return the newest version of each reading that was known on a day, in their first order."""
    newest: dict[str, Reading] = {}
    for one in readings:
        if known is not None and one.since is not None and one.since > known:
            continue
        if one.id not in newest or one.version > newest[one.id].version:
            newest[one.id] = one
    return tuple(newest.values())


def lies_in(zone: Zone, act: Act) -> bool | None:
    """Whether an act was done in a zone; None where its place is not known well enough.

    Examples
    --------
    >>> capitals = Zone("capitals", "Capitals", places=("Kabul",))
    >>> day = date(2020, 2, 22)
    >>> lies_in(capitals, Act(day, places=("Kabul",)))
    True
    >>> lies_in(capitals, Act(day, places=("Paghman", "Kabul")))
    False
    >>> lies_in(capitals, Act(day, places=("Parwan",), exact=False)) is None
    True
    """
    names = [_folded(name) for name in act.places]
    if names and act.exact and names[0] in map(_folded, zone.places):
        return True
    if set(names) & set(map(_folded, zone.areas)):
        return True
    if act.latitude is not None and act.longitude is not None and zone.spots:
        near = any(_km(act, spot.latitude, spot.longitude) <= spot.km for spot in zone.spots)
        if near or not (zone.places or zone.areas):
            return near
    return False if names and act.exact else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _km(act: Act, latitude: float, longitude: float) -> float:
    """Return the distance along a great circle (haversine)."""
    if act.latitude is None or act.longitude is None:
        return float("inf")
    one, two = radians(act.latitude), radians(latitude)
    half = sin((two - one) / 2) ** 2
    half += cos(one) * cos(two) * sin(radians(longitude - act.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def _ruling(reading: Reading, inside: tuple[tuple[str, bool | None], ...], act: Act) -> Ruling:
    """Ask one reading; where the day is not known, of every day that makes a difference."""
    told = [_on_day(reading, inside, replace(act, day=day)) for day in _days(reading, act)]
    first = told[0]
    if all(one == first for one in told):
        return first
    named = (name for one in told for name in (*one.might, *([one.rule] if one.rule else [])))
    might = tuple(dict.fromkeys(named))
    if len({one.finding for one in told}) == 1 and first.finding is not Finding.UNDECIDABLE:
        text = "Whichever of them speaks, it finds the same."
        return Ruling(reading.id, reading.version, first.finding, text, might=might)
    open_facets = {facet for one in told for facet in one.missing} | {Facet.DAY}
    missing = tuple(facet for facet in Facet if facet in open_facets)
    text = _undecided(missing)
    return Ruling(
        reading.id, reading.version, Finding.UNDECIDABLE, text, might=might, missing=missing
    )


def _days(reading: Reading, act: Act) -> list[date]:
    """Return the days that an act can have been on, one of each stretch with the same rules."""
    last = act.last or act.day
    edges = [reading.in_force_since, reading.in_force_until]
    edges += [edge for rule in reading.rules for edge in (rule.since, rule.until)]
    inside = (edge for edge in edges if edge is not None and act.day < edge <= last)
    return sorted({act.day, *inside})


def _on_day(reading: Reading, inside: tuple[tuple[str, bool | None], ...], act: Act) -> Ruling:
    """Ask one reading about an act of a known day."""
    if not _in_force(reading.in_force_since, reading.in_force_until, act.day):
        text = "On that day this reading was not in force."
        return Ruling(reading.id, reading.version, Finding.NO_RULE, text)
    rules = tuple(rule for rule in reading.rules if _in_force(rule.since, rule.until, act.day))
    single = tuple((facet, getattr(act, facet.value)) for facet in _SINGLE)
    facts = _Facts(single, inside, tuple(sorted(act.circumstances.items(), key=lambda one: one[0])))
    found, missing = _outcomes(rules, facts, {})
    by_id = {rule.id: rule for rule in rules}
    findings = {by_id[name].finding if name else Finding.NO_RULE for name in found}
    if len(findings) > 1:
        might = tuple(rule.id for rule in rules if rule.id in found)
        return Ruling(
            reading.id,
            reading.version,
            Finding.UNDECIDABLE,
            _undecided(missing),
            might=might,
            missing=missing,
        )
    (finding,) = findings
    if len(found) > 1:
        might = tuple(name for name in by_id if name in found)
        text = "Whichever of them speaks, it finds the same."
        return Ruling(reading.id, reading.version, finding, text, might=might)
    (sure,) = found
    text = by_id[sure].text if sure else "No rule of this reading speaks of such an act."
    return Ruling(reading.id, reading.version, finding, text, rule=sure)


def _undecided(missing: Iterable[Facet]) -> str:
    names = [facet.value for facet in missing]
    listed = ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]
    return f"It depends on the {listed}, which {'is' if len(names) == 1 else 'are'} not known."


def _in_force(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day < until)


_Found = tuple[frozenset[str | None], tuple[Facet, ...]]


def _outcomes(rules: tuple[Rule, ...], facts: _Facts, seen: dict[_Facts, _Found]) -> _Found:
    """Return the rules that may decide (None: no rule), and the facets it depends on."""
    if facts in seen:
        return seen[facts]
    for rule in rules:
        facet = _speaks(rule, facts)
        if facet is True:
            seen[facts] = (frozenset([rule.id]), ())
            return seen[facts]
        if isinstance(facet, tuple):
            seen[facts] = _branched(rules, facts, facet, seen)
            return seen[facts]
    seen[facts] = (frozenset([None]), ())
    return seen[facts]


def _branched(
    rules: tuple[Rule, ...], facts: _Facts, unknown: tuple[Facet, str], seen: dict[_Facts, _Found]
) -> _Found:
    """Go through every value that one unknown fact could have."""
    facet, name = unknown
    every = [_outcomes(rules, one, seen) for one in _settled(rules, facts, facet, name)]
    found = frozenset().union(*(one[0] for one in every))
    below = {one for _, facets in every for one in facets}
    finding = {rule.id: rule.finding for rule in rules}
    kinds = {frozenset(finding.get(one or "") for one in ids) for ids, _ in every}
    if len(kinds) > 1:
        below.add(facet)
    return found, tuple(one for one in Facet if one in below)


def _settled(rules: tuple[Rule, ...], facts: _Facts, facet: Facet, name: str) -> Iterable[_Facts]:
    """Return the facts with one unknown one settled in every way that rules can tell apart."""
    if facet is Facet.ZONE:
        for value in (True, False):
            yield replace(facts, zones=_with(facts.zones, name, value))
    elif facet is Facet.CIRCUMSTANCE:
        for value in (True, False):
            yield replace(facts, circumstances=_with(facts.circumstances, name, value))
    else:
        named = {value for rule in rules for value in getattr(rule, _SINGLE[facet])}
        for text in [*sorted(named), _OTHER]:
            single = tuple((one, text if one is facet else old) for one, old in facts.single)
            yield replace(facts, single=single)


def _with(
    pairs: tuple[tuple[str, bool | None], ...], name: str, value: bool
) -> tuple[tuple[str, bool | None], ...]:
    return tuple((one, value if one == name else old) for one, old in pairs)


def _speaks(rule: Rule, facts: _Facts) -> bool | tuple[Facet, str]:
    """Whether a rule speaks of an act; where that is open, the first fact that is missing."""
    missing: tuple[Facet, str] | None = None
    for facet, value in facts.single:
        wanted = getattr(rule, _SINGLE[facet])
        if wanted and value is None:
            missing = missing or (facet, facet.value)
        elif wanted and value not in wanted:
            return False
    zones, circumstances = dict(facts.zones), dict(facts.circumstances)
    inside = [(name, zones[name]) for name in rule.zones]
    excuses = [(name, circumstances.get(name, False)) for name in rule.circumstances]
    for facet, wanted in ((Facet.ZONE, inside), (Facet.CIRCUMSTANCE, excuses)):
        if wanted and not any(held for _, held in wanted):
            open_ones = [name for name, held in wanted if held is None]
            if not open_ones:
                return False
            missing = missing or (facet, open_ones[0])
    for name in rule.outside:
        if zones[name]:
            return False
        if zones[name] is None:
            missing = missing or (Facet.ZONE, name)
    return missing or True
