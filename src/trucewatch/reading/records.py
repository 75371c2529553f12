"""Who did what to whom: actors and records, from a document with its sentences and dates."""

from collections.abc import Sequence

from trucewatch.domain.reading import ActorMention, DateMention, Document, Record, Sentence


def records(
    document: Document, sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> tuple[tuple[ActorMention, ...], tuple[Record, ...]]:
    """Return the actors that are named and the records that are proposed.

    Parameters
    ----------
    document
        The report; what is marked in it is never coded.
    sentences
        In the order of the text, those in marked stretches left out.
    dates
        In the order of the text.

    Returns
    -------
    tuple
        The mentions of actors and the records, each in the order of the text.
    """
    del document, sentences, dates
    return (), ()
