"""The answer as one self-contained page: nothing in it is loaded from anywhere."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from trucewatch import words
from trucewatch.domain.assessment import Assessment
from trucewatch.present.figures import (
    CHOICE_HEAD,
    PERIOD_HEAD,
    UNIT_HEAD,
    answer_rows,
    at_least,
    check_lines,
    choice_lines,
    day_head,
    day_lines,
    made_by_rows,
    period_lines,
    question_rows,
    source_rows,
    unit_lines,
    unit_title,
    verdict,
)
from trucewatch.present.reported import panel
from trucewatch.present.tables import daily_rows
from trucewatch.present.text import run_with_events

_TEMPLATES = Path(__file__).parent / "templates"


def report_html(a: Assessment, chart_svg: str | None, *, verdict_rule: str | None = None) -> str:
    """Return the answer as an HTML page.

    Parameters
    ----------
    a
        The answer. All its texts are escaped; an address becomes a link only if it is a web
        address.
    chart_svg
        The chart, made by :func:`trucewatch.present.render.render_svg`, which stands in the page
        as it is; None leaves it out.
    verdict_rule
        The rule that gave the verdict, in plain words; None points to where it is written down.

    Returns
    -------
    str
        A whole page, for screen (light and dark), phone and paper. Its content security policy
        lets it load nothing and run nothing.
    """
    style = _source("report.css")
    return _page().render(
        a=a,
        chart=Markup(chart_svg) if chart_svg else None,  # noqa: S704 - our own drawing
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=_csp_hash(style),
        answer=answer_rows(a),
        question=question_rows(a),
        source=source_rows(a),
        made_by=made_by_rows(a),
        verdict=verdict(a),
        periods=period_lines(a.periods) if a.periods else None,
        period_head=PERIOD_HEAD,
        choices=choice_lines(a),
        choice_head=CHOICE_HEAD,
        breakdowns=[(unit_title(one), unit_lines(one)) for one in a.breakdowns],
        unit_head=UNIT_HEAD,
        checks=check_lines(a),
        day_verdicts=day_lines(a),
        day_head=day_head(a),
        reported=panel(a.reported) if a.reported else None,
        days=daily_rows(a),
        verdict_rule=verdict_rule,
    )


@cache
def _page() -> Template:
    """Return the template; everything put into it is escaped, and nothing may be missing."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = words.clean
    environment.globals.update(w=words, at_least=at_least, run_with_events=run_with_events)
    return environment.get_template("report.html.j2")


def _source(name: str) -> str:
    """Return one of our own files."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _csp_hash(style: str) -> str:
    """Return the hash by which the policy of the page knows its one style sheet."""
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
