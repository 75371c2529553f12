"""The patterns of dates, compiled, and where in a text they are worth trying."""

import re
from collections.abc import Iterable
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
_WHICH_FEAST = "this past|this coming|this|last|previous|next|coming|following|that"
_MODIFIER = (
    "(?:(?:the )?(?:very )?(?:early|mid|late|later|earlier|sometime)(?: of| in| on)?[- ](?:the )?|"
    "(?:the )?(?:very )?(?:middle|beginning|start|end|close|rest|remainder|course|bulk|"
    "a good part|most|much) of (?:the )?)"
)
_ZONE = (
    r"(?:GMT|UTC)(?:[+-]\d{1,2})?|BST|[ECMP][SD]T|CES?T|EES?T|MSK|local(?: time)?|"
    r"(?-i:[A-Z]\w+(?: [A-Z]\w+)?) (?:(?:standard|daylight|summer) )?time"
)
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MINUTES = "oh[- ]five|five|ten|fifteen|(?:twenty|thirty|forty|fifty)(?:[- ]five)?"
_IN_GMT = r"(?: \(\d{1,2}(?::?\d\d)?(?: ?[ap]\.?m\.?)?,? (?:GMT|UTC)\))?"
"""The same time once more, as agencies add it."""
_CLOCK = (
    r"(?:(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))? ?(?P<ap>[ap])\.?m\b\.?"
    rf"(?: \(?(?P<tz>{_ZONE})\)?)?{_IN_GMT}|"
    r"(?P<h24>\d{1,2})[:h](?P<min24>\d\d)h?(?: (?:hours|hrs))?"
    rf"(?: \(?(?P<tz24>{_ZONE})\)?)?{_IN_GMT}|"
    rf"(?P<mil>\d{{4}}) ?(?:hours |hrs )?(?P<tzm>{_ZONE}|hours|hrs)|"
    r"(?<=\bat )(?P<mil2>(?:[01]\d|2[0-3])[0-5]\d)(?= ?(?:[,.;)(]|$|(?:on|today|yesterday|tonight|"
    r"local|hours|hrs)\b))|"
    rf"(?:12 )?(?P<part>noon|midnight|midday)(?: \(?(?P<tzp>{_ZONE})\)?)?{_IN_GMT}|"
    rf"(?P<hw>{_HOURS})(?:[- ](?P<mw>{_MINUTES}))? (?P<ap2>[ap])\.?m\b\.?"
    rf"(?: \(?(?P<tzw>{_ZONE})\)?)?|"
    rf"(?P<oc>\d{{1,2}}|{_HOURS})(?: o[’']clock(?: \(?(?P<tzo>{_ZONE})\)?)?"
    r"(?: in the (?P<half>morning|afternoon|evening)| (?P<atnight>at night))?|"
    r" in the (?P<half2>morning|afternoon|evening)))"
)
_DEICTIC = "the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow"
_ALONE = (
    "overnight|daily|weekly|monthly|hourly|annually|yearly|quarterly|subsequently|afterward|"
    "afterwards|thereafter|since|later|period|mornings|nights|evenings|"
    "daylong|weeklong|"
    "monthlong|yearlong|hourlong|while|then|nightly|fortnightly|biweekly|date|point|"
    "midyear|midweek|midmonth|eve"
)
_OF_A_CLOCK = "clock|am|pm|a|p"
_AGES = (
    "nineteen|eighteen|twenty|thousand|twenties|thirties|forties|fifties|sixties|seventies|"
    "eighties|nineties|century|millennium|turn"
)
_MORE = (
    "the|its|each|every|early|mid|late|later|earlier|middle|sometime|rest|half|few|several|some|many|"
    "year|overnight|daily|weekly|monthly|hourly|annually|yearly|quarterly|recent|subsequently|"
    "afterward|afterwards|thereafter|since|then|flat|fiscal|comparable|twenties|thirties|forties|"
    "fifties|sixties|seventies|eighties|nineties|an|a|mornings|nights|evenings|second|minute|hour|day|"
    "night|week|month|quarter|decade|century|beginning|start|end|additional|extra|in|daylong|weeklong|monthlong|yearlong|hourlong|final|closing|opening|close|"
    "course|bulk|most|much|eve|all|last|nightly|fortnightly|biweekly|twice|once|multi|midyear|midweek|"
    "turn|midmonth|dozens|scores|hundreds|thousands|tens|prior|preceding|that|those|very"
)
_REACH = 48
"""Characters within which a date that begins with "the" or "in" comes to a word of dates."""
_KINDS = {
    kind: 1 << n
    for n, kind in enumerate(
        (
            "digit",
            "month",
            "weekday",
            "season",
            "part",
            "unit",
            "quarter",
            "deictic",
            "named",
            "age",
            "hour",
            "other",
        )
    )
}
"""Kinds of words, a bit each."""
_DIGIT = _KINDS["digit"]
_HOUR = _KINDS["hour"]
_UNKNOWN = (0, False)
EVERY_KIND = sum(_KINDS.values())
"""Where it is not known which kinds of words follow."""
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")
_LITTLE = frozenset({"the", "a", "an", "in", "at", "that", "to", "its"})
"""What is no date by itself: a word of the patterns must follow directly."""
_GROUP_OR_CLASS = re.compile(r"\(\?P[<=]\w+[>)]|\\.|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule: its name, the function that resolves it, what it matches."""

    rule: str
    how: str
    regex: re.Pattern[str]
    row: int = -1
    needs: tuple[int, ...] = ()
    begins: str = ""


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return every pattern: named days, the rules, and words that only tell the tense."""
    rules = [
        Pattern(
            row["rule"],
            row["how"],
            re.compile(rf"(?:{_filled(row['pattern'])})(?![\w½])", re.I),
            needs=_needs(row),
            begins=row["begins"],
        )
        for row in rule_rows()
    ]
    alone = _by_first_word(vague())
    loose = Pattern(
        "vague",
        "vague",
        re.compile(rf"(?P<vague>{alone})(?![\w-])(?! {_with('nn')} |{_SPAN})", re.I),
        needs=_needs({}, "other"),
        begins="".join({text[0].casefold() for text in vague()}),
    )
    return (*_named_days(), loose, *rules)


@cache
def patterns_for(kinds: int, letter: str) -> tuple[Pattern, ...]:
    """Return the patterns that can match from a letter on where words of these kinds follow.

    Of the days with names there is one for all of them: it only tells whether they need be tried.
    """
    return tuple(
        p
        for p in (_any_named(), *patterns())
        if p.how != "named"
        and (not p.begins or letter in p.begins)
        and (not p.needs or any(needed & ~kinds == 0 for needed in p.needs))
    )


def matches(text: str, place: int, end: int, kinds: int) -> list[tuple[Pattern, re.Match[str]]]:
    """Return what matches at a place, the longest first."""
    letter = text[place : place + 1].casefold()
    possible = patterns_for(kinds, "0" if letter.isdigit() else letter)
    found = [(p, m) for p in possible if (m := p.regex.match(text, place, end))]
    if found and found[0][0].how == "any":
        named = _named_days()
        found[:1] = [(p, m) for p in named if (m := p.regex.match(text, place, end))]
    found.sort(key=lambda pm: -pm[1].end())
    return found


@cache
def _named_days() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(row["rule"], "named", _named(row["pattern"]), n)
        for n, row in enumerate(named_rows())
    )


@cache
def _any_named() -> Pattern:
    every = "|".join(row["pattern"] for row in named_rows())
    needs = _needs({}, "named")
    return Pattern("any-named-day", "any", _named(every), needs=needs)


def beginnings(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where in a stretch a date may begin, each with the kinds of words that follow.

    That is at a word that some pattern begins with and that is a word of dates itself, or has one
    close behind it: most of "the" and "in" begin nothing.
    """
    known, openings = _known_words(), _openings()
    near: list[tuple[int, int]] = []
    places = []
    word = ""
    for match in reversed(list(_WORD.finditer(text, start, end))):
        after, word = word, match.group().casefold()
        kinds, begins = known.get(word) or (word[0].isdigit() and (_DIGIT, True)) or _UNKNOWN
        if begins and word in _LITTLE:
            begins = after[:1].isdigit() or not openings.isdisjoint((after[:2], after[:3]))
        if not kinds and not begins:
            continue
        place = match.start()
        if kinds == _HOUR and len(word) == 1 and text[place + 1 : place + 2] != ".":
            # An "a" is hardly ever that of "a.m.".
            kinds = 0
        if kinds:
            near.append((place, kinds))
        if not begins:
            continue
        while near and near[0][0] - place > _REACH:
            near.pop(0)
        if near:
            every = 0
            for _, found in near:
                every |= found
            places.append((place, every))
    return places[::-1]


@cache
def _openings() -> frozenset[str]:
    """Return the first three letters of every word, or part of one, that stands in a pattern."""
    written = (_GROUP_OR_CLASS.sub(" ", pattern.regex.pattern) for pattern in patterns())
    every = {word.casefold() for text in written for word in re.findall(r"[A-Za-z]+", text)}
    return frozenset(word[:3] for word in every)


@cache
def _known_words() -> dict[str, tuple[int, bool]]:
    """Return the words of dates: their kinds, and whether a date can begin with them."""
    first, core = _first_words(), _core_words()
    found = {word: (core.get(word, 0), word in first) for word in {*first, *core}}
    # Of "9/11" and "September 11th attacks".
    return {**found, **dict.fromkeys(("11", "11th"), (_DIGIT | _KINDS["named"], True))}


def _by_first_word(phrases: Iterable[str]) -> str:
    """Return a pattern of phrases; those that begin alike are told apart by what follows."""
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        rests.setdefault(first, []).append(rest)
    return "|".join(_one_first_word(first, rests[first]) for first in sorted(rests, reverse=True))


def _one_first_word(first: str, rests: list[str]) -> str:
    longest = sorted((rest for rest in rests if rest), key=lambda rest: -len(rest))
    if not longest:
        return re.escape(first)
    more = f"(?: (?:{'|'.join(re.escape(rest) for rest in longest)}))"
    return re.escape(first) + more + ("?" if "" in rests else "")


def _named(pattern: str) -> re.Pattern[str]:
    """Return the pattern of a day with a name: capitals count, a year may follow."""
    return re.compile(
        rf"(?:(?i:(?:the )?(?P<rel>{_WHICH_FEAST})) )?(?:{pattern})"
        rf"(?:,? (?:(?:in |of )?(?P<y>\d{{4}})|(?P<rel2>last|this|next) year))?(?!\w)"
    )


def _needs(row: dict[str, Any], otherwise: str = "") -> tuple[int, ...]:
    choices = str(row.get("needs", otherwise)).split()
    return tuple(sum(_KINDS[kind] for kind in choice.split("+")) for choice in choices)


def _filled(pattern: str) -> str:
    """Return a pattern with every {name} replaced; {1,2} and the like are none."""
    return re.sub(r"\{([a-z]\w*)\}", lambda m: _with(m.group(1)), pattern)


def _with(name: str) -> str:
    return _macros()[name]


def _any(names: object) -> str:
    return "|".join(re.escape(str(n)) for n in sorted(names, key=lambda n: -len(str(n))))  # type: ignore[call-overload]


def _plural(weekdays: dict[str, int]) -> list[str]:
    return [f"{name}s" for name in weekdays if name.endswith("day")]


def _abbreviable(names: dict[str, int]) -> str:
    """Return a pattern of names of which the short forms may have a full stop."""
    whole = [n for n in names if len(n) > 5 or n in ("march", "april", "may", "june", "july")]
    return rf"(?:{_any(whole)})\b|(?:{_any(names)})\b\.?"


@cache
def _macros() -> dict[str, str]:
    given = words()
    small = _any([n for n in given["numbers"] if n not in ("a", "an", "couple", "dozen")])
    written = (
        rf"\d[\d,]*(?:\.\d+)?(?:[- ]1/2|½|(?:[- ]and[- ]a[- ]half))?|half a dozen|"
        rf"half an?|(?:a |an )?(?:couple(?: of)?|few|several|dozen|half)|"
        rf"(?:an? (?:hundred|thousand)|(?:{small}))(?:(?:[- ]|(?<=hundred) and |"
        rf"(?<=thousand) and )(?:{small}))*(?: dozen|[- ]and[- ]a[- ]half)?|an?|some|many|"
        rf"(?:dozens|scores|hundreds|thousands|tens)(?: of)?"
    )
    month, weekday = (_abbreviable(given[k]) for k in ("months", "weekdays"))
    ordinal = _any(given["ordinals"])
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    ones = "one|two|three|four|five|six|seven|eight|nine"
    teens = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    under = rf"{teens}|(?:{tens})(?:[- ](?:{ones}))?"
    part = _any([*given["parts"], "mornings", "nights", "evenings"])
    nth = rf"\d{{1,2}}(?:st|nd|rd|th|d)|{ordinal}|last|final|opening|closing"
    return {
        "n": f"(?P<n>{written})",
        "nn": f"(?:{written})",
        "month": rf"(?P<month>{month})",
        "month2": rf"(?P<month2>{month})",
        "weekday": rf"(?P<weekday>{weekday})(?:['’]s)?",
        "weekday2": rf"(?P<weekday2>{weekday})",
        "dom": rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d)|(?P<dw>{ordinal}))",
        "ordinal": f"(?P<ordinal>{ordinal})",
        "which": f"(?P<which>{nth})",
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
        "weekdays": f"(?P<weekdays>{_any(_plural(given['weekdays']))})",
        "clock": _CLOCK,
        "deictic": f"(?P<dei>{_DEICTIC})",
        "ago": "(?P<ago>ago|(?:earlier|later)(?! than)|from now|hence|prior(?! to)|"
        "before(?= ?[,.;)])|on(?= ?[,.;)])|previously|beforehand|afterwards?)",
        "yearwords": (
            rf"(?:nineteen|twenty|eighteen)[- ](?:{under})|"
            rf"two thousand(?: and)?(?: (?:{under}|{ones}))?"
        ),
    }


@cache
def _core_words() -> dict[str, int]:
    """Return the words one of which every date holds, with their kinds."""
    given = words()
    units = [*given["units"], *(f"{unit}s" for unit in given["units"]), "centuries", "mins"]
    kinds = {
        "month": given["months"],
        "weekday": [*given["weekdays"], *_plural(given["weekdays"])],
        "season": given["seasons"],
        "part": [*given["parts"], "mornings", "nights", "evenings", "afternoon"],
        "unit": [*units, "weekend", "half"],
        "quarter": ["quarter", "quarters", "period"],
        "deictic": [text.split()[-1] for text in _DEICTIC.split("|")],
        "age": _AGES.split("|"),
        "hour": _OF_A_CLOCK.split("|"),
        "named": _words_of_named_days(),
        "other": [*_ALONE.split("|"), *(text.split()[-1] for text in vague())],
    }
    found: dict[str, int] = {}
    for kind, listed in kinds.items():
        for word in listed:
            plain = str(word).casefold()
            found[plain] = found.get(plain, 0) | _KINDS[kind]
    return found


def _words_of_named_days() -> list[str]:
    """Return the words that tell a day with a name: those that are in other dates, too, do not."""
    found = (w for row in named_rows() for w in re.findall(r"[A-Z][a-z]+", row["pattern"]))
    rest = [w for w in found if w.casefold() not in ("day", "year", *words()["weekdays"])]
    return [*rest, "eleven"]


@cache
def _first_words() -> frozenset[str]:
    """Return every word that some pattern can begin with."""
    given = words()
    lists = [
        w
        for k in ("months", "weekdays", "numbers", "ordinals", "parts", "seasons")
        for w in given[k]
    ]
    lists += _plural(given["weekdays"])
    named = [w for row in named_rows() for w in re.findall(r"[A-Za-z]+", row["pattern"])]
    listed = "|".join((_UNITS, _AROUND, _RELATIVE, _DEICTIC, _MORE)).replace("?", "")
    every = [*lists, *named, *vague(), *listed.split("|")]
    return frozenset(re.match(r"\w+", w.casefold()).group() for w in every if w[:1].isalnum())  # type: ignore[union-attr]
