"""The command ``trucewatch review``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from trucewatch.cli.day import Day
from trucewatch.cli.read import Asked, model_of
from trucewatch.cli.register_options import DIRECTORY, Hand, now, opened
from trucewatch.errors import QuestionError

if TYPE_CHECKING:
    from trucewatch.register.place import Register
    from trucewatch.usecases.reviewing import Review

_ENDING = ".review.jsonl"


def review(  # noqa: PLR0913 - each has a default
    file: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    published: Day = None,
    zone: str | None = None,
    source: str | None = None,
    country: str | None = None,
    earliest: Day = None,
    process: Path | None = None,
    accept: str | None = None,
    decisions: Path | None = None,
    list: Annotated[bool, Parameter(negative="")] = False,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
    asked: Asked | None = None,
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> None:
    """Go through what a report proposes, and put down what is accepted: register, process file.

    Each proposal is shown in its sentence, with where it would go; ? tells the keys. Without a
    terminal the same answers are read line by line from standard input. What was decided is kept,
    so that a review that was stopped goes on where it was, and nothing is put down twice.

    Parameters
    ----------
    file
        The report, plain text or HTML. It is read again, which gives the same proposals.
    published
        The day of publication (YYYY-MM-DD) in the zone. By default what the page declares of
        itself.
    zone
        IANA name of the zone of the place that is reported on. By default that of the process
        file, else UTC.
    source
        What the report is called: its outlet, or better its address. By default the file's name.
    country
        The country it is about, for violence of which no place is told.
    earliest
        When violence that has no told beginning can have begun at the earliest. By default 1900.
    process
        The process file. Its lines stay as they are; entries are put in between.
    accept
        Accept without asking: all, or numbers such as 1,3-5. What lacks something is left.
    decisions
        The file of decisions. By default beside the report, with .review.jsonl behind its name.
    list
        List the proposals with their numbers, and decide nothing.
    dry_run
        Tell what would be written down, and write nothing.
    asked
        A language model to be asked, too.
    """
    if file == "-":
        raise QuestionError(
            "a report under review is a file", remedy="save it: answers come from standard input"
        )
    from trucewatch.cli.progress import progress
    from trucewatch.usecases.review import EARLIEST
    from trucewatch.usecases.review import review as begin

    beside = decisions or Path(file + _ENDING)
    model = model_of(asked) if asked else None
    with _register(hand) as register:
        with progress() as tell:
            found = begin(
                file,
                published=published,
                zone=zone,
                source=source,
                country=country,
                earliest=earliest or EARLIEST,
                register=register,
                process=process,
                decisions=beside,
                model=model,
                progress=tell,
            )
        if list:
            _list(found, hand)
            return
        if dry_run:
            found.dry_run()
        left = _decide(found, hand, accept, str(beside))
        _enter(found, hand, left, str(beside), unseen=accept is not None)


@contextmanager
def _register(hand: Hand) -> "Iterator[Register | None]":
    """Open the register; the one of the default name need not be there."""
    missing = hand.register == DIRECTORY and not hand.register.exists()
    with nullcontext() if missing else opened(hand) as register:
        yield register


def _list(found: "Review", hand: Hand) -> None:
    from trucewatch.present.review_outcome import list_json_text, list_text

    print(list_json_text(found) if hand.format == "json" else list_text(found), end="")


def _decide(found: "Review", hand: Hand, accept: str | None, decisions: str) -> dict[int, str]:
    """Let the proposals be decided on; return what is left, and why."""
    who = hand.who
    if accept is not None:
        from trucewatch.usecases.review_proposals import numbers

        return found.accept_each(
            numbers(accept, len(found.proposals)) if found.proposals else [], by=who, now=now()
        )
    from trucewatch.cli.review_dialogue import Dialogue
    from trucewatch.present.review import head_text

    out = sys.stderr if hand.format == "json" else sys.stdout
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    print(head_text(found, decisions), file=out)
    Dialogue(found, who, sys.stdin, out, now, out.isatty()).run()
    return {}


def _enter(
    found: "Review", hand: Hand, left: dict[int, str], decisions: str, *, unseen: bool
) -> None:
    from trucewatch.present.review_outcome import outcome_json_text, outcome_text, would_be_text

    outcome = found.enter(by=hand.who, now=now())
    dry = found.dry
    if hand.format == "text":
        shown = outcome_text(found, outcome, left, decisions=decisions, dry=dry, unseen=unseen)
        print((would_be_text(outcome) if dry else "") + shown, end="")
        return
    print(outcome_json_text(found, outcome, left, decisions=decisions, dry=dry), end="")
    for entry in outcome.alerts:
        text = (entry.content or {}).get("text", "")
        print(f"trucewatch: ALERT: {text} ({entry.subject})", file=sys.stderr)
