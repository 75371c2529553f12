"""What would have moved: as text that can be piped and pasted, and as strict JSON."""

from typing import Any

from trucewatch import words
from trucewatch.domain.what_if import Move, WhatIf
from trucewatch.present.status import made_of_json, made_of_rows, text_or_none
from trucewatch.present.text import columns, table, wrapped

_HEAD = ("", "was", "would be", "days", "due", "would be due", "state", "would be", "after")


def what_if_plain(answer: WhatIf) -> str:
    """Return what would have moved as plain text; ends with a line feed.

    Parameters
    ----------
    answer
        The moves and the path.
    """
    parts = [wrapped(words.clean(answer.text))]
    if answer.moves:
        lines = [_line(move) for move in answer.moves]
        shown = [n for n in range(len(_HEAD)) if any(line[n] for line in lines)]
        parts.append("\n".join(columns([[row[n] for n in shown] for row in [_HEAD, *lines]])))
    rows = made_of_rows(answer.made_of)
    return "\n\n".join([*parts, table(rows)] if rows else parts) + "\n"


def _line(move: Move) -> tuple[str, ...]:
    would = str(move.would or "never")
    if move.possible is not None:
        would = f"from {move.possible} on"
    due, state = move.due_was != move.due_would, move.state_was != move.state_would
    return (
        move.id,
        str(move.was or "not yet"),
        would,
        "" if not move.days else f"{move.days:+d}",
        str(move.due_was or "none") if due else "",
        str(move.due_would or "none") if due else "",
        (move.state_was or "") if state else "",
        (move.state_would or "") if state else "",
        f"{move.via or ''}{f' + {words.days(move.lag)}' if move.lag else ''}",
    )


def what_if_json(answer: WhatIf) -> dict[str, Any]:
    """Return what would have moved as a dictionary that strict JSON can write.

    Parameters
    ----------
    answer
        The moves and the path.
    """
    return {
        "process": answer.process,
        "as_of": answer.as_of.isoformat(),
        "known": answer.known.isoformat() if answer.known else None,
        "changes": [str(change) for change in answer.changes],
        "path": list(answer.path),
        "moves": [
            {
                "id": move.id,
                "name": move.name,
                "kind": move.kind,
                "was": text_or_none(move.was),
                "would": text_or_none(move.would),
                "days": move.days,
                "possible": move.possible.isoformat() if move.possible else None,
                "due_was": text_or_none(move.due_was),
                "due_would": text_or_none(move.due_would),
                "state_was": move.state_was,
                "state_would": move.state_would,
                "via": move.via,
                "lag": move.lag,
            }
            for move in answer.moves
        ],
        "text": answer.text,
        "made_of": made_of_json(answer.made_of),
    }
