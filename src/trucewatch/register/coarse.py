"""Records with their places made less exact, and what may then no longer leave."""

from dataclasses import replace

from trucewatch.domain.claim import Claim
from trucewatch.register.blur import Blur
from trucewatch.register.fields import FIELDS, Record, Search, flat
from trucewatch.register.leaks import Protected, protected
from trucewatch.register.wording import folded

_EXACT = ("where.name", "where.admin1", "where.latitude", "where.longitude")
_POINT = ("where.latitude", "where.longitude")
_SAME = 0.001
"""Degrees: a place this close to where it was moved to cannot be told from it by the linter."""


def coarse(record: Record, blur: Blur | None) -> Record:
    """Return a record with its place made less exact; one without a place as it is.

    The method may name a cell: it is as protected as the coordinates are.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.domain.claim import ClaimKind
    >>> claim = Claim("c", "X", ClaimKind.DENIAL, date(2020, 1, 1), "u")
    >>> coarse(claim, None) is claim
    True
    """
    if blur is None or isinstance(record, Claim):
        return record
    point = [record.labels[name] for name in _POINT if name in record.labels]
    told = record.labels.get("where.blurred")
    strictest = next((one for one in point if all(other.within(one) for other in point)), told)
    if strictest is None or (told is not None and strictest.within(told)):
        return replace(record, where=blur(record.where))
    labels = {**record.labels, "where.blurred": strictest}
    return replace(record, where=blur(record.where), labels=labels)


def blurred_away(exact: Record, less: Record) -> list[Protected]:
    """Return what a place says no longer, to be looked for.

    Parameters
    ----------
    exact
        A record as it stands in the register.
    less
        The same, made less exact.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.domain.claim import ClaimKind
    >>> claim = Claim("c", "X", ClaimKind.DENIAL, date(2020, 1, 1), "u")
    >>> blurred_away(claim, claim)
    []
    """
    before, after = flat(exact), flat(less)
    gone = {name for name in _EXACT if before.get(name) != after.get(name)}
    if all(_close(before.get(name), after.get(name)) for name in _POINT):
        gone -= set(_POINT)
    kept = {folded(str(after.get(f"where.{name}"))) for name in ("name", "admin1", "country")}
    found = protected(exact.id, FIELDS[type(exact)], before, gone)
    return [one for one in found if one.search is Search.POINT or folded(one.value) not in kept]


def _close(one: object, other: object) -> bool:
    both = isinstance(one, float) and isinstance(other, float)
    return both and abs(one - other) < _SAME  # type: ignore[operator]
