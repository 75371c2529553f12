"""One event of organised violence, as the archive keeps it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Event:
    """An event with at least one reported death; its fields are the archive's columns.

    Attributes
    ----------
    id
        The source's own number of the event.
    date_start, date_end
        First and last local day on which it can have happened; both belong to it.
    date_precision
        The source's code: 1 is an exact day, higher is vaguer.
    violence_type
        1 state-based, 2 non-state, 3 one-sided (UCDP).
    where_precision
        1 exact place, 2 within 25 km, 3 district, 4 province, 5 line or area, 6 country, 7 sea/air.
    deaths_low, deaths_best, deaths_high
        The source's estimates of all deaths.
    deaths_a, deaths_b, deaths_civilians, deaths_unknown
        The parts of ``deaths_best``.
    """

    id: int
    relid: str | None
    year: int
    active_year: bool | None
    code_status: str | None
    violence_type: int
    conflict_id: int
    conflict: str
    dyad_id: int
    dyad: str
    side_a_id: int
    side_a: str
    side_b_id: int
    side_b: str
    gwno_a: str | None
    gwno_b: str | None
    number_of_sources: int | None
    source_article: str | None
    source_office: str | None
    source_date: str | None
    source_headline: str | None
    source_original: str | None
    where_precision: int
    where_coordinates: str | None
    where_description: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    priogrid: int | None
    country: str
    country_id: int
    region: str
    clarity: int
    date_precision: int
    date_start: date
    date_end: date
    deaths_a: int
    deaths_b: int
    deaths_civilians: int
    deaths_unknown: int
    deaths_low: int
    deaths_best: int
    deaths_high: int
