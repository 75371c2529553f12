"""What would have moved, as a paragraph that can be read aloud."""

from trucewatch import words
from trucewatch.domain.what_if import Key, Move, WhatIf

_MOST = 6


def what_if_text(answer: WhatIf) -> str:
    """Return what would have moved, along which path, and what that takes for granted.

    Parameters
    ----------
    answer
        The moves and the path.
    """
    by_hand = {change.ref for change in answer.changes if change.key is not Key.DUE}
    dues = {change.ref for change in answer.changes} - by_hand
    lead = f"{answer.name}: suppose {', '.join(map(str, answer.changes))}."
    others = [
        move
        for move in answer.moves
        if move.id not in by_hand and (move.id not in dues or move.was != move.would)
    ]
    if not answer.moves:
        return f"{lead} Nothing would have been otherwise."
    if not others:
        return f"{lead} Nothing else would have moved."
    sentences = [lead, *(_move(move) for move in others[:_MOST])]
    if len(others) > _MOST:
        sentences.append(f"{len(others) - _MOST} more would have moved.")
    if len(answer.path) > 1:
        sentences.append(f"The critical path: {' -> '.join(answer.path)}.")
    if any(move.lag and move.would for move in others):
        sentences.append(
            "Taken for granted: each thing follows what it waited for after as many days as it did."
        )
    return " ".join(sentences)


def _move(move: Move) -> str:
    if move.possible is not None:
        return f"{move.name}: could have come from {words.day(move.possible)} on."
    if move.was == move.would:
        return _unmoved(move)
    if move.would is None:
        return f"{move.name}: would not have come."
    if move.was is None:
        return f"{move.name}: would have come on {move.would}."
    days = move.days or 0
    side = "earlier" if days < 0 else "later"
    text = f"{move.name}: {move.would} instead of {move.was}, {words.days(abs(days))} {side}"
    if move.lag:
        text += f" ({words.days(move.lag)} after {move.via or 'what it waits for'})"
    return f"{text}."


def _unmoved(move: Move) -> str:
    """Say what would have been otherwise of something that comes on the same day."""
    if move.due_was != move.due_would:
        due, was = move.due_would or "none", move.due_was or "none"
        return f"{move.name}: the deadline would have been {due} instead of {was}."
    return f"{move.name}: {move.state_would} instead of {move.state_was}."
