"""The answer as one self-contained page: nothing in it is loaded from anywhere."""

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
from trucewatch.present.page import drawing, page
from trucewatch.present.reported import panel
from trucewatch.present.tables import daily_rows
from trucewatch.present.text import run_with_events


def report_html(
    a: Assessment,
    chart_svg: str | None,
    *,
    choices_svg: str | None = None,
    verdict_rule: str | None = None,
) -> str:
    """Return the answer as an HTML page.

    Parameters
    ----------
    a
        The answer. All its texts are escaped; an address becomes a link only if it is a web
        address.
    chart_svg
        The chart, made by :func:`trucewatch.present.render.render_svg`, which stands in the page
        as it is; None leaves it out.
    choices_svg
        The same of the choices.
    verdict_rule
        The rule that gave the verdict, in plain words; None points to where it is written down.

    Returns
    -------
    str
        A whole page, for screen (light and dark), phone and paper. Its content security policy
        lets it load nothing and run nothing.
    """
    return page(
        "report.html.j2",
        a=a,
        chart=drawing(chart_svg),
        choices_chart=drawing(choices_svg),
        at_least=at_least,
        run_with_events=run_with_events,
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
