"""Proposals under review, on a terminal or piped: what is proposed, and where it would go."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from trucewatch import words
from trucewatch.domain.review import Plan, Room
from trucewatch.domain.truce import Bound
from trucewatch.present.figures import Row
from trucewatch.present.read import record_line
from trucewatch.present.text import table
from trucewatch.usecases.review_changes import FIELDS, as_written
from trucewatch.usecases.review_proposals import by_model
from trucewatch.usecases.reviewing import Review

_FROM, _TO = "\ue000", "\ue001"
_BRIGHT, _PLAIN = "\x1b[1;33m", "\x1b[0m"
_WIDTH = 88
KEYS = "a accept   e edit   r reject   s later   n next   b back   c context   q stop   ? help"
HELP = """\
a              accept it; what is needed and not told is asked for
e              edit: then FIELD=VALUE, an empty line when done
e FIELD=VALUE  edit one field; e undo takes all changes back
r REASON       reject it, for a reason; it is not asked about again
s              leave it for later
n              the next one that is open, and nothing is decided of this one
b              back to the one before
c              the whole paragraph
q              stop; what was accepted is written down, the rest is kept for later
?              this help, and the fields that can be edited"""
_ROOMS = {Room.REGISTER: "the register", Room.PROCESS: "the process file"}


def head_text(review: Review, decisions: str) -> str:
    """Return what is under review: the report, how much is open, and where things go.

    Parameters
    ----------
    review
        The report.
    decisions
        The name of the file of decisions.
    """
    desk, document = review.desk, review.desk.read.document
    states = [review.state(one.number) for one in review.proposals]
    still = sum(state in ("open", "later") for state in states)
    named = desk.source != review.path.name
    rows = [
        Row("report", words.clean(document.title or desk.source)),
        Row("published", f"{words.day(desk.published)}, dates in {document.zone}"),
        Row("source", f"{desk.source}{'' if named else ' (say it with --source)'}"),
        Row("proposals", f"{len(states)}, of which {still} are open"),
        Row("register", place_name(review) or "none is named: what belongs there waits"),
        Row(
            "process file",
            str(desk.written.path.name) if desk.written else "none is named: what is its waits",
        ),
        Row("decisions", decisions),
        *(Row("note", words.clean(note)) for note in desk.read.notes),
    ]
    return table(rows)


def place_name(review: Review) -> str | None:
    """Return the name of the register; None where there is none."""
    return review.register.directory.name if review.register is not None else None


def proposal_text(
    review: Review, number: int, changes: Mapping[str, str], *, by: str, colour: bool = False
) -> str:
    """Return one proposal: its words in their sentence, what was read, and where it would go.

    Parameters
    ----------
    review
        The report.
    number
        Of the proposal.
    changes
        What the person set so far.
    by
        Who reviews.
    colour
        Show its words in colour, for a terminal.
    """
    proposal = review.proposal(number)
    record = review.record(number, changes)
    rows = [Row("read as", record_line(replace(record, quote="")).removesuffix(": “”"))]
    rows.append(Row("rule", words.clean(proposal.record.rule)))
    if by_model(proposal.record):
        rows.append(Row("origin", by_model(proposal.record)))
    rows += [
        Row("edited", f"{name}: {as_written(proposal.record, name)} -> {value}")
        for name, value in changes.items()
    ]
    plan = review.plan(number, changes, by=by)
    rows += _plan_rows(replace(plan, lacks=review.lacks(number, plan)))
    state = review.state(number)
    if state != "open":
        rows.append(Row("so far", _so_far(review, number, state)))
    head = f"Proposal {number} of {len(review.proposals)}"
    told = _wrapped_rows(rows)
    return "\n\n".join((head, _sentence(review, number, colour=colour), told))


def _so_far(review: Review, number: int, state: str) -> str:
    made = review.decisions.made.get(review.proposal(number).key)
    if made is None:
        return state
    why = f": {words.clean(made.reason)}" if made.reason else ""
    return f"{state}{why} ({made.by}, {made.at.date()})"


def _plan_rows(plan: Plan) -> Iterator[Row]:
    if plan.room is Room.NOWHERE:
        yield Row("goes to", f"no place: {plan.what}")
        return
    where = f"under {plan.under}, " if plan.under else ""
    yield Row("goes to", f"{_ROOMS[plan.room]}, {where}as {what_it_is(plan)}")
    for name, value in _fields(plan):
        yield Row("" if name == "" else f"  {name}", value)
    for entry in plan.actors:
        yield Row("new actor", f"{entry['name']} ({entry['kind']})")
    for text in plan.assumed:
        yield Row("look at", text)
    for lack in plan.lacks:
        yield Row("needed", f"{lack.field}: {lack.why}")


def what_it_is(plan: Plan) -> str:
    """Return in words what an entry is, such as a step (talks)."""
    kind = plan.fields.get("kind") if plan.what in ("allegation", "step", "claim") else None
    article = "an" if plan.what[0] in "aeiou" else "a"
    named = (
        f"{article} {plan.what}"
        if plan.what not in ("declared", "done", "progress")
        else (plan.what)
    )
    return f"{named} ({kind})" if kind else named


_SHOWN = (
    "name",
    "on",
    "since",
    "accused",
    "claimant",
    "incident",
    "act",
    "more",
    "quantity",
    "due",
)


def _fields(plan: Plan) -> Iterator[tuple[str, str]]:
    """Return the fields of an entry that a person has to look at."""
    fields: dict[str, Any] = {name: plan.fields[name] for name in _SHOWN if name in plan.fields}
    for part in ("done", "agreed"):
        days = dict(plan.fields.get(part) or {})
        fields |= {name: day for name, day in days.items() if name in ("on", "since")}
    for one in plan.fields.get("declared") or ():
        fields |= {"declared on": one["on"], "declared by": ", ".join(one["by"])}
    if plan.what == "allegation":
        fields = {**_allegation(plan.fields), **fields}
    if "value" in plan.fields:
        count = f"{plan.fields['value']:,} {plan.fields['measure']}"
        fields["count"] = words.bounded(Bound(plan.fields["bound"]), count)
    if "span" in plan.fields:
        fields["over"] = "{start} up to but not {end}".format(**plan.fields["span"])
    for name, value in fields.items():
        yield name, words.clean(str(value))


def _allegation(fields: Mapping[str, Any]) -> dict[str, str]:
    when, where = fields["when"], fields["where"]
    people = "; ".join(_people(one) for one in fields.get("casualties", ()))
    place = f"{where['name']} ({where['precision']})" if where["name"] else ""
    return {
        "when": f"{_minute(when['start'])} to {_minute(when['end'])}",
        "where": ", ".join(filter(None, (place, where.get("country")))),
        "casualties": people or "none told",
    }


def _minute(text: str) -> str:
    return text[:16] + text[19:] if len(text) > 19 else text


def _people(one: Mapping[str, Any]) -> str:
    told = [
        f"{name} {count[0]}" + (f" to {count[2]}" if count[2] != count[0] else "")
        for name, count in one.items()
        if name != "category"
    ]
    return f"{one['category']}: {', '.join(told)}"


def _wrapped_rows(rows: list[Row]) -> str:
    """Align labels and values as a table does, with long values wrapped."""
    width = max(len(row.label) for row in rows)
    lines, before = [], ""
    for row in rows:
        label = "" if row.label == before else row.label
        lines += textwrap.wrap(
            row.value,
            _WIDTH,
            initial_indent=f"{label:{width}}  ",
            subsequent_indent=" " * (width + 2),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [label]
        before = row.label
    return "\n".join(lines)


def _sentence(review: Review, number: int, *, colour: bool) -> str:
    """Return the sentence with the words of the proposal made to stand out."""
    proposal, text = review.proposal(number), review.desk.read.document.text
    span, around = proposal.key.span, proposal.around
    stretches = ((around.start, span.start), (span.start, span.end), (span.end, around.end))
    before, quoted, after = (
        text[start:end].replace(_FROM, "").replace(_TO, "") for start, end in stretches
    )
    whole = words.clean(f"{before}{_FROM}{quoted}{_TO}{after}")
    told = textwrap.fill(
        whole, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )
    first, last = (_BRIGHT, _PLAIN) if colour else (">>", "<<")
    return told.replace(_FROM, first).replace(_TO, last)


def paragraph_text(review: Review, number: int) -> str:
    """Return the paragraph that a proposal stands in.

    Parameters
    ----------
    review
        The report.
    number
        Of the proposal.
    """
    text, around = review.desk.read.document.text, review.proposal(number).around
    start = text.rfind("\n", 0, around.start) + 1
    end = text.find("\n", around.end)
    whole = words.clean(text[start : end if end >= 0 else len(text)])
    return textwrap.fill(whole, _WIDTH, initial_indent="  ", subsequent_indent="  ")


def help_text() -> str:
    """Return the keys, and the fields that can be edited."""
    width = max(map(len, FIELDS))
    fields = "\n".join(f"  {name:{width}}  {what}" for name, what in FIELDS.items())
    return f"{HELP}\n\n{fields}"
