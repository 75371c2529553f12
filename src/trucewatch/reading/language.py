"""Whether a text is in English, told by its little words: no model, no list of languages."""

import re
from itertools import islice

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
_FOREIGN = frozenset(
    re.findall(
        r"\w+",
        """
        de la el los las una que y en del por para se su lo como más pero le les des du et à une
        dans pour qui sur par au aux ce est pas der die das und den von zu mit sich auf für ist im
        dem nicht ein eine als il di che è e per sono non della o os um uma do da em não com het
        een van dat niet ve bir bu için ile yang dan untuk dengan ini itu na wa ya kwa
        """,
    )
)
"""Little words of the languages that share our letters, but for those that are English too."""
_LONG_ENOUGH, _SURE = 12, 40
"""Words below which only the script is looked at, and from which on the share alone decides:
a headline has few little words."""
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
    words = [match.group().casefold() for match in islice(_LETTERS.finditer(text), _SEEN)]
    if not words:
        return True
    if len(words) < _LONG_ENOUGH:
        return sum(word.isascii() for word in words) >= len(words) / 2
    ours = sum(word in _LITTLE for word in words)
    if len(words) < _SURE and all(word.isascii() for word in words):
        return ours > sum(word in _FOREIGN for word in words)
    return ours >= _SHARE * len(words)
