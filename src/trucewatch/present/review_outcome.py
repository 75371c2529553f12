"""What a review came to: what is proposed as a list, what was written down, and what was left."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from trucewatch import words
from trucewatch.accord.insertion import item_text
from trucewatch.domain.review import Outcome, Plan, Room
from trucewatch.present.json import text_of
from trucewatch.present.review import what_it_is
from trucewatch.present.text import columns
from trucewatch.usecases.reviewing import Review

_QUOTE = 60


def list_text(review: Review) -> str:
    """Return all proposals as a table with how far each is; ends with a line feed.

    Parameters
    ----------
    review
        The report.
    """
    head = ("", "state", "goes to", "as", "needed", "words")
    rows = [head]
    for one in review.proposals:
        plan = review.plan(one.number)
        nowhere = plan.room is Room.NOWHERE
        rows.append(
            (
                str(one.number),
                review.state(one.number),
                "" if nowhere else plan.room.value,
                "no place" if nowhere else what_it_is(plan).removeprefix("a ").removeprefix("an "),
                ", ".join(dict.fromkeys(lack.field for lack in review.lacks(one.number, plan))),
                _short(review.desk.quote(one)),
            )
        )
    return "\n".join(columns(rows)) + "\n"


def list_json_text(review: Review) -> str:
    """Return all proposals with where each would go, as JSON text; ends with a line feed."""
    items = []
    for one in review.proposals:
        plan = review.plan(one.number)
        items.append(
            {
                "number": one.number,
                "state": review.state(one.number),
                "kind": one.record.kind.value,
                "rule": one.record.rule,
                "origin": one.record.origin,
                "span": [one.key.span.start, one.key.span.end],
                "quote": one.record.quote,
                **_plan_json(replace(plan, lacks=review.lacks(one.number, plan))),
            }
        )
    return text_of({"report": review.desk.sha256, "proposals": items})


def _plan_json(plan: Plan) -> dict[str, Any]:
    if plan.room is Room.NOWHERE:
        return {"room": plan.room.value, "why": plan.what}
    return {
        "room": plan.room.value,
        "what": plan.what,
        "id": plan.id,
        "under": plan.under,
        "fields": dict(plan.fields),
        "actors": [dict(entry) for entry in plan.actors],
        "needed": {lack.field: lack.why for lack in plan.lacks},
        "assumed": list(plan.assumed),
    }


def outcome_text(
    review: Review,
    outcome: Outcome,
    left: Mapping[int, str],
    *,
    decisions: str,
    dry: bool,
    unseen: bool = False,
) -> str:
    """Return what was written down and what was not; ends with a line feed.

    Parameters
    ----------
    review
        The report.
    outcome
        What became of what was accepted.
    left
        Why others were left, by their number.
    decisions
        The name of the file of decisions.
    dry
        Whether nothing was written.
    unseen
        Whether nobody was shown what was taken for granted, so that it is told here.
    """
    lines = [f"note: {words.clean(note)}" for note in review.desk.read.notes] if unseen else []
    if outcome.entered:
        lines.append("would be written down" if dry else "written down")
        lines += [
            f"  {row}"
            for row in columns(
                [
                    (str(n), plan.room.value, what_it_is(plan), plan.id)
                    for n, plan in outcome.entered
                ]
            )
        ]
    for n, plan in outcome.entered if unseen else ():
        lines += [f"{n} look at: {words.clean(text)}" for text in plan.assumed]
    for n, room in outcome.waiting:
        lines.append(f"{n} waits: no {room.value} is named")
    lines += [f"{n} refused: {words.clean(why)}" for n, why in outcome.refused.items()]
    lines += [f"{n} left: {words.clean(why)}" for n, why in left.items()]
    lines += [f"ALERT: {entry.content['text']} ({entry.subject})"
              for entry in outcome.alerts if entry.content]  # fmt: skip
    states = [review.state(one.number) for one in review.proposals]
    if not outcome.entered:
        lines.append("nothing is new")
    still = sum(state in ("open", "later") for state in states)
    if still and not dry:
        lines.append(f"{still} of {len(states)} are still open; run the command again to go on")
    if not dry:
        lines.append(f"decisions are kept in {decisions}")
    return "\n".join(lines) + "\n"


def would_be_text(outcome: Outcome) -> str:
    """Return the entries that would be written down, as they would stand; ends with a line feed.

    Parameters
    ----------
    outcome
        What would become of what was accepted.
    """
    parts = []
    for number, plan in outcome.entered:
        where = f"under {plan.under}: {plan.what}" if plan.under else plan.what
        body = item_text(_texts(plan.fields))
        parts.append(f"# {number}: {plan.room.value}, {where}\n{body}")
    return "\n".join(parts) + "\n" if parts else ""


def _texts(value: Any) -> Any:  # noqa: ANN401 - as an entry holds
    if isinstance(value, Mapping):
        return {str(key): _texts(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(part) for part in value]
    return words.clean(str(value))


def outcome_json_text(
    review: Review, outcome: Outcome, left: Mapping[int, str], *, decisions: str, dry: bool
) -> str:
    """Return what was written down and what was not, as JSON text; ends with a line feed.

    Parameters
    ----------
    review
        The report.
    outcome
        What became of what was accepted.
    left
        Why others were left, by their number.
    decisions
        The name of the file of decisions.
    dry
        Whether nothing was written.
    """
    return text_of(
        {
            "report": review.desk.sha256,
            "dry_run": dry,
            "notes": list(review.desk.read.notes),
            "entered": [{"number": n, **_plan_json(plan)} for n, plan in outcome.entered],
            "waiting": [{"number": n, "room": room.value} for n, room in outcome.waiting],
            "refused": [{"number": n, "why": why} for n, why in outcome.refused.items()],
            "left": [{"number": n, "why": why} for n, why in left.items()],
            "alerts": [
                {"about": entry.subject, "text": entry.content["text"]}
                for entry in outcome.alerts
                if entry.content
            ],
            "decisions": None if dry else decisions,
        }
    )


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1]}…"
