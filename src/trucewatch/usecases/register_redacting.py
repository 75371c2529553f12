"""What a reader may see of a page of the register, field by field."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.claim import Claim
from trucewatch.domain.incident import Incident
from trucewatch.domain.label import Label
from trucewatch.domain.page import Page
from trucewatch.register.asking import View, view
from trucewatch.register.fields import FIELDS
from trucewatch.register.labels import Redacted, redact_all
from trucewatch.register.lint import refuse_leaks
from trucewatch.register.place import Register
from trucewatch.register.tables import ALLEGATION
from trucewatch.register.vault import vault_values
from trucewatch.usecases.register_asking import (
    Asked,
    allegations_in,
    list_allegations,
    list_claims,
    list_incidents,
)
from trucewatch.usecases.register_showing import show

LISTS = ("incident", "allegation", "claim")


def list_redacted(register: Register, sort: str, asked: Asked) -> Page[Redacted]:
    """Return a page of incidents, allegations or claims, as its reader may see them.

    Parameters
    ----------
    register
        The register.
    sort
        One of :data:`LISTS`.
    asked
        Which, and for whom; without a reader everything is shown.
    """
    reader = asked.reader or Label.SOURCE_PROTECTED
    page: Page[Any]
    if sort == "incident":
        page = list_incidents(register, asked)
    elif sort == "allegation":
        page = list_allegations(register, asked)
    else:
        page = list_claims(register, asked)
    seen = redacted(register, page, reader)
    # Being listed would tell what a field holds that is withheld.
    told = [field for name, field in _ASKED.items() if getattr(asked, name)]
    kept = tuple(one for one in seen.items if not any(field in one.withheld for field in told))
    return Page(kept, seen.total - len(seen.items) + len(kept), seen.number, seen.size)


_ASKED = {
    "state": "state",
    "kind": "kind",
    "character": "character",
    "country": "where.country",
    "admin1": "where.admin1",
    "place": "where.name",
    "since": "when.start",
    "until": "when.start",
}
"""What is asked for, and the field that it is about."""


def refuse_to_show(register: Register, key: str, text: str, reader: Label, now: datetime) -> None:
    """Refuse a text about one thing that holds what its reader may not see, free text included.

    Parameters
    ----------
    register
        The register.
    key
        The id of the thing.
    text
        What would be shown.
    reader
        The class of the reader.
    now
        As of :func:`trucewatch.usecases.register_showing.show`.

    Raises
    ------
    InputError
        Naming the field, and not what it holds.
    """
    whole = show(register, key, now=now)
    first = whole.incident or whole.allegation
    entries = [*whole.allegations, *([first] if first else [])]
    refuse_leaks(text, entries, reader, secrets=vault_values(register))


def redacted(register: Register, page: Page[Any], reader: Label) -> Page[Redacted]:
    """Return what a reader may see of a page, field by field.

    Parameters
    ----------
    register
        The register.
    page
        Of allegations, incidents or claims.
    reader
        The class of the reader; whoever keeps the register is of the highest.
    """
    others: list[Allegation] = []
    with view(register) as seen:
        others += _referred(seen, page.items)
    names = {kind.__name__.lower(): kind for kind in FIELDS}
    found = {(names[one.sort], one.id): one for one in redact_all([*page.items, *others], reader)}
    kept = (found.get((type(one), one.id)) for one in page.items)
    return Page(tuple(one for one in kept if one), page.total, page.number, page.size)


def redacted_one(
    register: Register, one: Allegation | Incident | None, reader: Label
) -> Redacted | None:
    """Return what a reader may see of one allegation or incident; None where there is nothing."""
    if one is None:
        return None
    page = Page((one,), 1, 1, 1)
    seen = redacted(register, page, reader).items
    return seen[0] if seen else None


def _referred(seen: View, items: Sequence[Allegation | Incident | Claim]) -> list[Allegation]:
    """Return the allegations that are referred to: a reference tells that there is one."""
    ids = {one for item in items for one in getattr(item, "allegations", ())}
    ids |= {one for item in items for one in getattr(item, "retells", ())}
    ids -= {item.id for item in items}
    rows = seen.tables.execute(select(ALLEGATION).where(ALLEGATION.c.id.in_(sorted(ids))))
    return list(allegations_in(seen, [dict(row._mapping) for row in rows]))
