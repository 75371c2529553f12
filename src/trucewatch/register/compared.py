"""Pairs of allegations compared by splink, on DuckDB in memory.

The comparisons and their weights stand in ``duplicates.yaml``.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from trucewatch.domain.allegation import Allegation
from trucewatch.errors import InputError
from trucewatch.forms.form import Form
from trucewatch.forms.written_file import parse_form
from trucewatch.register.wording import folded, words_of

FURTHEST_DAYS = 4
"""Allegations whose times lie further apart are not compared."""
FURTHEST_DEGREES = 0.6
_KM_PER_DEGREE = 111.2
_STEM = 6
_FEWEST_TEXTS = 64


class LevelForm(Form):
    """One finding of a comparison; exactly one of ``sql``, ``km`` and ``shared``, or none."""

    said: str
    sql: str | None = None
    km: float | None = None
    shared: float | None = None
    m: float
    u: float

    @property
    def weight(self) -> float:
        """How much it speaks for one event, in bits."""
        return math.log2(self.m / self.u)


class ComparisonForm(Form):
    """One comparison, and when it says nothing."""

    missing: str
    levels: tuple[LevelForm, ...]


class ModelForm(Form):
    """All comparisons.

    Attributes
    ----------
    prior
        Share of the pairs that are compared which are duplicates.
    least
        The probability from which on a pair is proposed.
    common_words, place_words
        Words of texts, and of names of places, that tell nothing.
    """

    prior: float
    least: float
    common_words: tuple[str, ...]
    place_words: tuple[str, ...]
    comparisons: dict[str, ComparisonForm]


@cache
def model() -> ModelForm:
    """Return how allegations are compared."""
    file = files("trucewatch.register") / "duplicates.yaml"
    text = file.read_text(encoding="utf-8")
    return parse_form(text, ModelForm, where=file.name, kind="a model", error=InputError)[0]


def compared(
    allegations: Sequence[Allegation], given: ModelForm | None = None
) -> list[dict[str, Any]]:
    """Return every pair that is near enough to be compared, as splink tells it.

    Parameters
    ----------
    allegations
        With ids that differ.
    given
        The model; None takes the one that is shipped.

    Returns
    -------
    list of dict
        With unique_id_l and unique_id_r, match_probability, and for each comparison the level that
        was found under gamma_ and its number: -1 where it says nothing, else counted from the last.

    Raises
    ------
    InputError
        When splink is not installed.
    """
    if len(allegations) < 2:
        return []
    try:
        from splink import DuckDBAPI, Linker, SettingsCreator
    except ImportError as error:
        raise InputError(
            "duplicates are found by splink, which is not installed",
            remedy="install it with: pip install 'trucewatch[register-link]'",
        ) from error
    database = DuckDBAPI(":memory:")
    chosen = given or model()
    table = database.register(_columns(records_of(allegations, chosen)))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[*_comparisons(chosen)],
        blocking_rules_to_generate_predictions=[{"blocking_rule": one} for one in _blocks()],
        probability_two_random_records_match=chosen.prior,
        retain_matching_columns=True,  # the levels that were found are kept with them
    )
    linker = Linker(table, settings, log_level=None)
    found = linker.inference.predict(warning_mode="never")
    names = [*_PAIR, *(f"gamma_c{number}" for number in range(len(chosen.comparisons)))]
    relation = found.as_duckdbpyrelation().select(", ".join(names))
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


_PAIR = ("unique_id_l", "unique_id_r", "match_probability")


def _columns(records: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the records as a table whose types do not depend on what is in it."""
    import pyarrow

    texts = pyarrow.list_(pyarrow.string())
    schema = pyarrow.schema(
        [
            ("unique_id", pyarrow.string()),
            ("week", pyarrow.int64()),
            ("start_s", pyarrow.int64()),
            ("end_s", pyarrow.int64()),
            ("lat", pyarrow.float64()),
            ("lon", pyarrow.float64()),
            ("place", pyarrow.string()),
            ("place_words", texts),
            ("admin1", pyarrow.string()),
            ("words", texts),
            ("kind", pyarrow.string()),
            ("accused", pyarrow.string()),
            ("killed", pyarrow.int64()),
        ]
    )
    return pyarrow.Table.from_pylist(list(records), schema=schema)


def records_of(allegations: Sequence[Allegation], given: ModelForm) -> list[dict[str, Any]]:
    """Return what is compared of each allegation, in the order of their ids.

    A word of a text counts the more the fewer texts have it: it stands in the record once for each
    bit of its rarity (the logarithm to base 2 of how many texts there are for each that has it).
    Among a handful of texts no word can be told to be common; they are taken for some of many.
    """
    ordered = sorted(allegations, key=lambda one: one.id)
    stems = [_stems(one, given) for one in ordered]
    holders = Counter(stem for own in stems for stem in own)
    texts = max(len(ordered), _FEWEST_TEXTS)
    bits = {stem: round(math.log2(texts / count)) for stem, count in holders.items()}
    return [
        _record(one, given)
        | {"words": [f"{stem}{n}" for stem in sorted(own) for n in range(bits[stem])]}
        for one, own in zip(ordered, stems, strict=True)
    ]


def _stems(one: Allegation, given: ModelForm) -> set[str]:
    """Return the beginnings of the words of a text; those of its place are compared elsewhere."""
    place = {word[:_STEM] for word in words_of(one.where.name)}
    words = {
        word for word in words_of(one.text) if len(word) > 2 and word not in given.common_words
    }
    return {word[:_STEM] for word in words} - place


def _record(one: Allegation, given: ModelForm) -> dict[str, Any]:
    start, end = int(one.when.start.timestamp()), int(one.when.end.timestamp())
    killed = [numbers.killed[1] for numbers in one.casualties if numbers.killed is not None]
    place = _place(one.where.name, given)
    if place == _place(one.where.admin1 or "", given):
        place = []  # the name of a whole province tells no place in it
    return {
        "unique_id": one.id,
        "week": (start + end) // 2 // (7 * 86_400),
        "start_s": start,
        "end_s": end,
        "lat": one.where.latitude,
        "lon": one.where.longitude,
        "place": "".join(place),
        "place_words": [word for word in place if len(word) > 2],
        "admin1": folded(one.where.admin1 or ""),
        "kind": folded(one.kind),
        "accused": folded(one.accused or ""),
        "killed": sum(killed) if killed else None,
    }


def _place(name: str, given: ModelForm) -> list[str]:
    return [word for word in words_of(name) if word not in given.place_words]


def _blocks() -> Iterator[str]:
    """Yield which pairs are compared: those within some days, and not known to be far apart."""
    days = FURTHEST_DAYS * 86_400
    soon = f"l.start_s - r.end_s < {days} AND r.start_s - l.end_s < {days}"
    near = (
        f"(abs(l.lat - r.lat) < {FURTHEST_DEGREES} AND abs(l.lon - r.lon) < "
        f"{FURTHEST_DEGREES} / greatest(0.1, cos(radians(l.lat))))"
    )
    unknown = "((l.lat IS NULL OR r.lat IS NULL) AND (l.admin1 = r.admin1 OR l.place = r.place))"
    for week in ("l.week = r.week", "l.week = r.week + 1", "l.week + 1 = r.week"):
        yield f"{week} AND {soon} AND ({near} OR {unknown})"
    # What is only known to have happened within some weeks has its middle far from a day in them.
    yield f"l.place = r.place AND l.place <> '' AND {soon} AND ({near} OR {unknown})"


def _comparisons(given: ModelForm) -> Iterator[dict[str, Any]]:
    for number, comparison in enumerate(given.comparisons.values()):
        levels: list[dict[str, Any]] = [
            {"sql_condition": _sides(comparison.missing), "is_null_level": True}
        ]
        for level in comparison.levels:
            levels.append(
                {
                    "sql_condition": _sides(_condition(level)),
                    "m_probability": level.m,
                    "u_probability": level.u,
                }
            )
        yield {"output_column_name": f"c{number}", "comparison_levels": levels}


def _condition(level: LevelForm) -> str:
    if level.km is not None:
        return f"{_KM} <= {level.km}"
    if level.shared is not None:
        return f"{_SHARED} >= {level.shared}"
    return level.sql or "ELSE"


_KM = (
    f"{_KM_PER_DEGREE} * sqrt(pow(l.lat - r.lat, 2) + "
    "pow((l.lon - r.lon) * cos(radians((l.lat + r.lat) / 2)), 2))"
)
_SHARED = (
    "len(list_intersect(l.words, r.words)) / "
    "greatest(1, len(l.words) + len(r.words) - len(list_intersect(l.words, r.words)))"
)


def _sides(sql: str) -> str:
    """Turn ``l.name`` and ``r.name`` into the names that splink gives to columns of two sides."""
    return re.sub(r"\b([lr])\.(\w+)", r"\2_\1", sql)
