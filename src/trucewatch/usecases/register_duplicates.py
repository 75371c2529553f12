"""Allegations that may tell of the same thing: only proposed, a person decides."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from trucewatch.register.asking import view
from trucewatch.register.duplicates import Proposal, duplicates
from trucewatch.register.place import Register
from trucewatch.register.tables import ALLEGATION
from trucewatch.usecases.register_asking import every_allegation


@dataclass(frozen=True, slots=True)
class Pair:
    """Two allegations that look like one another.

    Attributes
    ----------
    proposal
        How surely, and why.
    incidents
        To which each belongs by now; None where it belongs to none.
    """

    proposal: Proposal
    incidents: tuple[str | None, str | None]


def propose_duplicates(
    register: Register,
    *,
    least: float | None = None,
    as_of: date | None = None,
    known: date | None = None,
) -> tuple[Pair, ...]:
    """Return pairs of allegations that look like one another and make no incident together yet.

    Parameters
    ----------
    register
        The register.
    least
        Only pairs with at least this probability; by default what was found to do best.
    as_of
        Only what had happened by the end of this day.
    known
        Only what was recorded by the end of this day.

    Returns
    -------
    tuple of Pair
        The surest first. Nothing is put down.

    Raises
    ------
    InputError
        When the package for it is not installed.
    """
    with view(register, as_of=as_of, known=known) as seen:
        told = every_allegation(seen)
        query = select(ALLEGATION.c.id, ALLEGATION.c.incident)
        belongs = {row.id: row.incident for row in seen.tables.execute(query)}
    pairs = (
        Pair(one, (belongs[one.first], belongs[one.second]))
        for one in duplicates(told, least=least)
    )
    return tuple(p for p in pairs if p.incidents[0] is None or p.incidents[0] != p.incidents[1])
