"""What happens to incidents: opened, corrected, merged, split, moved on the ladder, attributed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from trucewatch.domain.entry import Draft, Entry
from trucewatch.domain.incident import IncidentState
from trucewatch.register import incidents
from trucewatch.register.book import put
from trucewatch.register.keeping import require_person
from trucewatch.register.ladder import require_act
from trucewatch.register.log import Writing
from trucewatch.register.place import Register

Fields = Mapping[str, Any]
_Make = Callable[[Connection, int, tuple[str, ...]], list[Draft]]


def _put(
    register: Register, by: str, now: datetime, make: _Make, act: str | None = None
) -> tuple[Entry, ...]:
    def propose(connection: Connection, seq: int) -> list[Draft]:
        roles = require_person(connection, by)
        if act:
            require_act(act, author=by, roles=roles)
        return make(connection, seq, roles)

    return put(register, Writing(register.signer, by, now), propose)


def open_incident(
    register: Register,
    allegations: Sequence[str] = (),
    fields: Fields | None = None,
    *,
    by: str,
    now: datetime,
) -> tuple[Entry, ...]:
    """Open an incident from allegations.

    Parameters
    ----------
    register
        The register.
    allegations
        Ids of those it is made of; none of them may belong to another incident.
    fields
        What is not taken from the first allegation, such as title, weapon, target, casualties.
    by
        Who opens it.
    now
        The time to record; zone-aware.

    Returns
    -------
    tuple of Entry
        The entry, and the alerts that it raised.

    Raises
    ------
    RegisterError
        When an allegation belongs elsewhere, or a field cannot be used.
    """
    return _put(
        register, by, now, lambda c, seq, _: incidents.opened(c, seq, allegations, fields or {})
    )


def correct_incident(
    register: Register,
    incident: str,
    fields: Fields | None = None,
    *,
    allegations: Sequence[str] = (),
    reason: str,
    by: str,
    now: datetime,
) -> tuple[Entry, ...]:
    """Correct an incident, or add allegations to it.

    Parameters
    ----------
    register
        The register.
    incident
        Its id.
    fields
        What it shall have instead.
    allegations
        Ids of free ones that shall belong to it.
    reason
        Why.
    by
        Who corrects.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When there is no such incident, or a field cannot be used.
    """
    return _put(
        register,
        by,
        now,
        lambda c, _, __: incidents.corrected(c, incident, fields or {}, allegations, reason),
    )


def merge_incidents(
    register: Register, into: str, others: Sequence[str], *, reason: str, by: str, now: datetime
) -> tuple[Entry, ...]:
    """Make other incidents part of one; all keep their histories.

    Parameters
    ----------
    register
        The register.
    into
        The id of the one that stays.
    others
        Ids of those that become part of it.
    reason
        Why.
    by
        Who decides.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When one is not there, or is part of another already.
    """
    return _put(
        register, by, now, lambda c, _, __: incidents.merged(c, into, others, reason), "merge"
    )


def split_incident(
    register: Register,
    incident: str,
    allegations: Sequence[str],
    fields: Fields | None = None,
    *,
    reason: str,
    by: str,
    now: datetime,
) -> tuple[Entry, ...]:
    """Make a new incident of some of an incident's allegations.

    Parameters
    ----------
    register
        The register.
    incident
        Its id.
    allegations
        Ids of those that go.
    fields
        Of the new incident, where they are not those of its first allegation.
    reason
        Why.
    by
        Who decides.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When all would go, or none.
    """
    return _put(
        register,
        by,
        now,
        lambda c, seq, _: incidents.split(c, seq, incident, allegations, fields or {}, reason),
        "split",
    )


def move_state(
    register: Register,
    incident: str,
    to: IncidentState,
    *,
    reason: str = "",
    by: str,
    now: datetime,
) -> tuple[Entry, ...]:
    """Move an incident on the ladder.

    Parameters
    ----------
    register
        The register.
    incident
        Its id.
    to
        The state it shall have.
    reason
        Why, where the ladder wants one.
    by
        Who decides; the ladder says whose roles may.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When the ladder does not allow it, naming what is missing.
    """
    return _put(
        register,
        by,
        now,
        lambda c, _, roles: incidents.moved_state(
            c, incident, to, reason=reason, author=by, roles=roles
        ),
    )


def attribute(
    register: Register, incident: str, fields: Fields, *, by: str, now: datetime
) -> tuple[Entry, ...]:
    """Say who is held to have done it, as shares that add up to 1.

    Parameters
    ----------
    register
        The register.
    incident
        Its id.
    fields
        ``shares`` by actor, with what is open under ``unknown``; ``reason``; ``standard`` of proof;
        ``intent``; ``outside``, the actors that are no party to the accord.
    by
        Who decides.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When the shares do not add up, or an actor is neither a party nor said to be outside.
    """
    return _put(
        register,
        by,
        now,
        lambda c, _, roles: incidents.attributed(c, incident, fields, author=by, roles=roles),
    )
