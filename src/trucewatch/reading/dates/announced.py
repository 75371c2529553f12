"""When what is agreed, announced or asked for begins: it is still to come."""

import re

REACH = 400
"""Characters before a date in which the verb is looked for."""
_CLOSE = 64
_STARTS = (
    r"starting|beginning|commencing|effective|(?:to )?tak(?:e|ing) effect|"
    r"coming into (?:force|effect)|(?:with|in) effect|as (?:of|from)"
)
_SMALL = r"(?: (?:as|from|of|on|at|the|about|around|this|next|dawn|noon|midnight))*"
_OPENS = re.compile(
    rf"\b(?:(?P<starts>{_STARTS})|(?P<to>to)|from|before|by|until|till|through|"
    rf"from (?:[^\W_]+[., ]+){{1,6}}(?:to|until|till|through)){_SMALL} $",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:agree[sd]?|announce[sd]?|declare[sd]?|sign(?:s|ed)?|order(?:s|ed)?|accept(?:s|ed)?|"
    r"approve[sd]?|propose[sd]?|offer(?:s|ed)?|decide[sd]?|promise[sd]?|pledge[sd]?|vow(?:s|ed)?|"
    r"reached|struck|concluded|brokered|negotiated|secured|unveiled|proclaim(?:s|ed)|"
    r"extend(?:s|ed)?|renew(?:s|ed)?|prolong(?:s|ed)?|urge[sd]?|call(?:s|ed)|ask(?:s|ed)|"
    r"instructed|directed|demand(?:s|ed)?)\b",
    re.IGNORECASE,
)
_EXTENDED = re.compile(r"(?:extend|renew|prolong)", re.IGNORECASE)
"""Only behind these does "to" lead to a date, rather than to a place or an act."""
_OTHER = re.compile(
    r"[;—]|(?<!-)\b(?:was|were|had|has|have|held|broke|fell|came|went|began|began|took|met|collapsed|"
    r"lasted|failed|ended|started|continued|prevailed|expired|and (?:said|told))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r", (?:which|who|whose|where)\b[^,;]*,")
_PASSIVE = re.compile(r"\b(?:was|were|been|be) (?:also )?$")
_THING = re.compile(
    r"\b(?:truces?|cease-?fires?|pauses?|halt|cessation|lull|armistice|moratorium|respite|stop|"
    r"suspend|suspension|hold|calm|quiet|freeze|curfew|amnesty|withdrawal|extension|to [a-z]+)\b",
    re.IGNORECASE,
)


def is_announced(text: str, start: int, place: int) -> bool:
    """Whether a date is the one from or until when something agreed or announced is to be.

    Parameters
    ----------
    text
        The text.
    start
        Of the sentence.
    place
        Of the date.

    Examples
    --------
    >>> told = "They signed a truce, effective from Friday."
    >>> is_announced(told, 0, told.index("Friday"))
    True
    >>> told = "They fought on from Friday."
    >>> is_announced(told, 0, told.index("Friday"))
    False
    """
    opens = _OPENS.search(text, max(start, place - _CLOSE), place)
    if not opens:
        return False
    verbs = list(_VERBS.finditer(text, max(start, place - REACH), opens.start()))
    if not verbs:
        return False
    verb = verbs[-1]
    extended = _EXTENDED.match(verb.group()) is not None
    if opens["to"] and not extended:
        return False
    between = _ASIDE.sub(",", text[verb.end() : opens.start()])
    if _OTHER.search(between):
        return False
    if opens["starts"] or _THING.search(between):
        return True
    return (extended or not between.strip()) and bool(_PASSIVE.search(text, start, verb.start()))
