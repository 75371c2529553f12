"""A sentence made ready: its words, the actors named in it, its phrases, and who stands where."""

from dataclasses import dataclass, replace

from trucewatch.reading.actors import ActorList, Hit
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.phrases import Chunk, Phrases, Verb, phrases
from trucewatch.reading.tagging import Tagger, Words

_STOPS = frozenset('S;:"“”')
_ACTS = frozenset("VTHBM")
_OPENS, _CLOSES, _FEW_QUOTED = frozenset("\"“‘'"), frozenset("\"”’'"), 6
_TOGETHER = frozenset(
    {
        ("along", "with"),
        ("as", "well", "as"),
        ("together", "with"),
        (",", "along", "with"),
        (",", "as", "well", "as"),
    }
)
_DATELINE = 18
_OF = (("of",), ("of", "the"))
_OFFICES = frozenset({"government", "governments", "president", "army", "republic", "leaders"})
_BY_THE_SUBJECT = frozenset({"use", "kill", "wound", "injure", "leave", "cause", "seek"})
"""What stands so behind an object is rather done by the subject: "broke up the rally using gas"."""
_LIST = frozenset({"and", ",", "&", "or", "alongside"})
_NEVER_TURNED = frozenset({"tell", "deny", "believe", "claim", "concede", "disclose"})
"""Behind these stands no speaker: "X, a minister, denied the charge"."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence made ready.

    Attributes
    ----------
    text
        Of the document.
    hits
        The actors named, from left to right.
    says
        Verbs of speech, by their base form.
    """

    text: str
    words: Words
    hits: tuple[Hit, ...]
    phrases: Phrases
    says: frozenset[str]

    def hits_in(self, chunk: Chunk) -> list[Hit]:
        """Return the actors named inside a noun phrase."""
        return [hit for hit in self.hits if chunk.first <= hit.first and hit.last <= chunk.last]

    def low(self, first: int, last: int) -> tuple[str, ...]:
        """Return words in lower case."""
        return self.words.low[first:last]

    def written(self, first: int, last: int) -> str:
        """Return words as they stand in the text."""
        return self.text[self.words.start[first] : self.words.end[last - 1]]


def parse(
    text: str, start: int, end: int, tagger: Tagger, known: ActorList, says: frozenset[str]
) -> Parsed:
    """Make a stretch of a text ready.

    Examples
    --------
    >>> from trucewatch.reading.actors import actor_list
    >>> found = parse("Qatar called.", 0, 13, Tagger(["call"]), actor_list(), frozenset())
    >>> found.hits[0].actor, found.phrases.verbs[0].lemma
    ('qatar', 'call')
    """
    words = _unquoted(tagger.words(text, start, end), text)
    hits = tuple(known.find(words, text))
    if hits:
        tags, lemmas = list(words.tag), list(words.lemma)
        for hit in hits:
            for at in range(hit.first, hit.last):
                if tags[at] != "K":
                    tags[at], lemmas[at] = "N", ""
        words = replace(words, tag="".join(tags), lemma=tuple(lemmas))
    return Parsed(text, words, hits, phrases(words), says)


def _unquoted(words: Words, text: str) -> Words:
    """Return the words without the marks of a quote inside a noun phrase: the "pause" ended."""
    tag = words.tag
    if _OPENS.isdisjoint(tag):
        return words
    dropped: set[int] = set()
    for at in range(1, len(tag) - 2):
        if tag[at] not in _OPENS or at in dropped:
            continue
        ends = range(at + 2, min(at + 2 + _FEW_QUOTED, len(tag)))
        close = next((one for one in ends if tag[one] in _CLOSES), None)
        if close is None or tag[close - 1] != "N":
            continue
        named = tag[at - 1] in "DANPQ" and set(tag[at + 1 : close]) <= set("DANPQG")
        acts = tag[close + 1 : close + 2] in _ACTS and set(tag[at + 1 : close]) <= set("DANPQCK")
        if named or acts:
            dropped |= {at, close}
    if not dropped:
        return words
    kept = [at for at in range(len(tag)) if at not in dropped]
    return Words(
        tuple(words.start[at] for at in kept),
        tuple(words.end[at] for at in kept),
        tuple(words.low[at] for at in kept),
        "".join(tag[at] for at in kept),
        tuple(words.lemma[at] for at in kept),
    )


def listed(parsed: Parsed, number: int, before: int) -> list[int]:
    """Return a noun phrase and those that are listed with it: "X, Y and Z".

    Parameters
    ----------
    parsed
        The sentence.
    number
        Of the first noun phrase.
    before
        The list ends before this word.
    """
    chunks, words = parsed.phrases.chunks, parsed.words
    found, pending = [number], []
    while number + 1 < len(chunks):
        one, two = chunks[number], chunks[number + 1]
        between = words.low[one.last : two.first]
        if between in _OF and two.last <= before and words.low[one.last - 1] in _OFFICES:
            number += 1
            continue
        joined = between in _TOGETHER or (len(between) < 3 and _LIST.issuperset(between))
        if not between or two.last > before or not joined:
            break
        pending.append(number + 1)
        headline = between == (",",) and found == [0] and words.tag[two.last : two.last + 1] == "I"
        if headline:
            found, pending = found + pending, []  # "Congo, rebels to observe a truce"
        if between != (",",):
            found, pending = found + pending, []
        number += 1
    return found


def subject(parsed: Parsed, number: int, depth: int = 0) -> int | None:
    """Return the number of the noun phrase that does (or suffers) a verb, or None.

    Parameters
    ----------
    parsed
        The sentence.
    number
        Of the verb.
    depth
        How often it was asked on behalf of a later verb.
    """
    verbs = parsed.phrases.verbs
    verb = verbs[number]
    if depth > 4:
        return None
    if verb.form == "reduced":
        joined = parsed.words.tag[verb.first - 1 : verb.first] == "C" and number
        if joined and verbs[number - 1].form == "reduced":
            return subject(parsed, number - 1, depth + 1)
        return _last_before(parsed, verb.first)
    if verb.form != "finite":
        own = _doing(parsed, number) if verb.form == "ing" else None
        return _of_verb_before(parsed, number, depth) if own is None else own
    if verb.lemma in parsed.says:
        after = _said_by(parsed, verb)
        if after is not None:
            return after
    like = _with_like_modal(parsed, number)
    if like is not None:
        return subject(parsed, like, depth + 1)
    left, relative = _clause_start(parsed, number)
    if relative:
        return _last_before(parsed, left)
    return (
        _first_free(parsed, left, verb.first)
        if left < verb.first
        else _shared(parsed, number, depth)
    )


def _first_free(parsed: Parsed, left: int, right: int) -> int | None:
    """Return the first noun phrase of a stretch that no preposition leads."""
    chunks, asides = parsed.phrases.chunks, parsed.phrases.asides
    for at in range(parsed.phrases.from_word(left), len(chunks)):
        chunk = chunks[at]
        if chunk.last > right:
            break
        inside = any(first < chunk.first < close <= right for first, close in asides)
        if not chunk.led_by and not inside:
            return at
    return None


def _with_like_modal(parsed: Parsed, number: int) -> int | None:
    """Return the verb that one behind "and" goes on: "will leave all that came and will free Y"."""
    verbs = parsed.phrases.verbs
    verb = verbs[number]
    if not verb.modal or parsed.words.tag[verb.first - 1 : verb.first] != "C":
        return None
    return next((n for n in range(number - 1, -1, -1) if verbs[n].modal == verb.modal), None)


def _shared(parsed: Parsed, number: int, depth: int) -> int | None:
    """Return the subject of the main verb before, which a verb behind "and" shares."""
    verbs = parsed.phrases.verbs
    said = next((n for n in range(number) if verbs[n].lemma in parsed.says), None)
    if said is not None and verbs[said].form == "finite" and verbs[number].lemma in _IN_WORDS:
        return subject(parsed, said, depth + 1)  # "X said two died and accused Y"
    for before in range(number - 1, -1, -1):
        if verbs[before].form != "finite" or _closed_off(parsed, before, verbs[number]):
            continue
        if not _in_condition(parsed, before, verbs[number]):
            return subject(parsed, before, depth + 1)
    return subject(parsed, number - 1, depth + 1) if number else None


def _closed_off(parsed: Parsed, number: int, later: Verb) -> bool:
    """Whether a verb stands in a clause that ends before: "X shot a man who came, and fled"."""
    verbs, tag = parsed.phrases.verbs, parsed.words.tag
    opens = tag[verbs[number].first - 1 : verbs[number].first] == "W"
    main = any(verb.form == "finite" for verb in verbs[:number])
    return opens and main and "," in tag[verbs[number].at : later.first]


def _in_condition(parsed: Parsed, number: int, later: Verb) -> bool:
    """Whether a verb only tells a condition of what a later one says will be done."""
    if number == 0 or not later.modal or parsed.phrases.verbs[number].modal:
        return False
    before = parsed.phrases.verbs[number - 1]
    left = parsed.words.low[before.at + 1 : parsed.phrases.verbs[number].first]
    will = before.modal or parsed.words.low[before.at]
    return will == later.modal and ("if" in left or "unless" in left)


def _doing(parsed: Parsed, number: int) -> int | None:
    """Return the noun that a form in -ing stands behind: "demonstrators protesting the vote"."""
    verbs, chunks = parsed.phrases.verbs, parsed.phrases.chunks
    at = parsed.phrases.from_word(verbs[number].first) - 1
    aside = verbs[number].lemma in _BY_THE_SUBJECT
    if at < 0 or aside or chunks[at].last != verbs[number].first:
        return None
    return (
        at if any(verb.form == "finite" and verb.at < chunks[at].first for verb in verbs) else None
    )


_IN_WORDS = word_list("done with words")
"""What is done with words is done by whoever speaks: "the army said, blaming the rebels"."""


def _of_verb_before(parsed: Parsed, number: int, depth: int) -> int | None:
    """Return who does an infinitive or a form in -ing: whoever does the finite verb before."""
    verbs = parsed.phrases.verbs
    finite = [n for n in range(number - 1, -1, -1) if verbs[n].form == "finite"]
    for before in finite:
        words = verbs[number].form == "ing" and verbs[number].lemma in _IN_WORDS
        if (
            not words
            and before != finite[-1]
            and (_speech_aside(parsed, before) or _subordinate(parsed, before, verbs[number]))
        ):
            continue  # "X shelled the town, the army said, killing two"
        return subject(parsed, before, depth + 1)
    chunks = parsed.phrases.chunks
    ahead = parsed.phrases.from_word(verbs[number].first) - 1
    opens = verbs[number].form == "infinitive" and ahead >= 0 and not finite
    if opens and not chunks[ahead].led_by and chunks[ahead].last >= verbs[number].first - 1:
        return _first_free(parsed, 0, verbs[number].first)  # "Rebels to free 40 prisoners"
    for after in range(number + 1, len(verbs)):
        if verbs[after].form == "finite":
            return subject(parsed, after, depth + 1)
    return None


def _subordinate(parsed: Parsed, number: int, later: Verb) -> bool:
    """Whether a clause only tells when: "X shelled it hours before a truce began, killing two"."""
    verbs, low = parsed.phrases.verbs, parsed.words.low
    closed = parsed.words.tag[later.first - 1 : later.first] == ","
    main = next((v for v in reversed(verbs[:number]) if v.form == "finite"), None)
    return (
        closed
        and main is not None
        and not {"before", "after", "when", "while", "as"}.isdisjoint(
            low[main.at + 1 : verbs[number].first]
        )
    )


def _speech_aside(parsed: Parsed, number: int) -> bool:
    """Whether a verb only tells between commas who speaks."""
    verb, tag = parsed.phrases.verbs[number], parsed.words.tag
    return verb.lemma in parsed.says and tag[verb.at + 1 : verb.at + 2] == ","


def _last_before(parsed: Parsed, word: int) -> int | None:
    found = parsed.phrases.from_word(word) - 1
    return found if found >= 0 else None


def _said_by(parsed: Parsed, verb: Verb) -> int | None:
    """Return who speaks where that stands behind: "...", said the minister."""
    at, words = verb.at + 1, parsed.words
    if verb.first > 0 and words.tag[verb.first - 1] not in ",\"”’'":
        return None
    if verb.lemma in _NEVER_TURNED:
        return None
    number = parsed.phrases.from_word(at)
    chunks = parsed.phrases.chunks
    if number >= len(chunks) or chunks[number].first != at or chunks[number].led_by:
        return None
    if not _something_said(parsed, verb, chunks[number]):
        return None
    last = number
    while last + 1 < len(chunks) and words.low[chunks[last].last :][:1] == ("of",):
        last += 1  # "said the aim of the attack was"
    behind = words.tag[chunks[last].last : chunks[last].last + 1]
    return None if behind and behind in "VTMBHO" else number


def _something_said(parsed: Parsed, verb: Verb, chunk: Chunk) -> bool:
    """Whether it is not: "Its commander, X, said 18 men died", where no clause stands before."""
    if parsed.words.tag[chunk.first] != "Q":
        return True
    return any(one.at < verb.first for one in parsed.phrases.verbs)


def _clause_start(parsed: Parsed, number: int) -> tuple[int, bool]:
    """Return the first word of a finite verb's clause, and whether a relative word opens it.

    Where the verb shares its subject with the verb before, the place is the verb's own.
    """
    tag = parsed.words.tag
    verbs = parsed.phrases.verbs
    verb = verbs[number]
    apart = (*parsed.phrases.asides, *_quoted(tag), *_said_between(parsed, number))
    ends = {close: first for first, close in apart}
    last = number - 1
    at = verb.first - 1
    aside = verb.lemma in parsed.says and tag[verb.at + 1 : verb.at + 2] == ","
    at_end = verb.lemma in parsed.says and tag[verb.at + 1 : verb.at + 2] in {
        "",
        ".",
        "R",
        "P",
        "N",
    }
    while at >= 0:
        if at in ends:
            at = ends[at] - 1
            continue
        while last >= 0 and verbs[last].at > at:
            last -= 1
        letter = tag[at]
        if parsed.words.low[at] == "that" and set(tag[at + 1 : verb.first]) <= set("RX"):
            return at, True
        quoted = letter in '”"' and tag[at + 1 : at + 2] == "C"
        if (letter in _STOPS and not quoted) or (letter in "]-–—" and at < _DATELINE):
            return at + 1, False
        if letter == "W":
            return (at, True) if set(tag[at + 1 : verb.first]) <= set("RX,") else (at + 1, False)
        if letter == "," and (
            (at_end and last >= 0 and at + 1 < verb.first) or (aside and tag[at + 1] != "D")
        ):
            return at + 1, False
        if last >= 0 and verbs[last].at == at and verbs[last].form == "finite":
            opens = verbs[last].first - 1
            that = parsed.words.low[opens] == "that" and tag[opens - 1] == "N"
            relative = opens > 0 and (tag[opens] == "W" or that) and tag[opens - 1] != ","
            if relative and not {",", "C"}.intersection(tag[at : verb.first]):
                at = opens - 1
                continue
            return _after_verb(parsed, at, verb)
        at -= 1
    return _behind_what_opens(parsed, verb), False


def _said_between(parsed: Parsed, number: int) -> list[tuple[int, int]]:
    """Return ", he said," where it stands between a verb and its subject."""
    verbs, tag = parsed.phrases.verbs, parsed.words.tag
    finite = next((n for n in range(number) if verbs[n].form == "finite"), None)
    if finite is None or not _speech_aside(parsed, finite):
        return []
    opening = tag.rfind(",", 0, verbs[finite].first)
    inner = tag[opening + 1 : verbs[finite].first]
    return [(opening, verbs[finite].at + 1)] if opening > 0 and set(inner) <= set("DANKUQ") else []


def _quoted(tag: str) -> list[tuple[int, int]]:
    """Return the words in marks that no clause begins with: `called it "a trap" and said`."""
    found = []
    close = max(tag.find("”C"), tag.find('"C'))
    while close > 0:
        opening = max(tag.rfind("“", 0, close), tag.rfind('"', 0, close))
        if opening > 0 and close - opening <= _DATELINE and tag[opening - 1] != ",":
            found.append((opening, close))
        close = max(tag.find("”C", close + 1), tag.find('"C', close + 1))
    return found


def _behind_what_opens(parsed: Parsed, verb: Verb) -> int:
    """Return where a clause begins that a participle opens: "Holding flags, the crowd marched"."""
    first = parsed.phrases.verbs[0]
    noun = parsed.words.tag[0] == "D"  # "the signing ceremony"
    if first.first > 1 or noun or first.form not in {"ing", "reduced", "infinitive"}:
        return 0
    comma = parsed.words.tag.find(",", first.at, verb.first)
    return comma + 1 if comma > 0 else 0


def _after_verb(parsed: Parsed, at: int, verb: Verb) -> tuple[int, bool]:
    """Return where a clause begins that follows a verb without a word that opens it."""
    tag = parsed.words.tag
    comma = tag.rfind(",", at, verb.first)
    joint = comma if comma > 0 and comma < verb.first - 1 else tag.rfind("C", at, verb.first)
    if joint < 0:
        return (at + 1, False) if tag[at + 1 : verb.first] else (verb.first, False)
    if _first_free(parsed, joint + 1, verb.first) is None:
        return verb.first, False
    return joint + 1, False
