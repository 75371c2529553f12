"""What an incident is to the rules of an accord: an act, and what each reading says of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta, tzinfo

from trucewatch.domain.allegation import PlacePrecision
from trucewatch.domain.incident import UNKNOWN, Attribution, Incident
from trucewatch.domain.rule import Act, Ruling

_MOMENT = timedelta(microseconds=1)
SURE = 0.5
"""An actor with more than this share is the one that the rules are asked about."""

Judge = Callable[[Act], Sequence[Ruling]]
"""The rules of an accord, with its readings and zones filled in."""


def act_of(
    incident: Incident,
    *,
    zone: tzinfo,
    actor: str | None = None,
    circumstances: Mapping[str, bool | None] | None = None,
) -> Act:
    """Return what the rules look at.

    Parameters
    ----------
    incident
        As the register tells it.
    zone
        Of the truce: the rules count its local days.
    actor
        About whom to ask; by default whoever has more than half of the attribution. Where nobody
        has, it is open, and so is what depends on it.
    circumstances
        What may excuse it, such as self-defence: True where established, None where claimed.

    Returns
    -------
    Act
        For ``judge``.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from trucewatch.domain.allegation import When, Where
    >>> from trucewatch.domain.incident import Character
    >>> at = When(datetime(2020, 2, 22, 23, tzinfo=UTC), datetime(2020, 2, 23, tzinfo=UTC))
    >>> where = Where("Chorah", PlacePrecision.NEAR, admin1="Uruzgan")
    >>> one = Incident("inc-1", "Shells", at, where, "shelling", Character.HOSTILE_ACT)
    >>> act_of(one, zone=UTC).places
    ('Chorah', 'Uruzgan')
    """
    where = incident.where
    places = dict.fromkeys(name for name in (where.name, where.admin1, where.country) if name)
    near = where.precision in (PlacePrecision.EXACT, PlacePrecision.NEAR)
    return Act(
        day=incident.when.start.astimezone(zone).date(),
        last=(incident.when.end - _MOMENT).astimezone(zone).date(),
        actor=actor or likeliest(incident.attribution),
        act=incident.kind,
        weapon=incident.weapon,
        target=incident.target,
        places=tuple(places),
        exact=near,
        latitude=where.latitude,
        longitude=where.longitude,
        circumstances=dict(circumstances or {}),
    )


def likeliest(attribution: Attribution | None) -> str | None:
    """Return who has more than half of an attribution; None where nobody has."""
    shares = attribution.shares if attribution else {}
    return next((a for a, share in shares.items() if share > SURE and a != UNKNOWN), None)


def rulings_by_actor(
    incident: Incident, judge: Judge, *, zone: tzinfo
) -> tuple[tuple[str, float, tuple[Ruling, ...]], ...]:
    """Return what each reading says of an incident, for every actor that may have done it.

    Parameters
    ----------
    incident
        As the register tells it.
    judge
        The rules of the accord.
    zone
        Of the truce.

    Returns
    -------
    tuple
        Actor, share and rulings, the largest share first; without an attribution the one actor is
        ``unknown`` with a share of 1.
    """
    shares = dict(incident.attribution.shares) if incident.attribution else {UNKNOWN: 1.0}
    found = []
    for actor, share in sorted(shares.items(), key=lambda item: -item[1]):
        asked = None if actor == UNKNOWN else actor
        act = replace(act_of(incident, zone=zone), actor=asked)
        found.append((actor, share, tuple(judge(act))))
    return tuple(found)
