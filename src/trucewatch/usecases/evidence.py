"""The evidence for a question: the daily figures of the events that a truce is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from trucewatch.accord.cases import shipped_daily
from trucewatch.datasets.daily_table import read_daily_table
from trucewatch.datasets.recognise import recognise
from trucewatch.datasets.tally import DATASET as TALLY
from trucewatch.datasets.tally import TallyRow, read_tally
from trucewatch.days import DaySpan
from trucewatch.domain.daily import COUNTING_RULE, DailyFigure, Provenance
from trucewatch.domain.truce import Party, Selection, Truce
from trucewatch.errors import QuestionError
from trucewatch.panel.panel import Panel
from trucewatch.panel.series import select_figures

Progress = Callable[[float, str], None]
"""Is told a fraction from 0 to 1 and what is being done."""

UCDP_GED = "ucdp-ged"

_GED_LIMIT = "UCDP GED holds only events in which at least one person died."
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is to count.

    Attributes
    ----------
    figures
        Of the events that the truce is about.
    others
        Of all other events in the same countries, or in the same table.
    provenance
        Where they come from.
    counted_from_events
        Whether a row of the source is one event, rather than one figure.
    limits
        What a reader must know of them, one sentence each.
    """

    figures: tuple[DailyFigure, ...]
    others: tuple[DailyFigure, ...]
    provenance: Provenance
    counted_from_events: bool
    limits: tuple[str, ...]

    def rows_used(self, span: DaySpan) -> int:
        """Return how many rows of the source speak about these days."""
        inside = [f for f in self.figures if f.date < span.end and f.last >= span.start]
        if self.counted_from_events:
            return sum(figure.events for figure in inside)
        return len(inside)

    def undated_share(self, span: DaySpan) -> float | None:
        """Return which share of the events on these days has no known day.

        None where there is no event, or where the source does not tell.
        """
        return (
            None if self.provenance.dataset == TALLY else Panel.of(self.figures).undated_share(span)
        )


def gather(
    truce: Truce,
    events: Path | None,
    *,
    release: str | None = None,
    progress: Progress | None = None,
) -> Evidence | None:
    """Read the events that a truce is about.

    Parameters
    ----------
    truce
        The truce, with what it selects of each data set.
    events
        A store, UCDP GED as published, a daily table or a tally; None takes what is shipped.
    release
        Of UCDP GED, where neither the file nor the store leaves only one.
    progress
        Is told how far a long reading has come.

    Returns
    -------
    Evidence or None
        None when nothing was brought and nothing is shipped.

    Raises
    ------
    DatasetError, StoreError
        When the file or store cannot be read.
    QuestionError
        When it holds none of the events that the truce is about.
    """
    path = events or shipped_daily(truce.id)
    if path is None:
        return None
    kind = "ucdp-ged" if path.is_dir() else recognise(path)
    if kind == "tally":
        evidence = _from_tally(truce, path)
    elif kind == "daily table":
        evidence = _from_table(truce, path)
    else:
        evidence = _from_events(truce, path, release, progress)
    if not evidence.figures:
        raise QuestionError(
            "the selection is empty: it leaves no event at all",
            where=str(path),
            remedy=f"check what the truce file of {truce.id} selects",
        )
    return evidence


def _from_events(
    truce: Truce, path: Path, release: str | None, progress: Progress | None
) -> Evidence:
    # The database engine is loaded only where it is needed: a daily table needs none.
    from trucewatch.panel.figures import countries, daily_figures
    from trucewatch.usecases.events import open_events

    selection = _selection(truce)
    with open_events(path, release=release, progress=progress) as (events, provenance):
        figures = daily_figures(events, selection, by_office=True)
        every = daily_figures(events, Selection(countries=countries(events, selection)))
    query = f"{COUNTING_RULE}; {_described(selection)}"
    return Evidence(
        figures,
        _rest(every, figures),
        replace(provenance, query=query),
        True,
        (_GED_LIMIT, *truce.known_limits),
    )


def _rest(every: Iterable[DailyFigure], figures: Iterable[DailyFigure]) -> tuple[DailyFigure, ...]:
    """Return the figures whose dyad, kind, place and days are not among those selected."""
    selected = {_about(figure) for figure in figures}
    return tuple(figure for figure in every if _about(figure) not in selected)


def _about(figure: DailyFigure) -> tuple[object, ...]:
    return (figure.date, figure.last, figure.dyad_id, figure.kind, figure.admin1, figure.cell)


def _from_table(truce: Truce, path: Path) -> Evidence:
    table = read_daily_table(path)
    selection = _selection(truce)
    if selection.countries not in ((), (table.country,)):
        raise QuestionError(
            f"the table is about {table.country}, the truce about {', '.join(selection.countries)}",
            where=str(path),
        )
    figures = select_figures(table.figures, replace(selection, countries=()))
    query = f"{_described(selection)}. {table.provenance.query}"
    return Evidence(
        figures,
        _rest(table.figures, figures),
        replace(table.provenance, query=query),
        False,
        (_GED_LIMIT, *truce.known_limits),
    )


def _from_tally(truce: Truce, path: Path) -> Evidence:
    """Take the rows of the truce's parties and places, where the tally tells them apart."""
    tally = read_tally(path)
    rows, left_out = list(tally.rows), []
    for what, value, wanted in (
        ("party", _party, {name.casefold() for party in truce.parties for name in _names(party)}),
        ("place", _place, {name.casefold() for name in truce.place.admin1}),
    ):
        if wanted:
            other = {value(row) for row in rows if value(row)} - wanted
            rows = [row for row in rows if not value(row) or value(row) in wanted]
            left_out += [f"{what} {name}" for name in sorted(other)]
    limits = ["The counts are the desk's own; what they leave out is not known."]
    if left_out:
        limits.append(f"Rows of the tally that were left out: {_some(left_out)}.")
    kept = set(rows)
    others = tuple(row.figure() for row in tally.rows if row not in kept)
    figures = tuple(row.figure() for row in rows)
    return Evidence(figures, others, tally.provenance, False, tuple(limits))


def _party(row: TallyRow) -> str:
    return (row.party or "").casefold()


def _place(row: TallyRow) -> str:
    return (row.place or "").casefold()


def _names(party: Party) -> Iterable[str]:
    yield from (party.id, party.name, *party.aliases)
    for names in party.dataset_names.values():
        yield from names


def _selection(truce: Truce) -> Selection:
    if UCDP_GED not in truce.data:
        raise QuestionError(
            f"the truce file of {truce.id} does not say which events of {UCDP_GED} it is about",
            remedy=f"add them under data: {UCDP_GED}: (see docs/truce-file.md)",
        )
    return truce.data[UCDP_GED]


def _described(selection: Selection) -> str:
    """Return the selection in words that can be repeated."""
    parts = [
        f"{name}: {', '.join(str(value) for value in getattr(selection, field))}"
        for field, name in (
            ("countries", "country"),
            ("conflicts", "conflict"),
            ("dyads", "dyad"),
            ("admin1", "admin 1"),
            ("violence_types", "type of violence"),
        )
        if getattr(selection, field)
    ]
    return "; ".join(parts) or "all events"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
