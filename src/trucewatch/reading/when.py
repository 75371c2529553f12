"""When and where an event of a sentence was: the date and the place that belong to its clause."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from trucewatch.domain.reading import DateMention, Granularity
from trucewatch.reading.actors import ActorList
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed, subject

_IN = word_list("place prepositions")
_NO_DATE = frozenset({Granularity.DURATION, Granularity.UNKNOWN})
_OUTSIDE = 400
_AFTER = frozenset({"after", "following", "since", "until"})


class Stretch(NamedTuple):
    """From when to when, half-open; None: open or unknown. ``told`` is where the date stands."""

    start: datetime | None
    end: datetime | None
    told: int = 0


def when(
    parsed: Parsed, dates: Sequence[DateMention], first: int, at: int, last: int
) -> Stretch | None:
    """Return the date that belongs to an event in its sentence, or None.

    A date outside the words of an event is its own only where no other act stands between them.

    Parameters
    ----------
    parsed
        The sentence.
    dates
        Those of the sentence.
    first, at, last
        The words of the event, and its verb or noun.
    """
    place = parsed.words.start[at]
    left, right = parsed.words.start[first], parsed.words.end[last - 1]
    best: tuple[int, Stretch] | None = None
    for mention in dates:
        if mention.granularity in _NO_DATE or not (mention.start or mention.end):
            continue
        inside = left <= mention.span.start < right
        lead = parsed.text[max(0, mention.span.start - 24) : mention.span.start].lower().rstrip()
        if lead.endswith(" of") or (not inside and _apart(parsed, at, mention.span.start)):
            continue
        if lead.endswith("first time") or (inside and _in_relative(parsed, at, mention.span.start)):
            continue
        inside = inside and not _of_another(parsed, first, at, mention.span.start)
        far = abs(mention.span.start - place) + (0 if inside else _OUTSIDE)
        if lead.rstrip(" the").endswith(("following", "after", "until", "before")):
            far += _OUTSIDE
        if best is None or far < best[0]:
            best = (far, Stretch(mention.start, mention.end, mention.span.start))
    return best[1] if best else None


def _apart(parsed: Parsed, at: int, place: int) -> bool:
    """Whether another act stands between a word and a place: "X said on Monday that Y attacked"."""
    verbs, starts = parsed.phrases.verbs, parsed.words.start
    own = next((n for n, verb in enumerate(verbs) if verb.at == at), None)
    for number, verb in enumerate(verbs):
        between = min(place, starts[at]) < starts[verb.at] < max(place, starts[at])
        if not between or verb.form != "finite":
            continue
        if own is None or verb.lemma in parsed.says:
            return True
        if subject(parsed, number) != subject(parsed, own):
            return True
    return False


def _of_another(parsed: Parsed, first: int, at: int, place: int) -> bool:
    """Whether a date follows a verb before, with its subject: "began in May and was renewed"."""
    starts = parsed.words.start
    return any(
        verb.form == "finite" and first <= verb.at < at and starts[verb.at] < place < starts[at]
        for verb in parsed.phrases.verbs
    )


def _in_relative(parsed: Parsed, at: int, place: int) -> bool:
    """Whether a date is that of a clause behind "that": "signed a text that puts off until May"."""
    verbs, starts, tag = parsed.phrases.verbs, parsed.words.start, parsed.words.tag
    for verb in verbs:
        if verb.form == "finite" and verb.at > at and starts[verb.at] < place:
            opens = tag.rfind("W", at, verb.first)
            if tag[max(0, verb.first - 2) : verb.first] == "NU":
                opens = verb.first - 1  # "the truce it signed in May"
            if opens > at and "," not in tag[verb.at : _word_at(parsed, place)]:
                return True
    return False


def _word_at(parsed: Parsed, place: int) -> int:
    return bisect_left(parsed.words.start, place)


def where(parsed: Parsed, known: ActorList, first: int, at: int) -> str | None:
    """Return the place nearest behind an event in its sentence, else before it, or None.

    Parameters
    ----------
    parsed
        The sentence.
    known
        The actors, whose people are no places.
    first, at
        The first word of the event, and its verb or noun.
    """
    found: list[tuple[int, str]] = []
    low = parsed.words.low
    for chunk in parsed.phrases.chunks:
        if chunk.led_by not in _IN:
            continue
        if not _AFTER.isdisjoint(low[at : chunk.first]):
            break
        start = chunk.first
        while start < chunk.last - 1 and parsed.words.tag[start] == "D":
            start += 1
        hits = [hit for hit in parsed.hits if chunk.first <= hit.first and hit.last == chunk.last]
        kinds = {known.actors[hit.actor].kind for hit in hits if hit.how != "people"}
        if hits and kinds != {"state"}:
            continue
        written = parsed.written(start, chunk.last)
        if not hits and not (written[0].isupper() and parsed.words.tag[start] == "N"):
            continue
        distance = chunk.first - at if chunk.first > at else 100 + at - chunk.first
        found.append((distance, written))
    return min(found)[1] if found else None
