"""What each reading says of an act: as text that can be piped and pasted, and as strict JSON."""

from collections.abc import Sequence
from typing import Any

from trucewatch import words
from trucewatch.domain.rule import Ruling
from trucewatch.present.text import wrapped


def rulings_plain(rulings: Sequence[Ruling]) -> str:
    """Return what each reading says as plain text; ends with a line feed.

    Parameters
    ----------
    rulings
        One of each reading.
    """
    if not rulings:
        return "No reading of the terms was known.\n"
    return "".join(
        f"{wrapped(words.clean(_line(one)), indent='  ', first='')}\n" for one in rulings
    )


def _line(one: Ruling) -> str:
    rule = f" (rule {one.rule})" if one.rule else ""
    if one.might:
        rule = f" (rules that may speak: {', '.join(one.might)})"
    return f"{one.reading}, version {one.version}: {one.finding.value}{rule}. {one.text}"


def rulings_json(rulings: Sequence[Ruling]) -> list[dict[str, Any]]:
    """Return what each reading says as a list that strict JSON can write.

    Parameters
    ----------
    rulings
        One of each reading.
    """
    return [
        {
            "reading": one.reading,
            "version": one.version,
            "finding": one.finding.value,
            "rule": one.rule,
            "might": list(one.might),
            "missing": [facet.value for facet in one.missing],
            "text": one.text,
        }
        for one in rulings
    ]
