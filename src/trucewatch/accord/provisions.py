"""The provisions of the Peace Accords Matrix, and how far a process has carried each of them out.

The matrix scores a provision as a whole and each year. Where several commitments belong to one
provision it is full only if all are, not initiated only if none is, and else their mean, rounded
down and kept between minimal and intermediate.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from trucewatch.accord.index import Index
from trucewatch.accord.status import status_of
from trucewatch.domain.pam import PamTable, PamYear
from trucewatch.domain.status import CommitmentStatus
from trucewatch.forms.yaml_lines import read_yaml

FULL = 3


@cache
def provisions() -> dict[str, str]:
    """Return the stem of each provision's variables, by its name.

    Examples
    --------
    >>> provisions()["Prisoner Release"], len(provisions())
    ('prisr', 51)
    """
    text = files("trucewatch.accord").joinpath("provisions.yaml").read_text(encoding="utf-8")
    content = read_yaml(text, where="provisions.yaml").content
    assert isinstance(content, dict)  # noqa: S101 - our own file
    return {str(name): str(stem) for stem, name in content.items()}


def pam_table(index: Index, as_of: date, *, known: date | None = None) -> PamTable:
    """Return how far each provision was carried out at the end of each year.

    Parameters
    ----------
    index
        The process.
    as_of
        The last day; its year is scored as of this day.
    known
        As far as was known on this day; None: all.
    """
    stems = {name.casefold(): stem for name, stem in provisions().items()}
    inside = {one.id: stems.get(one.act.casefold()) for one in index.process.commitments}
    some = [one for one in index.process.commitments if one.agreed.on.first <= as_of]
    left_out = tuple(one.id for one in some if inside[one.id] is None)
    scored = [one for one in some if inside[one.id] is not None]
    first = min((one.agreed.on.year for one in scored), default=as_of.year + 1)
    years = []
    for count, year in enumerate(range(first, as_of.year + 1)):
        day = min(date(year, 12, 31), as_of)
        status = status_of(index, day, known=known)
        years.append(PamYear(year, count, dict(_scores(status.commitments, inside))))
    columns = tuple(provisions().values())
    return PamTable(index.process.id, index.process.name, columns, tuple(years), left_out)


def _scores(
    some: tuple[CommitmentStatus, ...], inside: dict[str, str | None]
) -> Iterator[tuple[str, int]]:
    """Return the score of each provision that the process has by then."""
    by_stem: dict[str, list[int]] = {}
    for one in some:
        stem = inside[one.id]
        if stem is not None:
            by_stem.setdefault(stem, []).append(one.pam)
    for stem, scores in by_stem.items():
        if min(scores) == FULL or max(scores) == 0:
            yield stem, scores[0]
        else:
            yield stem, min(max(sum(scores) // len(scores), 1), FULL - 1)
