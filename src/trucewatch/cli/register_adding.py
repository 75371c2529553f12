"""The commands that put something into a register."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.register_options import Hand, day, fields_of, now, opened, print_entries


def add(
    kind: str,
    file: Annotated[Path | None, Parameter(allow_leading_hyphen=True)] = None,
    /,
    *,
    set: Annotated[tuple[str, ...], Parameter(negative="", show_default=False)] = (),
    belongs: str | None = None,
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Put down an allegation, a record around the incidents, or a file.

    Parameters
    ----------
    kind
        allegation, claim, site-visit, access-denial, remedy-asked, remedy-answered,
        board-decision, effort, weapon-stored, or file. See docs/register.md for their fields.
    file
        Its fields as YAML or JSON; - reads standard input. For the kind file: the file to keep.
    set
        A field as NAME=VALUE, such as where.name=Chorah. May be given several times.
    belongs
        For the kind file: the id of what it belongs to.
    """
    from trucewatch.errors import RegisterError
    from trucewatch.usecases.register_adding import add as put
    from trucewatch.usecases.register_adding import add_file, kind_named

    with opened(hand) as register:
        if kind == "file":
            if file is None:
                raise RegisterError("no file is named", remedy="write: add file PATH")
            made = add_file(register, file, by=hand.who, now=now(), belongs=belongs)
        else:
            fields = fields_of(set, file)
            made = put(register, kind_named(kind), fields, by=hand.who, now=now())
    print_entries(made, hand)


def claim(  # noqa: PLR0913 - a claim has that many sides
    claimant: str,
    /,
    *,
    source: str,
    made: str,
    kind: Literal["count", "denial", "admission"] = "count",
    measure: str | None = None,
    value: float | None = None,
    bound: Literal["exact", "about", "at least", "at most"] = "exact",
    start: str | None = None,
    end: str | None = None,
    incident: str | None = None,
    note: str | None = None,
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Put down what a party or an outlet claims, to be held against the record.

    Parameters
    ----------
    claimant
        Who says so, and through whom.
    source
        Where it was said.
    made
        The day on which it was said, as YYYY-MM-DD.
    kind
        A count, or the denial or admission of an incident.
    measure
        What was counted, such as attacks.
    value
        The count.
    bound
        How exactly it was stated.
    start
        First day of the span of a count.
    end
        The day after its last.
    incident
        Of which a denial or an admission speaks.
    note
        In words.
    """
    from trucewatch.domain.entry import EntryKind
    from trucewatch.usecases.register_adding import add as put

    told = {
        "claimant": claimant,
        "source": source,
        "made": made,
        "kind": kind,
        "measure": measure,
        "value": value,
        "bound": bound,
        "span": {"start": str(day(start)), "end": str(day(end))} if start and end else None,
        "incident": incident,
        "note": note,
    }
    fields = {name: field for name, field in told.items() if field is not None}
    with opened(hand) as register:
        print_entries(put(register, EntryKind.CLAIM_MADE, fields, by=hand.who, now=now()), hand)


def import_(
    file: Path,
    /,
    *,
    mapping: Path,
    rejects: Path | None = None,
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Take in a file of reports; the same file twice adds nothing.

    Parameters
    ----------
    file
        CSV, XLSX, JSON as of ODK or Kobo, or GeoJSON.
    mapping
        A YAML file that says which column is which field.
    rejects
        Where rejected rows are written, to be corrected and imported again. By default beside the
        file, with .rejects.csv behind its name.
    """
    from trucewatch.cli.progress import progress
    from trucewatch.present.json import text_of
    from trucewatch.register.intake import rejects_csv, told
    from trucewatch.usecases.register_intake import import_reports

    with opened(hand) as register, progress() as tell:
        found = import_reports(register, file, mapping, by=hand.who, now=now(), progress=tell)
    beside = rejects or file.with_name(f"{file.name}.rejects.csv")
    if found.rejects:
        beside.write_bytes(rejects_csv(found))
    counts = {
        "rows": found.rows,
        "added": len(found.allegations),
        "known": found.known,
        "repeated": found.repeated,
        "rejected": len(found.rejects),
    }
    if hand.format == "json":
        issues = [
            {"row": one.row, "field": i.field, "value": i.value, "reason": i.reason}
            for one in found.rejects
            for i in one.issues
        ]
        print(text_of({**counts, "issues": issues}), end="")
        return
    for name, count in counts.items():
        print(f"{name:8}  {count}")
    for one in found.rejects[:_SHOWN]:
        print(f"row {one.row}: {'; '.join(map(told, one.issues))}")
    if found.rejects:
        print(f"corrected, they can be imported again: {beside}")


_SHOWN = 20
