"""Names that are public knowledge: who knows them knows nothing of a hidden report."""

from collections.abc import Iterable, Iterator

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.claim import Claim
from trucewatch.domain.label import Label
from trucewatch.register.fields import Record
from trucewatch.register.labels import field_labels


def known_names(records: Iterable[Record]) -> tuple[str, ...]:
    """Return the names in some records that everybody knows.

    Parameters
    ----------
    records
        All of the register, their places as they leave.

    Returns
    -------
    tuple of str
        Countries and first-level units, but for those that a label of their own protects, and
        whom a public record accuses.

    Examples
    --------
    >>> known_names([])
    ()
    """
    found = {name for record in records for name in _names(record) if name}
    return tuple(sorted(found))


def _names(record: Record) -> Iterator[str | None]:
    if isinstance(record, Claim):
        return
    labels = field_labels(record)
    for name, value in (
        ("where.country", record.where.country),
        ("where.admin1", record.where.admin1),
    ):
        if labels[name].within(record.label):
            yield value
    if isinstance(record, Allegation) and labels["accused"] is Label.PUBLIC:
        yield record.accused
