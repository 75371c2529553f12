"""The command ``trucewatch timeline``."""

from pathlib import Path

from trucewatch.cli.day import Day, today
from trucewatch.errors import QuestionError


def timeline(
    case: str,
    /,
    *,
    out: Path,
    as_of: Day = None,
    known: Day = None,
) -> None:
    """Draw a peace process in time: phases, steps, gates, and commitments with due and done.

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a process file.
    out
        The picture (.svg), or a page with the picture and a table (.html).
    as_of
        At the end of this day (YYYY-MM-DD) in the world. By default today, or the last day of the
        record where that is long past.
    known
        As far as was known at the end of this day. By default all that the file holds.
    """
    kind = out.suffix.lower()
    if kind not in (".svg", ".html"):
        raise QuestionError(
            f"{out.name!r} is neither a picture nor a page", remedy="name a .svg or .html file"
        )
    from trucewatch.present.tables import unwritable
    from trucewatch.present.timeline import timeline_html, timeline_svg
    from trucewatch.usecases.process import timeline as lay_out

    found = lay_out(case, as_of=as_of, known=known)
    if as_of is None and today() < found.as_of.isoformat():
        found = lay_out(case, as_of=today(), known=known)
    text = timeline_svg(found) if kind == ".svg" else timeline_html(found)
    with unwritable(out):
        out.write_text(text, encoding="utf-8")
    print(out)
