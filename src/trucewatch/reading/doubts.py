"""Tests the report's own date: weekdays, weeks and cited dates that do not fit it."""

from collections.abc import Sequence

from trucewatch.domain.reading import DateMention, Document


def doubts(document: Document, dates: Sequence[DateMention]) -> tuple[str, ...]:
    """Return what speaks against the day of publication, one line each."""
    del document, dates
    return ()
