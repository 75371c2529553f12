"""The command ``trucewatch export``."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from trucewatch.cli.day import Day, today
from trucewatch.errors import QuestionError

Flag = Annotated[bool, Parameter(negative="", show_default=False)]


def export(
    case: str,
    /,
    *,
    ics: Flag = False,
    pam: Flag = False,
    as_of: Day = None,
    known: Day = None,
    out: Path | None = None,
) -> None:
    """Export a peace process: its deadlines for a calendar, or its scores in the shape of PAM.

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a process file.
    ics
        The deadlines as a calendar file (RFC 5545).
    pam
        How far each provision of the Peace Accords Matrix is carried out, year by year, as CSV.
    as_of
        At the end of this day (YYYY-MM-DD) in the world. By default today; for PAM the last day of
        the record.
    known
        As far as was known at the end of this day. By default all that the file holds.
    out
        Write into this file. By default to standard output.
    """
    if ics == pam:
        raise QuestionError("export what?", remedy="give either --ics or --pam")
    data = _calendar(case, as_of, known) if ics else _matrix(case, as_of, known)
    if out is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    from trucewatch.present.tables import unwritable

    with unwritable(out):
        out.write_bytes(data)
    print(out)


def _calendar(case: str, as_of: str | None, known: str | None) -> bytes:
    from trucewatch.present.ics import deadlines_ics
    from trucewatch.usecases.process import status

    return deadlines_ics(status(case, as_of=as_of or today(), known=known))


def _matrix(case: str, as_of: str | None, known: str | None) -> bytes:
    from trucewatch.present.pam import pam_csv
    from trucewatch.usecases.process import pam

    table = pam(case, as_of=as_of, known=known)
    if table.left_out:
        names = ", ".join(table.left_out)
        print(f"trucewatch: of no provision of the matrix, left out: {names}", file=sys.stderr)
    return pam_csv(table).encode("utf-8")
