"""Red lines: what is told at once, whatever the volume."""

from collections.abc import Collection
from functools import cache

from pydantic import Field

from trucewatch.domain.allegation import Casualties
from trucewatch.domain.incident import Character
from trucewatch.register.kinds import kinds
from trucewatch.register.shipped import Form, shipped

_CAPITAL = "capital"


class Way(Form):
    """One way to cross a line: all that it names holds."""

    characters: tuple[Character, ...] = ()
    kinds: tuple[str, ...] = ()
    capital: bool = False
    targets: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    killed: int | None = None


class RedLine(Way):
    """One line, and what is said when it is crossed."""

    id: str
    text: str
    other: tuple[Way, ...] = Field(default=(), alias="or")


class _RedLines(Form):
    red_lines: tuple[RedLine, ...]


@cache
def red_lines() -> tuple[RedLine, ...]:
    """Return the lines that are shipped."""
    return shipped("red_lines.yaml", _RedLines).red_lines


def crossed(
    kind: str,
    place: str,
    *,
    target: str | None = None,
    casualties: Collection[Casualties] = (),
    capitals: Collection[str] = (),
) -> tuple[RedLine, ...]:
    """Return the lines that an act crosses.

    Parameters
    ----------
    kind
        From the typology.
    place
        As it is named.
    target
        What was hit.
    casualties
        By category.
    capitals
        Names of the places that count as capitals.

    Examples
    --------
    >>> [line.id for line in crossed("shelling", "Kabul", capitals=["Kabul"])]
    ['capital-attacked']
    """
    hurt = [one for one in casualties if _best(one.killed) or _best(one.wounded)]
    killed = sum(_best(one.killed) for one in casualties)
    at_capital = _CAPITAL in (target or "").lower() or _folded(place) in map(_folded, capitals)

    def holds(way: Way) -> bool:
        return (
            (not way.characters or kinds()[kind].character in way.characters)
            and (not way.kinds or kind in way.kinds)
            and (not way.capital or at_capital)
            and (not way.targets or (target or "").lower() in way.targets)
            and (not way.categories or any(one.category.lower() in way.categories for one in hurt))
            and (way.killed is None or killed >= way.killed)
        )

    return tuple(line for line in red_lines() if any(map(holds, (line, *line.other))))


def _best(count: tuple[int, int, int] | None) -> int:
    return count[1] if count else 0


def _folded(name: str) -> str:
    return name.strip().casefold()
