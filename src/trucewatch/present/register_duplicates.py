"""Pairs of allegations that look like one another: as text and as strict JSON."""

from collections.abc import Sequence
from typing import Any

from trucewatch import words
from trucewatch.present.json import text_of
from trucewatch.present.text import wrapped
from trucewatch.usecases.register_duplicates import Pair


def pairs_text(pairs: Sequence[Pair]) -> str:
    """Return the pairs with their reasons; ends with a line feed."""
    if not pairs:
        return "no two allegations look like one another\n"
    lines = []
    for pair in pairs:
        one = pair.proposal
        belong = " and ".join(name or "no incident" for name in pair.incidents)
        head = f"{one.first} and {one.second} ({belong}): {words.probability(one.probability)}"
        lines.append(head)
        reasons = (f"{reason.what}: {words.clean(reason.said)}" for reason in one.reasons)
        lines += [wrapped(reason, indent="    ", first="  ") for reason in reasons]
    return "\n".join(lines) + "\n"


def pairs_json_text(pairs: Sequence[Pair]) -> str:
    """Return the pairs as JSON text; ends with a line feed."""
    return text_of({"pairs": [_pair(pair) for pair in pairs]})


def _pair(pair: Pair) -> dict[str, Any]:
    one = pair.proposal
    return {
        "first": one.first,
        "second": one.second,
        "incidents": list(pair.incidents),
        "probability": round(one.probability, 4),
        "reasons": [
            {"what": r.what, "said": r.said, "weight": round(r.weight, 3)} for r in one.reasons
        ],
    }
