"""What is dated after publication and yet told as past: it cannot be of this report."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from trucewatch.days import zone as known_zone
from trucewatch.domain.reading import DateMention, Document, Granularity, Marked, Sentence
from trucewatch.reading.dates.tense import Tense, tense

LATER = "told as past and dated after publication"
_YEAR = re.compile(r"\d{4}")
"""Without its year a date told as past is rather one of a year ago."""
_EXACT = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR, Granularity.INSTANT)


def told_before_it_was(
    document: Document, sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> tuple[Marked, ...]:
    """Return the sentences that tell as past what is dated after publication.

    A later reader's hand has put them there: a promo, an update. Nothing in them is to be coded.

    Parameters
    ----------
    document
        With its day of publication; without one nothing is marked.
    sentences, dates
        Of the document.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.reading.dates.mentions import dates
    >>> from trucewatch.reading.sentences import sentences
    >>> from trucewatch.reading.text import document
    >>> read = document("The truce was signed. Kabul fell on August 15, 2021.",
    ...                 published=date(2020, 2, 21))
    >>> found = sentences(read)
    >>> [m.span.of(read.text) for m in told_before_it_was(read, found, dates(read, found))]
    ['Kabul fell on August 15, 2021.']
    """
    if document.published is None:
        return ()
    # Local days begin up to a day apart around the earth.
    day = document.published + timedelta(days=2)
    limit = datetime.combine(day, time(0), known_zone(document.zone))
    late = [
        d
        for d in dates
        if d.start and d.start >= limit and d.granularity in _EXACT and _YEAR.search(d.text)
    ]
    told = {
        sentence.span
        for mention, sentence in _with_sentence(late, sentences)
        if _is_told_as_past(document.text, sentence, mention)
    }
    return tuple(
        Marked(sentence.span, LATER, "after-publication")
        for sentence in sentences
        if sentence.span in told
    )


def _with_sentence(
    late: Sequence[DateMention], sentences: Sequence[Sentence]
) -> Iterator[tuple[DateMention, Sentence]]:
    """Return each date with the sentence that it stands in."""
    starts = [sentence.span.start for sentence in sentences]
    for mention in late:
        n = bisect_right(starts, mention.span.start) - 1
        if n >= 0 and mention.span.within(sentences[n].span):
            yield mention, sentences[n]


def _is_told_as_past(text: str, sentence: Sentence, mention: DateMention) -> bool:
    inside, at = sentence.span, mention.span
    return tense(text, inside.start, inside.end, at.start, at.end) is Tense.PAST
