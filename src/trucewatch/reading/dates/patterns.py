"""The patterns of dates, compiled, and where in a text they are worth trying."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from trucewatch.reading.dates.lexicon import named_rows, rule_rows, vague, words

_UNITS = (
    "seconds|minutes?|mins?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|"
    "decades?|century|centuries"
)
_SPAN = " (?:day|week|weekend|month|quarter|year|decade|century)s?"
_PLURALS = "hours|days|weeks|months|quarters|years|decades|centuries|minutes"
_AROUND = (
    "around|about|nearly|almost|at least|at most|up to|less than|more than|over|no more than|"
    "within|some|roughly|approximately|just over|just under|only|fewer than|as many as|another"
)
_RELATIVE = (
    "this past|this coming|this|last|past|previous|latest|next|coming|following|current|"
    "present|that"
)
_MODIFIER = (
    "(?:(?:the )?(?:early|mid|late|later|earlier|sometime)(?: of| in)?[- ](?:the )?|"
    "(?:the )?(?:middle|beginning|start|end|rest|remainder|first half|second half|a good part) of "
    "(?:the )?)"
)
_CLOCK = (
    r"(?:(?P<h>\d{1,2})(?::(?P<min>\d\d))? ?(?P<ap>[ap])\.?m\b\.?(?: (?P<tz>GMT|UTC|EST|EDT|"
    r"local time))?|(?P<h24>\d{1,2}):(?P<min24>\d\d)(?: (?:hours|hrs))?(?: (?P<tz24>GMT|UTC|"
    r"local time))?|(?P<mil>\d{4}) ?(?:hours )?(?P<tzm>GMT|UTC)|(?P<part>noon|midnight|midday))"
)
_DEICTIC = "the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow"
_ALONE = (
    "overnight|daily|weekly|monthly|hourly|annually|yearly|quarterly|subsequently|afterward|"
    "afterwards|thereafter|since|later|period|nineteen|eighteen|twenty|thousand|mornings|nights|evenings|"
    "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|daylong|weeklong|"
    "monthlong|yearlong|hourlong|while|eleven"
)
_MORE = (
    "the|its|each|every|early|mid|late|later|earlier|middle|sometime|rest|half|few|several|some|many|"
    "year|overnight|daily|weekly|monthly|hourly|annually|yearly|quarterly|recent|subsequently|"
    "afterward|afterwards|thereafter|since|then|flat|fiscal|comparable|twenties|thirties|forties|"
    "fifties|sixties|seventies|eighties|nineties|an|a|mornings|nights|evenings|second|minute|hour|day|"
    "night|week|month|quarter|decade|century|beginning|start|end|additional|extra|in|daylong|weeklong|monthlong|yearlong|hourlong"
)
_REACH = 48
"""Characters within which a date that begins with "the" or "in" comes to a word of dates."""
_DIGIT = frozenset(("digit",))
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule: its name, the function that resolves it, what it matches."""

    rule: str
    how: str
    regex: re.Pattern[str]
    row: int = -1
    needs: tuple[frozenset[str], ...] = ()


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return every pattern: named days, the rules, and words that only tell the tense."""
    named = [
        Pattern(row["rule"], "named", _named(row["pattern"]), n, _needs(row, "named"))
        for n, row in enumerate(named_rows())
    ]
    rules = [
        Pattern(
            row["rule"],
            row["how"],
            re.compile(rf"(?:{_filled(row['pattern'])})(?![\w½])", re.I),
            needs=_needs(row),
        )
        for row in rule_rows()
    ]
    alone = "|".join(re.escape(w) for w in sorted(vague(), key=len, reverse=True))
    loose = Pattern(
        "vague",
        "vague",
        re.compile(rf"(?P<vague>{alone})(?![\w-])(?! {_with('nn')} |{_SPAN})", re.I),
    )
    return (*named, loose, *rules)


@cache
def patterns_for(kinds: frozenset[str]) -> tuple[Pattern, ...]:
    """Return the patterns that can match where words of these kinds follow."""
    return tuple(p for p in patterns() if not p.needs or any(needed <= kinds for needed in p.needs))


def beginnings(text: str, start: int, end: int) -> list[tuple[int, frozenset[str]]]:
    """Return where in a stretch a date may begin, each with the kinds of words that follow.

    That is at a word that some pattern begins with and that is a word of dates itself, or has one
    close behind it: most of "the" and "in" begin nothing.
    """
    first, core = _first_words(), _core_words()
    words_there = [(m.start(), m.group().casefold()) for m in _WORD.finditer(text, start, end)]
    near: list[tuple[int, frozenset[str]]] = []
    places = []
    for place, word in reversed(words_there):
        kinds = _DIGIT if word[0].isdigit() else core.get(word)
        if kinds is not None:
            near.append((place, kinds))
        while near and near[0][0] - place > _REACH:
            near.pop(0)
        if near and (word[0].isdigit() or word in first):
            places.append((place, frozenset().union(*(found for _, found in near))))
    return places[::-1]


def _named(pattern: str) -> re.Pattern[str]:
    """Return the pattern of a day with a name: capitals count, a year may follow."""
    return re.compile(
        rf"(?:(?i:{_with('lastnext')}) )?(?:{pattern})"
        rf"(?:,? (?:(?:in |of )?(?P<y>\d{{4}})|(?P<rel2>last|this|next) year))?(?!\w)"
    )


def _needs(row: dict[str, Any], otherwise: str = "") -> tuple[frozenset[str], ...]:
    choices = str(row.get("needs", otherwise)).split()
    return tuple(frozenset(choice.split("+")) for choice in choices)


def _filled(pattern: str) -> str:
    """Return a pattern with every {name} replaced; {1,2} and the like are none."""
    return re.sub(r"\{([a-z]\w*)\}", lambda m: _with(m.group(1)), pattern)


def _with(name: str) -> str:
    return _macros()[name]


def _any(names: object) -> str:
    return "|".join(re.escape(str(n)) for n in sorted(names, key=lambda n: -len(str(n))))  # type: ignore[call-overload]


def _abbreviable(names: dict[str, int]) -> str:
    """Return a pattern of names of which the short forms may have a full stop."""
    whole = [n for n in names if len(n) > 5 or n in ("march", "april", "may", "june", "july")]
    return rf"(?:{_any(whole)})\b|(?:{_any(names)})\b\.?"


@cache
def _macros() -> dict[str, str]:
    given = words()
    small = _any([n for n in given["numbers"] if n not in ("a", "an", "couple", "dozen")])
    written = (
        rf"\d[\d,]*(?:\.\d+)?(?: 1/2|½)?|half an?|(?:a |an )?(?:couple(?: of)?|few|several|dozen|"
        rf"half)|(?:an? (?:hundred|thousand)|(?:{small}))(?:(?:[- ]|(?<=hundred) and |"
        rf"(?<=thousand) and )(?:{small}))*(?: dozen)?|an?|some|many"
    )
    month, weekday = (_abbreviable(given[k]) for k in ("months", "weekdays"))
    ordinal = _any(given["ordinals"])
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    ones = "one|two|three|four|five|six|seven|eight|nine"
    teens = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    under = rf"{teens}|(?:{tens})(?:[- ](?:{ones}))?"
    part = _any([*given["parts"], "mornings", "nights", "evenings"])
    return {
        "n": f"(?P<n>{written})",
        "nn": f"(?:{written})",
        "month": rf"(?P<month>{month})",
        "month2": rf"(?P<month2>{month})",
        "weekday": rf"(?P<weekday>{weekday})(?:[''’]s)?",
        "dom": rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])|(?P<dw>{ordinal}))",
        "ordinal": f"(?P<ordinal>{ordinal})",
        "unit": f"(?P<unit>{_UNITS})",
        "unit2": f"(?P<unit2>{_UNITS})",
        "units": f"(?P<unit>{_PLURALS})",
        "units2": f"(?P<unit2>{_PLURALS})",
        "season": f"(?P<season>{_any(given['seasons'])})",
        "part": f"(?P<part>{part})",
        "part2": f"(?P<part2>{part})",
        "around": f"(?:(?:{_AROUND}) )",
        "early": "(?:(?:early|late|later|earlier)(?: on)? )",
        "mod": _MODIFIER,
        "lastnext": f"(?:the )?(?P<rel>{_RELATIVE})",
        "clock": _CLOCK,
        "deictic": f"(?P<dei>{_DEICTIC})",
        "ago": "(?P<ago>ago|(?:earlier|later)(?! than)|from now|hence|prior(?! to))",
        "yearwords": (
            rf"(?:nineteen|twenty|eighteen)[- ](?:{under})|"
            rf"two thousand(?: and)?(?: (?:{under}|{ones}))?"
        ),
    }


@cache
def _core_words() -> dict[str, frozenset[str]]:
    """Return the words one of which every date holds, with their kinds."""
    given = words()
    units = [*given["units"], *(f"{unit}s" for unit in given["units"]), "centuries", "mins"]
    kinds = {
        "month": given["months"],
        "weekday": given["weekdays"],
        "season": given["seasons"],
        "part": [*given["parts"], "mornings", "nights", "evenings", "afternoon"],
        "unit": [*units, "weekend"],
        "quarter": ["quarter", "quarters", "period"],
        "deictic": [text.split()[-1] for text in _DEICTIC.split("|")],
        "named": [w for row in named_rows() for w in re.findall(r"[A-Z][a-z]+", row["pattern"])],
        "other": [*_ALONE.split("|"), *(text.split()[-1] for text in vague())],
    }
    found: dict[str, frozenset[str]] = {}
    for kind, listed in kinds.items():
        for word in listed:
            plain = str(word).casefold()
            found[plain] = found.get(plain, frozenset()) | {kind}
    return found


@cache
def _first_words() -> frozenset[str]:
    """Return every word that some pattern can begin with."""
    given = words()
    lists = [
        w
        for k in ("months", "weekdays", "numbers", "ordinals", "parts", "seasons")
        for w in given[k]
    ]
    named = [w for row in named_rows() for w in re.findall(r"[A-Za-z]+", row["pattern"])]
    listed = "|".join((_UNITS, _AROUND, _RELATIVE, _DEICTIC, _MORE)).replace("?", "")
    every = [*lists, *named, *vague(), *listed.split("|")]
    return frozenset(re.match(r"\w+", w.casefold()).group() for w in every if w[:1].isalnum())  # type: ignore[union-attr]
