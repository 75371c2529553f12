"""Independence of sources: allegations that copy one another have one origin and count once.

An allegation depends on another where it says so (``retells``), comes from the same source or
address, or has nearly the same wording. Citing a source is no copy: a reporter who quotes another
may have been there. It is offered as a reason for a person to look.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from trucewatch.domain.allegation import Allegation
from trucewatch.errors import InputError
from trucewatch.register.wording import folded, same_address, shingles, words_of

RUN = 3
"""Words in a run that is looked for in both texts."""
SHARED_OF_ALL = 0.5
"""Share of the runs of either text that both have, from which on they are one wording."""
SHARED_OF_SHORTER = 0.8
"""Share of the shorter text's runs that stand in the longer one."""
FEWEST_RUNS = 5
"""A text with fewer runs is too short for its wording to tell."""

_CUES = re.compile(
    r"\b(?:according to|citing|cited by|quoting|quoted by|told|reported by|as reported|says|said)\b"
)


class Why(StrEnum):
    """Why one allegation is held to depend on another."""

    RETELLS = "retells"
    SOURCE = "same source"
    ADDRESS = "same address"
    WORDING = "same wording"
    CITES = "cites"


@dataclass(frozen=True, slots=True)
class Edge:
    """One reason to think that two allegations are not independent.

    Attributes
    ----------
    first, second
        Ids of the two; for ``retells`` and ``cites`` the second is the one that is repeated.
    copy
        Whether it makes them one origin; a citation does not.
    reason
        In words.
    """

    first: str
    second: str
    why: Why
    copy: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Allegations that count as one telling.

    Attributes
    ----------
    members
        Their ids, those that were said first in front.
    edges
        Why they are one.
    """

    members: tuple[str, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Dependence:
    """The graph of who may have copied from whom.

    Attributes
    ----------
    nodes
        Ids of the allegations, those that were said first in front.
    edges
        All reasons, also those that make no copy.
    origins
        The groups that are left when copies count once.
    """

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    origins: tuple[Origin, ...]


def origins(allegations: Sequence[Allegation]) -> tuple[Origin, ...]:
    """Return the independent origins of some allegations.

    Parameters
    ----------
    allegations
        Of one incident, in any order.

    Returns
    -------
    tuple of Origin
        Each allegation stands in exactly one; in the order of who spoke first.

    Raises
    ------
    InputError
        When two allegations have the same id.

    Examples
    --------
    >>> origins(())
    ()
    """
    return dependence(allegations).origins


def dependence(allegations: Sequence[Allegation]) -> Dependence:
    """Return the graph of dependence between some allegations.

    Parameters
    ----------
    allegations
        Of one incident, in any order; more than a few thousand with the same wording take long.

    Raises
    ------
    InputError
        When two allegations have the same id.

    Examples
    --------
    >>> dependence(()).nodes
    ()
    """
    ordered = sorted(allegations, key=lambda one: (one.made, one.id))
    nodes = tuple(one.id for one in ordered)
    if twice := [name for name, times in Counter(nodes).items() if times > 1]:
        raise InputError(f"two allegations have the id {twice[0]!r}", remedy="give each its own")
    edges = tuple(
        edge
        for find in (_retold, _sources, _addresses, _wordings, _cited)
        for edge in find(ordered)
    )
    return Dependence(nodes, edges, _grouped(nodes, edges))


def _retold(ordered: Sequence[Allegation]) -> Iterator[Edge]:
    """Find who says that he repeats another, and who repeats the same one that is not here."""
    here = {one.id for one in ordered}
    elsewhere: dict[str, str] = {}
    for one in ordered:
        for told in dict.fromkeys(one.retells):
            if told == one.id:
                continue
            if told in here:
                yield Edge(one.id, told, Why.RETELLS, True, "it says that it repeats it")
            elif (first := elsewhere.setdefault(told, one.id)) != one.id:
                reason = f"both repeat {told}, which is not among them"
                yield Edge(one.id, first, Why.RETELLS, True, reason)


def _sources(ordered: Sequence[Allegation]) -> Iterator[Edge]:
    yield from _alike(ordered, Why.SOURCE, lambda one: one.source.strip(), "both from {}")


def _addresses(ordered: Sequence[Allegation]) -> Iterator[Edge]:
    yield from _alike(
        ordered, Why.ADDRESS, lambda one: same_address(one.address or ""), "both at {}"
    )


def _alike(
    ordered: Sequence[Allegation], why: Why, key: Callable[[Allegation], str], words: str
) -> Iterator[Edge]:
    """Tie every allegation to the first one of the same key."""
    first: dict[str, str] = {}
    for one in ordered:
        value = key(one)
        if value and first.setdefault(value, one.id) != one.id:
            yield Edge(one.id, first[value], why, True, words.format(value))


def _wordings(ordered: Sequence[Allegation]) -> Iterator[Edge]:
    """Find texts that share most of their runs of words."""
    runs = {one.id: shingles(one.text, RUN) for one in ordered}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in ordered:
        if len(runs[one.id]) >= FEWEST_RUNS:
            for run in runs[one.id]:
                holders[run].append(one.id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in holders.values():
        for pair in combinations(ids, 2):
            shared[pair] += 1
    places = {one.id: place for place, one in enumerate(ordered)}
    for (first, second), count in sorted(
        shared.items(), key=lambda item: (places[item[0][0]], places[item[0][1]])
    ):
        if reason := _same_wording(count, len(runs[first]), len(runs[second])):
            yield Edge(second, first, Why.WORDING, True, reason)


def _same_wording(shared: int, first: int, second: int) -> str | None:
    """Say why two texts are one wording; None where they are not."""
    of_all = shared / (first + second - shared)
    of_shorter = shared / min(first, second)
    if of_all >= SHARED_OF_ALL:
        return (
            f"{of_all:.0%} of the runs of {RUN} words in either text stand in both "
            f"(from {SHARED_OF_ALL:.0%} on it is a copy)"
        )
    if of_shorter >= SHARED_OF_SHORTER:
        return (
            f"{of_shorter:.0%} of the shorter text's runs of {RUN} words stand in the other "
            f"(from {SHARED_OF_SHORTER:.0%} on it is a copy)"
        )
    return None


def _cited(ordered: Sequence[Allegation]) -> Iterator[Edge]:
    """Find who names the source of another; after words such as "according to" it is a citation."""
    named: dict[tuple[str, ...], list[Allegation]] = defaultdict(list)
    for one in ordered:
        if len(folded(one.source)) > 1:
            named[words_of(one.source)].append(one)
    for one in ordered:
        words = words_of(one.text)
        cue = bool(_CUES.search(" ".join(words)))
        for name, others in named.items():
            if words_of(one.source) != name and _holds(words, name):
                how = "cites" if cue else "names"
                reason = f"its text {how} {others[0].source}; no copy unless a person says so"
                yield Edge(one.id, others[0].id, Why.CITES, False, reason)


def _holds(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    size = len(name)
    return any(words[n : n + size] == name for n in range(len(words) - size + 1))


def _grouped(nodes: Sequence[str], edges: Iterable[Edge]) -> tuple[Origin, ...]:
    """Return what hangs together by copies."""
    leader = {node: node for node in nodes}

    def led(node: str) -> str:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    copies = [edge for edge in edges if edge.copy]
    for edge in copies:
        leader[led(edge.first)] = led(edge.second)
    groups: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        groups[led(node)].append(node)
    reasons: dict[str, list[Edge]] = defaultdict(list)
    for edge in copies:
        reasons[led(edge.first)].append(edge)
    return tuple(Origin(tuple(ids), tuple(reasons[one])) for one, ids in groups.items())
