"""The answer as plain text: a paragraph, then tables that can be piped and pasted."""

import shlex
import textwrap
from collections.abc import Iterable, Sequence

from trucewatch import words
from trucewatch.domain.assessment import Assessment
from trucewatch.domain.breakdown import Breakdown, By
from trucewatch.domain.periods import FourPeriods
from trucewatch.domain.truce import EventsSource
from trucewatch.present.figures import (
    CHOICE_HEAD,
    PERIOD_HEAD,
    UNIT_HEAD,
    Row,
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
)
from trucewatch.present.reported import ComparisonLine, MeasureGroup, Panel, panel

WIDTH = 88
_DIGEST = 12
_LONGEST_NAME = 40
_HELD = "\N{NO-BREAK SPACE}%"


def assessment_text(a: Assessment) -> str:
    """Return the answer as plain text, at most 88 columns wide where the words allow it.

    Parameters
    ----------
    a
        The answer.

    Returns
    -------
    str
        Paragraph, figures, published figures and files to bring; ends with a line feed. There
        are no terminal codes in it, and control characters from outside are taken out.
    """
    rows = [*answer_rows(a), *question_rows(a), *source_rows(a, digest=_DIGEST)]
    rows += [Row("limit", words.clean(limit)) for limit in a.limits]
    parts = [wrapped(words.clean(a.text)), table([*rows, *made_by_rows(a)])]
    if a.periods:
        parts.append(periods_text(a.periods))
    if a.choices:
        parts.append(choices_text(a))
    if a.day_verdicts:
        parts.append(days_text(a))
    parts += [breakdown_text(one) for one in a.breakdowns if one.by is not By.CELL]
    if a.checks:
        parts.append(checks_text(a))
    if a.reported:
        parts.append(reported_text(panel(a.reported), threshold=a.question.threshold))
    parts += [bring(source, truce=a.truce) for source in a.events_sources]
    return "\n\n".join(part for part in parts if part) + "\n"


def wrapped(text: str, *, indent: str = "", first: str | None = None, width: int = WIDTH) -> str:
    """Wrap a text; addresses and commands are never broken, nor a number and its percent sign."""
    filled = textwrap.fill(
        text.replace(" %", _HELD),
        width=width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled.replace(_HELD, " %")


def table(rows: Sequence[Row]) -> str:
    """Align labels and values; a label that comes again is not repeated.

    Examples
    --------
    >>> print(table([Row("observed", "40 events"), Row("limit", "a"), Row("limit", "b")]))
    observed  40 events
    limit     a
              b
    """
    width = max(len(row.label) for row in rows) + 2
    lines = []
    before = None
    for row in rows:
        label = "" if row.label == before else row.label
        lines.append(_row(Row(label, row.value), width=width, whole=row.label == "command"))
        before = row.label
    return "\n".join(lines)


def _row(row: Row, *, width: int, whole: bool) -> str:
    """Set one row; a command stays on one line so that it can be pasted."""
    first = row.label.ljust(width)
    return first + row.value if whole else wrapped(row.value, indent=" " * width, first=first)


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Align cells in columns, two spaces apart.

    Examples
    --------
    >>> columns([("a", "bb"), ("ccc", "d")])
    ['a    bb', 'ccc  d']
    """
    cells = list(rows)
    widths = [max(len(row[n]) for row in cells) for n in range(len(cells[0]))]
    padded = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in cells]
    return [line.rstrip() for line in padded]


def periods_text(found: FourPeriods) -> str:
    """Return the time around the truce as a table."""
    head = "The time around the truce, all against one baseline that ends before the surge."
    return "\n".join([wrapped(head), *columns([PERIOD_HEAD, *period_lines(found)])])


def choices_text(a: Assessment) -> str:
    """Return the answer with every choice made otherwise as a table."""
    head = "With other choices, one at a time; a verdict that rests on one of them is not firm."
    return "\n".join([wrapped(head), *columns([CHOICE_HEAD, *choice_lines(a)])])


def days_text(a: Assessment) -> str:
    """Return what could be said day by day as a table."""
    head = "Day by day, by a test that may be looked at every day: what it says once, stands."
    return "\n".join([wrapped(head), *columns([day_head(a), *day_lines(a)])])


def checks_text(a: Assessment) -> str:
    """Return how the checks came out, each with what was found."""
    lines = [wrapped("Checks of the answer: each passes, fails, or gives no verdict.")]
    for line in check_lines(a):
        lines.append(wrapped(line.text, indent="  ", first=f"{line.name}: {line.outcome}. "))
    return "\n".join(lines)


def breakdown_text(one: Breakdown) -> str:
    """Return one breakdown as a table; why nothing can be said is left to the report."""
    rows = [
        line._replace(name=_short(line.name), call=line.call.partition(":")[0])
        for line in unit_lines(one)
    ]
    head = wrapped(f"{unit_title(one)}, judged together.")
    return "\n".join([head, *columns([UNIT_HEAD, *rows])])


def _short(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 1]}\N{HORIZONTAL ELLIPSIS}"


def reported_text(view: Panel, *, threshold: float | None) -> str:
    """Return the panel of published figures with its numbered sources."""
    head = "Published figures; a ratio is the later daily rate divided by the earlier one."
    parts = [wrapped(head)]
    parts += [_group(group, threshold=threshold) for group in view.groups]
    parts.append("Sources of the published figures")
    mark = len(str(len(view.notes))) + 3
    for note in view.notes:
        first = f"[{note.number}]".ljust(mark)
        parts[-1] += "\n" + wrapped(note.text, indent=" " * mark, first=first)
        parts[-1] += f"\n{' ' * mark}{note.address}"
    return "\n\n".join(parts)


def _group(group: MeasureGroup, *, threshold: float | None) -> str:
    """Return what was published on one measure."""
    lines = [group.measure]
    if group.comparisons:
        lines += _comparisons(group.comparisons, threshold=threshold)
    for one in group.alone:
        text = f"{one.claimant}: {one.figure.text} [{one.figure.note}]"
        lines.append(wrapped(text, indent="    ", first="  "))
    return "\n".join(lines)


def _comparisons(lines: Sequence[ComparisonLine], *, threshold: float | None) -> list[str]:
    """Align the comparisons of one measure, each with its remark below."""
    sure = "" if threshold is None else f"P({at_least(threshold)})"
    head = ["  claimant", "earlier", "later", "ratio", "interval", sure]
    body = [_cells(line, agreed=threshold is not None) for line in lines]
    titles, *rows = columns([head, *body])
    out = [titles]
    for row, line in zip(rows, lines, strict=True):
        out.append(row)
        if line.remark:
            out.append(wrapped(line.remark, indent="    "))
    return out


def _cells(line: ComparisonLine, *, agreed: bool) -> list[str]:
    """Return the cells of one comparison."""
    return [
        f"  {line.claimant}",
        f"{line.first.text} [{line.first.note}]",
        f"{line.second.text} [{line.second.note}]",
        line.ratio,
        line.interval,
        line.at_least if agreed else "",
    ]


def bring(source: EventsSource, *, truce: str) -> str:
    """Say which file to bring, from where, and what to run then."""
    dataset, file, url = (words.clean(t) for t in (source.dataset, source.file, source.url))
    text = f"To answer with day-level events get {file} ({dataset}) from {url} and run:"
    note = f"\n{wrapped(words.clean(source.note))}" if source.note else ""
    return f"{wrapped(text)}\n    {run_with_events(truce, source.file)}{note}"


def run_with_events(truce: str, file: str) -> str:
    """Return the command that answers with a file of events.

    Examples
    --------
    >>> run_with_events("doha-2020", "my events.csv")
    "trucewatch assess doha-2020 --events 'my events.csv'"
    """
    quoted = (shlex.quote(words.clean(text)) for text in (truce, file))
    return "trucewatch assess {} --events {}".format(*quoted)
