"""The commands that ask a register."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.register_options import Place, Reader, day, now, opened
from trucewatch.cli.whole import Whole

if TYPE_CHECKING:
    from trucewatch.register.place import Register
    from trucewatch.usecases.register_asking import Asked

Flag = Annotated[bool, Parameter(negative="")]


def list_(  # noqa: PLR0913 - a list has that many sides, and each has a default
    what: str = "incident",
    /,
    *,
    state: str | None = None,
    kind: str | None = None,
    country: str | None = None,
    admin1: str | None = None,
    at: str | None = None,
    incident: str | None = None,
    since: str | None = None,
    until: str | None = None,
    alerts: Flag = False,
    merged: Flag = False,
    reader: Reader | None = None,
    as_of: str | None = None,
    known: str | None = None,
    page: Whole = 1,
    size: Whole = 50,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """List incidents, or allegations, claims, alerts and what is around the incidents.

    Parameters
    ----------
    what
        incident, allegation, claim, alert, or a kind of record such as site-visit.
    state
        Only incidents in this state.
    kind
        Only this kind of act.
    country
        Only this country.
    admin1
        Only this first-level unit.
    at
        Only this place.
    incident
        Only what belongs to this incident.
    since
        Only what began on or after this day (UTC).
    until
        Only what began before this day (UTC).
    alerts
        The same as naming alert.
    merged
        Also incidents that were merged into others.
    reader
        Only what a reader of this class may see, field by field.
    as_of
        Only what had happened by the end of this day (UTC).
    known
        Only what was recorded by the end of this day (UTC).
    page
        From 1.
    size
        Of a page.
    """
    from trucewatch.domain.label import Label
    from trucewatch.usecases.register_asking import Asked

    asked = Asked(
        state=state,
        kind=kind,
        country=country,
        admin1=admin1,
        place=at,
        incident=incident,
        since=day(since),
        until=day(until),
        reader=Label(reader) if reader else None,
        as_of=day(as_of),
        known=day(known),
        merged=merged,
        page=page,
        size=size,
    )
    with opened(place) as register:
        _print_list(register, "alert" if alerts else what, asked, place)


def _print_list(register: "Register", what: str, asked: "Asked", place: Place) -> None:
    from trucewatch.errors import RegisterError
    from trucewatch.present import register as present
    from trucewatch.usecases import register_asking as ask
    from trucewatch.usecases.register_adding import NAMES, kind_named
    from trucewatch.usecases.register_redacting import LISTS, list_redacted

    if what == "alert":
        found = ask.list_alerts(register, asked)
        items = [present.alert_json(one) for one in found.items]
        text, told = present.alerts_text(found), present.page_json_text(found, items)
    elif what in LISTS:
        seen = list_redacted(register, what, asked)
        text = present.redacted_text(seen)
        told = present.page_json_text(seen, [present.redacted_json(one) for one in seen.items])
    else:
        if what not in NAMES:
            known = ", ".join([*LISTS, "alert", *(name for name in NAMES if name not in LISTS)])
            raise RegisterError(f"{what!r} cannot be listed", remedy=f"list {known}")
        records = ask.list_records(register, kind_named(what), asked)
        items = [present.record_json(one) for one in records.items]
        text, told = present.records_text(records), present.page_json_text(records, items)
    print(told if place.format == "json" else text, end="")


def show(
    id: str,
    /,
    *,
    reader: Reader | None = None,
    as_of: str | None = None,
    known: str | None = None,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """Show an incident, an allegation or a record with all that hangs on it.

    Parameters
    ----------
    id
        As it was given when it was put down.
    reader
        Only what a reader of this class may see, field by field.
    as_of
        Only what had happened by the end of this day (UTC).
    known
        Only what was recorded by the end of this day (UTC).
    """
    from trucewatch.domain.label import Label
    from trucewatch.domain.page import Page
    from trucewatch.present.register_shown import shown_json_text, shown_text
    from trucewatch.usecases.register_redacting import redacted, redacted_one, refuse_to_show
    from trucewatch.usecases.register_showing import show as ask

    label = Label(reader) if reader else None
    with opened(place) as register:
        found = ask(register, id, now=now(), as_of=day(as_of), known=day(known), reader=label)
        top = label or Label.SOURCE_PROTECTED
        seen = redacted_one(register, found.incident or found.allegation, top)
        count = len(found.allegations)
        members = redacted(register, Page(found.allegations, count, 1, max(count, 1)), top)
        write = shown_json_text if place.format == "json" else shown_text
        text = write(found, seen, members, whole=label is None)
        if label:
            refuse_to_show(register, id, text, label, now())
    print(text, end="")


def export(
    sort: Literal["allegation", "incident", "claim"],
    /,
    *,
    out: Path,
    reader: Reader,
    as_: Annotated[
        Literal["csv", "hxl", "geojson", "jsonl", "datapackage"], Parameter(name="--as")
    ] = "csv",
    blur: str | None = None,
    as_of: str | None = None,
    known: str | None = None,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """Write what a reader may see to a file; it is refused where anything else would leave.

    Parameters
    ----------
    sort
        What is exported.
    out
        The file; it appears when it is whole.
    reader
        For whom it is.
    as_
        What it is written as; a data package is a zip.
    blur
        Make every place less exact: grid:0.1 (degrees), cell:5 (H3 resolution), admin1 or country.
    as_of
        Only what had happened by the end of this day (UTC).
    known
        Only what was recorded by the end of this day (UTC).
    """
    from trucewatch.domain.label import Label
    from trucewatch.present.json import text_of
    from trucewatch.register.blur import read_blur
    from trucewatch.register.export import Format
    from trucewatch.usecases.register_intake import export_register

    way = None if blur is None else read_blur(blur)
    with opened(place) as register:
        data = export_register(
            register,
            sort,
            Format(as_),
            reader=Label(reader),
            as_of=day(as_of),
            known=day(known),
            query=_query(sort, reader, as_, blur=blur, as_of=as_of, known=known),
            blur=way,
        )
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    if place.format == "json":
        print(text_of({"file": str(out), "bytes": len(data), "reader": reader}), end="")
    else:
        print(f"trucewatch: wrote {out}, for {reader}", file=sys.stderr)


def _query(sort: str, reader: str, form: str, **given: str | None) -> str:
    told = [f"trucewatch register export {sort} --as {form} --reader {reader}"]
    told += [f"--{name.replace('_', '-')} {value}" for name, value in given.items() if value]
    return " ".join(told)


def duplicates(
    *,
    least: float | None = None,
    as_of: str | None = None,
    known: str | None = None,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """List allegations that may tell of the same thing, with the reasons; a person decides.

    Parameters
    ----------
    least
        Only pairs with at least this probability. By default what was found to do best.
    as_of
        Only what had happened by the end of this day (UTC).
    known
        Only what was recorded by the end of this day (UTC).
    """
    from trucewatch.present.register_duplicates import pairs_json_text, pairs_text
    from trucewatch.usecases.register_duplicates import propose_duplicates

    with opened(place) as register:
        found = propose_duplicates(register, least=least, as_of=day(as_of), known=day(known))
    print(pairs_json_text(found) if place.format == "json" else pairs_text(found), end="")
