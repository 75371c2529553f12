"""Numbers of people killed and injured in a sentence: what a toll is, and which are told twice."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from trucewatch.domain.reading import People
from trucewatch.reading.actors import ActorList
from trucewatch.reading.counting import Counted, counted
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.someone import is_person, one_of

_PERIOD = re.compile(
    r"\b(?:since (?!yesterday|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|dawn|last night|midnight|noon)"
    r"|(?:this|so far this) (?:year|month|decade)|in (?:the )?(?:past|last) \S+ (?:years|"
    r"months|weeks|days)|in (?:the )?(?:past|last) (?:year|month|decade)|"
    r"over the (?:past|last|years)|in \S+ years(?! ago)|years of (?:war|civil|fighting)|"
    r"during \d{4}\b|in recent (?:years|months)|"
    r"\S+-year(?:-old)? (?:war|conflict|civil|history)|civil war in which|during the war|each year|"
    r"every (?:year|day|week|month)|annually)",
    re.IGNORECASE,
)
_SEPARATE = re.compile(
    r"\b(?:meanwhile|elsewhere|separate(?:ly)?|similarly|(?:another|other|different|second) "
    r"(?:attack|incident|action|clash|ambush|explosion|bombing|case|place|part|development)s?)\b",
    re.IGNORECASE,
)
TOLLS = frozenset({"toll", "number", "count", "figure"})
_MORE = frozenset({"also", "another", "other", "others", "more"})
_PART = frozenset({"including", "among"})
_VICTIMS = frozenset({"dead", "victims", "wounded", "injured", "killed", "casualties"})
NOBODY = People(0, 0)
_A_WAR = 1000
_WAR = frozenset({"war", "conflict", "insurgency", "unrest", "violence", "fighting", "wars"})


@dataclass(frozen=True, slots=True)
class Toll:
    """How many were killed or injured, told at one word.

    Attributes
    ----------
    first, last
        The words that tell it.
    over_time
        Whether it adds up a long period, so that it is no toll of one event.
    more
        Whether it adds to those told before: "two others were also killed".
    again
        Whether it tells who those told before were: "the victims were a nun and two boys".
    """

    kind: str
    people: People
    at: int
    first: int
    last: int
    over_time: bool = False
    more: bool = False
    again: bool = False

    @property
    def nobody(self) -> bool:
        """Whether it says that none was: "nobody was hurt"."""
        return self.people == NOBODY


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence while its tolls are found; ``group`` are those who "they" may be, if any;
    ``kind`` is what was last told of victims."""

    parsed: Parsed
    known: ActorList
    group: People | None = None
    kind: str = ""

    def toll(self, kind: str, number: int, before: int, at: int) -> Toll | None:
        """Return the toll of a noun phrase and those listed with it."""
        found = counted(self.parsed, self.known, number, before)
        return self.of(kind, found, at) if found else None

    def of(self, kind: str, found: Counted, at: int) -> Toll:
        """Return the toll of people that were counted."""
        return Toll(kind, found.people, at, found.first, found.last)


def told_apart(text: str) -> bool:
    """Whether a sentence says that it tells of something else: "meanwhile", "another attack".

    Examples
    --------
    >>> told_apart("Elsewhere, two soldiers were killed.")
    True
    """
    return _SEPARATE.search(text) is not None


def marked(parsed: Parsed, found: list[Toll]) -> list[Toll]:
    """Return tolls with whether they add up a period or add to others; parts are left out."""
    low = parsed.words.low
    text = parsed.text[parsed.words.start[0] : parsed.words.end[-1]]
    period = _PERIOD.search(text)
    begins = parsed.words.start[0]
    apart = told_apart(text)
    kept: list[Toll] = []
    for toll in sorted(found, key=lambda one: (one.first, one.at)):
        over = [one for one in kept if one.first <= toll.first < one.last and not one.nobody]
        if over and (toll.kind == "injured" or any(one.kind == "killed" for one in over)):
            continue
        kept = [one for one in kept if one not in over]  # the wounded who died
        if _part(parsed, toll, kept) and any(other.kind == toll.kind for other in kept):
            continue
        number = parsed.phrases.from_word(toll.first)
        at_chunk = parsed.phrases.chunks[number : number + 1]
        end = min(at_chunk[0].last if at_chunk else toll.last, toll.last)
        words = {*low[toll.first : end], *low[max(toll.at - 3, toll.first) : toll.at + 1]}
        words -= set(low[end : min(toll.last, toll.at)]) - {"also"}
        too = low[toll.at + 1 : toll.at + 2] == ("too",)
        more = (too or not _MORE.isdisjoint(words)) and toll.people.most is not None and not apart
        more = more and (low[toll.first] not in {"the", "these"} or "also" in words)
        long = period is not None and _same_clause(parsed, toll, begins + period.start())
        over_time = (long or _of_war(parsed, toll)) and toll.people != People(1, 1)
        kept.append(replace(toll, over_time=over_time, more=more))
    return kept


def _same_clause(parsed: Parsed, toll: Toll, place: int) -> bool:
    """Whether a place in the text and a toll stand on one side of "who", "which" and the like."""
    word = bisect_left(parsed.words.start, place)
    before = parsed.words.low[max(0, word - 3) : word]
    if any(one.endswith("est") or one in {"first", "last", "worst"} for one in before):
        return False  # "the deadliest since"
    first, last = sorted((word, toll.at))
    return "W" not in parsed.words.tag[first:last] or "civil" in parsed.words.low[first:last]


def _of_war(parsed: Parsed, toll: Toll) -> bool:
    """Whether so many have died that it can be no single attack: "70,000 have died"."""
    number = parsed.phrases.from_word(0)
    opens = parsed.phrases.chunks[number : number + 1]
    perfect = any(
        verb.first <= toll.at <= verb.at + 3 and parsed.words.low[verb.first] in {"has", "have"}
        for verb in parsed.phrases.verbs
    )
    if perfect and any(parsed.words.low[one.last - 1] in _WAR for one in opens):
        return True
    if toll.people.least < _A_WAR:
        return False
    if not _WAR.isdisjoint(parsed.words.low):
        return True
    return any(
        verb.first <= toll.at <= verb.at + 3
        and not {"has", "have"}.isdisjoint(parsed.words.low[verb.first : verb.at])
        for verb in parsed.phrases.verbs
    )


def _part(parsed: Parsed, toll: Toll, kept: list[Toll]) -> bool:
    """Whether it tells of some of those told before: "including six", "two of them"."""
    low = parsed.words.low
    if any(low[one.at] in TOLLS and one.people.least > toll.people.least for one in kept):
        return True  # "the death toll rose to nine after two men died"
    if not _PART.isdisjoint(low[max(0, toll.first - 2) : toll.first]):
        return True
    number = parsed.words.tag.find("Q", toll.first, toll.last)
    behind = low[number + 1 : number + 3] if number >= 0 else ()
    if behind == ("of", "the"):
        return not _VICTIMS.isdisjoint(low[number + 3 : number + 5])
    return behind in {("of", "them"), ("of", "whom"), ("of", "those")}


def group_of(parsed: Parsed, known: ActorList) -> People | None:
    """Return the last people of a sentence that are counted exactly and are more than one.

    Examples
    --------
    >>> from trucewatch.reading.actors import actor_list
    >>> from trucewatch.reading.frames import frames
    >>> from trucewatch.reading.parsed import parse
    >>> parts = (frames().tagger, actor_list(), frames().says)
    >>> group_of(parse("Gunmen seized six nurses.", 0, 25, *parts), actor_list())
    People(least=6, most=6)
    """
    tag, low = parsed.words.tag, parsed.words.low
    if "Q" not in tag:
        return None
    for chunk in reversed(parsed.phrases.chunks):
        if "Q" not in tag[chunk.first : chunk.last] or not is_person(low[chunk.last - 1], known):
            continue
        one = one_of(parsed, known, chunk, "")
        if one is not None and one.people.least > 1 and one.people.most == one.people.least:
            return one.people
    return None
