"""A process in time as one self-contained page, or as a picture alone."""

from trucewatch.domain.timeline import Timeline
from trucewatch.present.chart_timeline import timeline_chart
from trucewatch.present.page import drawing, page
from trucewatch.present.render import render_svg
from trucewatch.present.status import made_of_rows


def timeline_svg(t: Timeline) -> str:
    """Return a timeline as SVG, with its text for those who cannot see it.

    Parameters
    ----------
    t
        The process laid out in time.
    """
    return render_svg(timeline_chart(t), "timeline")


def timeline_html(t: Timeline) -> str:
    """Return a timeline as a page with the picture and a table of all that it shows.

    Parameters
    ----------
    t
        The process laid out in time.
    """
    chart = drawing(timeline_svg(t))
    return page("timeline.html.j2", t=t, chart=chart, made_of=made_of_rows(t.made_of))
