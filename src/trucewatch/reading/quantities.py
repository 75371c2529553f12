"""How many of what are promised."""

from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed, subject
from trucewatch.reading.phrases import Chunk, Verb, is_time
from trucewatch.reading.scene import Event
from trucewatch.reading.someone import number_in

_NEAR, _FAR = 14, 3
_COUNTED = frozenset({"over", "about", "around", "than", "of", "to", "some", "nearly"})
"""Words before a number that are no preposition of a place or a time."""
_REDUCES = frozenset({"bring", "cut", "reduce", "lower", "raise", "limit", "increase"})
_SPANS = frozenset("hour hours minute minutes percent per cent km kilometers kilometres".split())  # noqa: SIM905
_MONTHS = word_list("calendar")
_PERIODS = frozenset("day night week month year".split())  # noqa: SIM905
_ARMS = frozenset("weapons guns rifles rounds missiles rockets tanks shells mines".split())  # noqa: SIM905
_BOTH = 2


def quantity_of(parsed: Parsed, event: Event) -> tuple[float | None, str | None]:
    """Return how many of what are promised: the number of the first object that has one.

    Parameters
    ----------
    parsed
        The sentence.
    event
        What is promised in it.
    """
    verbs = parsed.phrases.verbs
    number = event.goes_on if event.goes_on is not None else event.verb
    verb = None if number is None else verbs[number]
    if verb is not None and (verb.negated or parsed.low(verb.first - 1, verb.first) == ("not",)):
        return None, None
    at = event.at if verb is None else verb.at
    chunks = _objects(parsed, at, verb)
    for chunk in chunks:
        found = _number(parsed, chunk)
        if found is not None:
            return found, parsed.words.low[chunk.last - 1]
    if verb is not None and number is not None and not chunks:
        return _of_subject(parsed, number)
    return None, None


def _objects(parsed: Parsed, at: int, verb: Verb | None) -> list[Chunk]:
    """Return the noun phrases behind a verb, up to the next verb or to a place or time."""
    low = parsed.words.low
    end = min(_next_clause(parsed, at), at + _NEAR)
    found = []
    for chunk in parsed.phrases.chunks[parsed.phrases.from_word(at + 1) :]:
        led = chunk.led_by
        to = led == "to" and verb is not None and verb.lemma in _REDUCES
        far = (chunk.first - at > _FAR and led != "of") or led not in _COUNTED
        dated = low[chunk.first - 1] in _MONTHS
        if chunk.first >= end or dated or (led and far and not to):
            break
        found.append(chunk)
    return found


def _next_clause(parsed: Parsed, at: int) -> int:
    """Return where the next verb begins, or who does that: "all prisoners, and 200 will cross"."""
    verbs, words = parsed.phrases.verbs, parsed.words
    number = next((n for n, one in enumerate(verbs) if one.first > at), None)
    if number is None:
        return len(words.low)
    verb, doer = verbs[number], subject(parsed, number)
    if doer is None or verb.form != "finite":
        return verb.first
    chunk = parsed.phrases.chunks[doer]
    own = chunk.first > at and "C" in words.tag[at : chunk.first]
    return chunk.first if own and "W" not in words.tag[chunk.last : verb.first] else verb.first


def _of_subject(parsed: Parsed, number: int) -> tuple[float | None, str | None]:
    """Return how many are to do it themselves: "some 3,600 fighters will gather"."""
    own = subject(parsed, number)
    chunk = None if own is None else parsed.phrases.chunks[own]
    found = None if chunk is None else _number(parsed, chunk)
    if chunk is None or found is None or found <= _BOTH:
        return None, None
    return found, parsed.words.low[chunk.last - 1]


def _number(parsed: Parsed, chunk: Chunk) -> float | None:
    """Return the number of a noun phrase, where it is no date and no length of time."""
    low, tag = parsed.words.low, parsed.words.tag
    written = low[chunk.first : chunk.last]
    if "Q" not in tag[chunk.first : chunk.last] and "dozen" not in written:
        return None
    if is_time(low[chunk.last - 1]) or not (_SPANS | _MONTHS).isdisjoint(written):
        return None
    after = low[chunk.last : chunk.last + 2]
    if after[:1] in (("a",), ("each",), ("every",), ("per",)) and after[-1] in _PERIODS:
        return None
    found = number_in(parsed, chunk)
    if found is None:
        return _of_arms(low, chunk)
    return float(found.least if found.most in {found.least, None} else found.most or 0)


def _of_arms(low: tuple[str, ...], chunk: Chunk) -> float | None:
    """Return the number of arms, which as a number of people would count nobody."""
    figure = low[chunk.last - 2].replace(",", "") if chunk.last - chunk.first > 1 else ""
    return float(figure) if low[chunk.last - 1] in _ARMS and figure.isdigit() else None
