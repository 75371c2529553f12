"""Whether a text is in English, told by its little words: no model, no list of languages."""

import re

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        """
        the of and to a in that is was for on with as by at it its from be he his she her
        they their has have had not are were will would which who this but an or been
        after when said says more than all over also into between we our us you i about
        out up if no there can could should may must them him these those what where while
        during against under before since until both
        """,
    )
)
_LONG_ENOUGH = 12
"""Words below which only the script is looked at: a headline has few little words."""
_SHARE = 0.2
_SEEN = 3_000


def is_english(text: str) -> bool:
    """Whether a text is in English, as far as its little words tell.

    Parameters
    ----------
    text
        Any text. One without words counts as English: there is nothing to be misread.

    Examples
    --------
    >>> is_english("Les deux parties ont annoncé une trêve de sept jours, qui doit commencer "
    ...            "vendredi à minuit, selon un porte-parole.")
    False
    """
    words = [
        m.group().casefold() for m, _ in zip(_LETTERS.finditer(text), range(_SEEN), strict=False)
    ]
    if not words:
        return True
    if len(words) < _LONG_ENOUGH:
        return sum(word.isascii() for word in words) >= len(words) / 2
    return sum(word in _LITTLE for word in words) >= _SHARE * len(words)
