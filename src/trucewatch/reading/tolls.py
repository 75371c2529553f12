"""Every toll of a sentence, by verbs and by nouns."""

from dataclasses import replace

from trucewatch.domain.reading import People
from trucewatch.reading.actors import ActorList
from trucewatch.reading.counting import counted
from trucewatch.reading.harmed import BODIES, DIES, HURTS, KILLS, object_end, of_verbs
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.people import NOBODY, TOLLS, Telling, Toll, marked
from trucewatch.reading.phrases import Chunk
from trucewatch.reading.someone import number_in, one_of

_DEATH = word_list("death")
_HARM = frozenset({"injury", "injuries", "wounding", "injuring"})
_DEAD = frozenset({"dead", "death", "deaths", "fatalities", "lives"})
_INJURED = frozenset({"wounded", "injured", "injuries", "hurt"})
_STATES = {"wounded": "injured", "injured": "injured"} | dict.fromkeys(
    ("dead", "slain", "murdered", "killed", "assassinated", "massacred", "executed"), "killed"
)
_KILLERS = frozenset({"killer", "killers", "murderer", "murderers", "assassin", "assassins"})
_TAKES = frozenset({"claim", "cost", "take", "lose", "end", "cut"})
_FOUND = frozenset({"find", "discover", "recover", "pull", "see", "dump", "retrieve", "exhume",
                    "unearth", "identify", "recovered", "discovered", "retrieved", "exhumed",
                    "unearthed", "dumped", "pulled", "identified"})  # fmt: skip
_ONLY_MEANT = frozenset({"attempted", "threatened", "planned"})
_VICTIMS = frozenset({"victims", "dead", "victim"})
_KINDS = {
    "casualties": ("injured",), "victims": ("injured",), "injuries": ("injured",),
    "deaths": ("killed",),
    "fatalities": ("killed",), "dead": ("killed",),
}  # fmt: skip
_OF_DEATH = frozenset({"died", "death", "killed", "dead", "deaths", "fatalities", "victims"})
_ARE = frozenset({("were",), ("was",), ("have",), ("are",)})
_NAMED = frozenset({("identified", "as"), ("named", "as")})
_PLACED = frozenset({"in", "at", "on", "near"})
_REACH = 8
_MOVES = frozenset(
    {"hand", "exchange", "swap", "release", "free", "evacuate", "transfer", "return", "treat"}
)


def tolls(
    parsed: Parsed, known: ActorList, group: People | None = None, kind: str = ""
) -> list[Toll]:
    """Return the tolls of a sentence.

    Parameters
    ----------
    parsed
        The sentence.
    known
        Words that stand for people.
    group
        The people last counted before it, whom "they" and "their bodies" may mean.
    kind
        What was last told of "the victims": "killed" or "injured".

    Examples
    --------
    >>> from trucewatch.reading.actors import actor_list
    >>> from trucewatch.reading.frames import frames
    >>> from trucewatch.reading.parsed import parse
    >>> text = "A bomb killed an American soldier and 11 other people and injured at least 20."
    >>> parts = (frames().tagger, actor_list(), frames().says)
    >>> found = tolls(parse(text, 0, len(text), *parts), actor_list())
    >>> [(toll.kind, toll.people.least, toll.people.most) for toll in found]
    [('killed', 12, 12), ('injured', 20, None)]
    """
    if _TRIGGERS.isdisjoint(parsed.words.low):
        return []
    telling = Telling(parsed, known, group, kind)
    by_verbs = of_verbs(telling)
    found = list(by_verbs)
    for number, chunk in enumerate(parsed.phrases.chunks):
        if any(one.first <= chunk.first < one.last for one in by_verbs):
            continue
        found.extend(_nobody(telling, chunk))
        toll = _of_noun(telling, number, chunk)
        if toll is not None:
            found.append(toll)
    return marked(parsed, found + [also for toll in found for also in _unhurt(toll)])


def _unhurt(toll: Toll) -> list[Toll]:
    """Add that nobody was killed where nobody was hurt."""
    return [replace(toll, kind="killed")] if toll.nobody and toll.kind == "injured" else []


def _nobody(telling: Telling, chunk: Chunk) -> list[Toll]:
    """Return the tolls of "no casualties", "without injuries"."""
    low = telling.parsed.words.low
    lead = low[chunk.first] == "no" or low[chunk.first - 1 : chunk.first] == ("without",)
    kinds = _KINDS.get(low[chunk.last - 1], ()) if lead else ()
    return [Toll(kind, NOBODY, chunk.last - 1, chunk.first, chunk.last) for kind in kinds]


def _of_noun(telling: Telling, number: int, chunk: Chunk) -> Toll | None:
    low = telling.parsed.words.low
    head = low[chunk.last - 1]
    if head in TOLLS:
        return _risen(telling, number, chunk)
    if head in BODIES:
        return _bodies(telling, number, chunk)
    if head == "lives" and not _taken(telling.parsed, chunk):
        return None
    if head in _DEATH or head in _HARM or head == "lives" or head in _KILLERS:
        return _of_deed(telling, number, chunk) or _in_state(telling, chunk)
    if head in _VICTIMS and low[chunk.last : chunk.last + 1] in _ARE:
        return _victims(telling, number, chunk)
    return _in_state(telling, chunk)


def _taken(parsed: Parsed, chunk: Chunk) -> bool:
    """Whether lives were taken, and not spared or led: "claimed the lives of"."""
    near = range(chunk.first - _REACH, chunk.first + _REACH)
    if any(verb.lemma in _TAKES and verb.at in near for verb in parsed.phrases.verbs):
        return True
    return "cost" in parsed.words.low[max(0, chunk.first - _REACH) : chunk.first + _REACH]


def _in_state(telling: Telling, chunk: Chunk) -> Toll | None:
    """Return the toll of "12 dead", "30 wounded soldiers", "nine deaths"."""
    parsed = telling.parsed
    low, tag = parsed.words.low, parsed.words.tag
    after = low[chunk.last] if chunk.last < len(low) else ""
    head = low[chunk.last - 1]
    for words, kind in ((_DEAD, "killed"), (_INJURED, "injured")):
        at = chunk.last - 1 if head in words else chunk.last if after in words else -1
        if at < 0 or (tag[at] == "T" and at > chunk.last - 1 and parsed.words.lemma[at]):
            continue
        count = number_in(parsed, chunk)
        if count is not None and not _other_unit(telling, chunk):
            return Toll(kind, count, at, chunk.first, at + 1)
    for at in range(chunk.first + 1, chunk.last - 1):
        kind = _STATES.get(low[at], "")
        if kind == "injured" and _moved(parsed, chunk):
            return None
        if kind and chunk.led_by not in {"including", "of"}:
            one = one_of(parsed, telling.known, chunk, "")
            numbered = one is not None and (one.kind == "number" or one.people == People(1, 1))
            return Toll(kind, one.people, at, chunk.first, chunk.last) if one and numbered else None
    return None


def _moved(parsed: Parsed, chunk: Chunk) -> bool:
    """Whether the wounded are only taken or set free: they were wounded before."""
    near = (verb for verb in parsed.phrases.verbs if abs(verb.at - chunk.last) < _REACH)
    return any(verb.lemma in _MOVES for verb in near)


def _other_unit(telling: Telling, chunk: Chunk) -> bool:
    """Whether a number counts no people although a word of death is near: "500 km dead ahead"."""
    return one_of(telling.parsed, telling.known, chunk, "") is None and (
        chunk.last - chunk.first > 2
    )


def _of_deed(telling: Telling, number: int, chunk: Chunk) -> Toll | None:
    """Return whom a noun of killing or harm names: "the murder in X of two men", "X's death"."""
    parsed = telling.parsed
    chunks, low, tag = parsed.phrases.chunks, parsed.words.low, parsed.words.tag
    head = low[chunk.last - 1]
    kind = "injured" if head in _HARM else "killed"
    if not _ONLY_MEANT.isdisjoint(low[max(0, chunk.first - 1) : chunk.last]):
        return None
    if low[chunk.first - 1 : chunk.first] in {("'",), ("’",)} and number and head in _DEATH:
        before = chunks[number - 1]
        one = one_of(parsed, telling.known, before, "") if before.last == chunk.first - 1 else None
        return Toll(kind, one.people, chunk.last - 1, before.first, chunk.last) if one else None
    whose = tag.find("K", chunk.first, chunk.last)
    if whose > 0 and head in _DEATH:
        one = one_of(parsed, telling.known, Chunk(chunk.first, whose, ""), "")
        alone = one is not None and one.people == People(1, 1)
        return Toll(kind, People(1, 1), chunk.last - 1, chunk.first, chunk.last) if alone else None
    leads = {"of", "to"} if head in _HARM else {"of"}
    if chunk.led_by == "to" and chunk.last - chunk.first == 1:
        return None  # "shot to death"
    if low[chunk.first] in {"his", "her"} and head in _DEATH and kind == "killed":
        return Toll(kind, People(1, 1), chunk.last - 1, chunk.first, chunk.last)
    for at in range(number + 1, min(number + 3, len(chunks))):
        if chunks[at].led_by in leads and chunks[at].first - chunk.last < _REACH:
            return telling.toll(kind, at, object_end(parsed, chunk.last), chunk.last - 1)
        if chunks[at].led_by not in _PLACED:
            return None
    return None


def _risen(telling: Telling, number: int, chunk: Chunk) -> Toll | None:
    """Return the toll of "the death toll from X rose to 28", "the number of dead stands at 31"."""
    parsed = telling.parsed
    chunks, low = parsed.phrases.chunks, parsed.words.low
    beside = set(low[chunk.first : chunk.last + 4])
    killed = not beside.isdisjoint(_OF_DEATH)
    if low[chunk.last - 1] == "toll" and not killed:
        killed = bool(telling.kind) or not _OF_DEATH.isdisjoint(low)
    if beside & {"injured", "wounded"}:
        kind = "injured"
    elif killed:
        kind = "killed"
    else:
        return None
    for one in chunks[number + 1 : number + _REACH]:
        if one.led_by in {"from", "by", "since", "than", "in", "on"} or low[one.first] in {";"}:
            continue
        count = number_in(parsed, one)
        if count is not None and one_of(parsed, telling.known, one, "") is not None:
            return Toll(kind, count, chunk.last - 1, chunk.first, one.last)
    return None


def _bodies(telling: Telling, number: int, chunk: Chunk) -> Toll | None:
    """Return how many were found dead: "eight bodies were found", "the body of X was found"."""
    parsed = telling.parsed
    chunks, low = parsed.phrases.chunks, parsed.words.low
    near = range(chunk.first - _REACH, chunk.last + 4 * _REACH)
    if not any(verb.lemma in _FOUND and verb.at in near for verb in parsed.phrases.verbs):
        return None
    at = chunk.last - 1
    count = number_in(parsed, chunk)
    if count is not None:
        return Toll("killed", count, at, chunk.first, chunk.last)
    behind = chunks[number + 1] if number + 1 < len(chunks) else None
    if behind is not None and behind.led_by == "of":
        return telling.toll("killed", number + 1, object_end(parsed, at), at)
    if low[chunk.first] == "their" and telling.group is not None:
        return Toll("killed", telling.group, at, chunk.first, chunk.last)
    return None


def _victims(telling: Telling, number: int, chunk: Chunk) -> Toll | None:
    """Return the toll of "the victims were a teacher and two pupils"."""
    parsed = telling.parsed
    if number + 1 >= len(parsed.phrases.chunks):
        return None
    verbs = parsed.phrases.verbs
    after = next((n for n, verb in enumerate(verbs) if verb.first >= chunk.last), None)
    if after is None:
        return None
    at = verbs[after].at
    if parsed.words.low[at : at + 2] in _NAMED:
        number = parsed.phrases.from_word(at + 2) - 1
    elif verbs[after].lemma != "be":
        return None
    kind = telling.kind or ("killed" if parsed.words.low[chunk.last - 1] == "dead" else "")
    found = counted(parsed, telling.known, number + 1, object_end(parsed, at))
    if found is None or found.people == People(1, 1) or not kind:
        return None
    return replace(telling.of(kind, found, chunk.last - 1), again=True)


_TRIGGERS = frozenset(
    {"alive", "casualties", "toll", "life", "death", "down", "away", "wound", "wounds", "burns"}
    | {"lost"}
    | _HARM
    | _DEATH
    | _DEAD
    | _INJURED
    | BODIES
    | _KILLERS
    | _VICTIMS
    | {
        form
        for verb in KILLS | HURTS | DIES
        for form in (
            verb, f"{verb}s", f"{verb}es", f"{verb}ed", f"{verb}d", f"{verb}ing",
            f"{verb[:-1]}ing", f"{verb}ped", f"{verb}bed",
        )
    }
    | {"slain", "slew", "died", "dying", "stabbed"}
)  # fmt: skip
