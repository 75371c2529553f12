"""The ladder of verification: which move is allowed to whom, and what it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import Field

from trucewatch.domain.incident import IncidentState
from trucewatch.errors import RegisterError
from trucewatch.register.shipped import Form, shipped


class Need(StrEnum):
    """What a move may need."""

    ORIGINS = "origins"
    VISIT = "visit"
    ATTRIBUTION = "attribution"
    REASON = "reason"


class Move(Form):
    """One allowed move."""

    source: IncidentState = Field(alias="from")
    to: IncidentState
    roles: tuple[str, ...]
    needs: tuple[Need, ...] = ()


class Ladder(Form):
    """All allowed moves, and the roles there are."""

    roles: dict[str, str]
    origins: int
    acts: dict[str, tuple[str, ...]]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an incident when it shall move.

    Attributes
    ----------
    origins
        How many independent origins its allegations have.
    visited
        Whether there was a site visit to it, or an own team told of it.
    standard
        Whether it has an attribution with a standard of proof.
    reason
        Given for the move.
    """

    state: IncidentState
    origins: int
    visited: bool
    standard: bool
    reason: str


@cache
def ladder() -> Ladder:
    """Return the ladder that is shipped."""
    return shipped("ladder.yaml", Ladder)


ROLES = ("recorder", "analyst", "verifier", "chair")
"""The roles that the ladder knows."""


def require_move(
    incident: str, standing: Standing, to: IncidentState, *, author: str, roles: Sequence[str]
) -> None:
    """Refuse a move that the ladder does not allow.

    Parameters
    ----------
    incident
        Its id, for the message.
    standing
        What is known of it.
    to
        The state it shall have.
    author
        Who wants it.
    roles
        That this person has.

    Raises
    ------
    RegisterError
        Naming all that is missing.

    Examples
    --------
    >>> here = Standing(IncidentState.ALLEGED, 2, visited=False, standard=False, reason="")
    >>> require_move("inc-1", here, IncidentState.CORROBORATED, author="ana", roles=["analyst"])
    """
    rules = ladder()
    here = [move for move in rules.moves if move.source is standing.state]
    move = next((move for move in here if move.to is to), None)
    if move is None:
        ways = ", ".join(move.to.value for move in here)
        raise RegisterError(
            f"{incident} is {standing.state.value} and cannot become {to.value}",
            remedy=f"from there it can become {ways}",
        )
    if not set(move.roles) & set(roles):
        has = f"is {' and '.join(roles)}" if roles else "has no role"
        raise RegisterError(
            f"{author} {has} and may not make {incident} {to.value}",
            remedy=f"that is for: {', '.join(move.roles)}",
        )
    missing = [_missing(need, standing, rules.origins) for need in move.needs]
    told = [text for text in missing if text]
    if told:
        raise RegisterError(f"{incident} cannot become {to.value} yet", remedy="; ".join(told))


def require_act(act: str, *, author: str, roles: Sequence[str]) -> None:
    """Refuse what is not for somebody of these roles.

    Raises
    ------
    RegisterError
        Naming the roles that may.
    """
    allowed = ladder().acts[act]
    if not set(allowed) & set(roles):
        raise RegisterError(
            f"{author} is {' and '.join(roles)} and may not {act}",
            remedy=f"that is for: {', '.join(allowed)}",
        )


def _missing(need: Need, standing: Standing, origins: int) -> str | None:
    """Return what is missing, and how it is given; None where nothing is."""
    if need is Need.ORIGINS and standing.origins < origins:
        return f"it needs {origins} independent origins and has {standing.origins}"
    if need is Need.VISIT and not standing.visited:
        return "it needs a site visit (add site-visit) or an allegation by an own team"
    if need is Need.ATTRIBUTION and not standing.standard:
        return "it needs an attribution with a standard of proof (attribute --standard)"
    if need is Need.REASON and not standing.reason.strip():
        return "it needs a reason (--reason)"
    return None
