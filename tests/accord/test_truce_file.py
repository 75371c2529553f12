from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from accord.factory import SMALLEST, with_figure
from trucewatch.accord.cases import case_file, shipped_cases
from trucewatch.accord.truce_file import parse_truce, read_truce, truce_schema
from trucewatch.days import DaySpan, Window
from trucewatch.domain.truce import (
    Bound,
    FigureUnit,
    Party,
    Period,
    PublishedFigure,
    Selection,
    Threshold,
    Truce,
    TruceKind,
)
from trucewatch.errors import TruceFileError
from trucewatch.forms.written_file import MAX_BYTES
from trucewatch.places import Place

KABUL = ZoneInfo("Asia/Kabul")


def parse(text: str) -> Truce:
    return parse_truce(text, where="t.yaml")


def complaint(text: str) -> str:
    with pytest.raises(TruceFileError) as caught:
        parse(text)
    message = str(caught.value)
    assert "\n" not in message
    return message


def outcome(text: str) -> str:
    """Return what is said of a text; nothing if it is a truce."""
    try:
        parse(text)
    except TruceFileError as error:
        return str(error)
    return ""


def test_the_smallest_file() -> None:
    assert parse(SMALLEST) == Truce(
        id="hill-2021",
        name="Truce of the hills",
        kind=TruceKind.CEASEFIRE,
        window=Window(datetime(2021, 3, 1, 18, tzinfo=KABUL), None, KABUL),
        place=Place("Afghanistan"),
        parties=(Party("north", "The north"),),
    )


def test_every_key() -> None:
    truce = parse(
        SMALLEST.replace("  country: Afghanistan", "  country: Afghanistan\n  admin1: [Balkh]")
        + """\
    aliases: [N, Northerners]
    dataset_names: {ucdp-ged: [North, 77]}
end: 2021-03-08
announced: 2021-02-27
mediators: [Qatar]
observers: [Elders]
not_parties:
  - {id: west, name: The west}
first_days: 3
washout_days: 2
baseline_days: 90
threshold: {fall: 0.8, measure: attacks, source: The spokesman}
data:
  ucdp-ged:
    countries: [Afghanistan]
    conflicts: [333]
    dyads: [North - South]
    admin1: [Balkh]
    violence_types: [1, 3]
events_sources:
  - {dataset: ucdp-ged, file: a.csv, url: "https://example.org/a.csv", note: Download it.}
figures:
  - measure: attacks
    claimant: Ministry
    first_day: 2021-03-02
    last_day: 2021-03-03
    window_stated: false
    value: -12.5
    unit: change in percent
    bound: at least
    period: during
    source: https://example.org/f
    note: >-
      Folded over
      two lines.
known_limits: [One., Two.]
sources: [A book, "https://example.org"]
"""
    )
    assert truce.window.end == datetime(2021, 3, 8, tzinfo=KABUL)
    assert truce.announced == date(2021, 2, 27)
    assert truce.place == Place("Afghanistan", ("Balkh",))
    (north,) = truce.parties
    assert north.aliases == ("N", "Northerners")
    assert north.dataset_names == {"ucdp-ged": ("North", "77")}
    assert truce.not_parties == (Party("west", "The west"),)
    assert (truce.mediators, truce.observers) == (("Qatar",), ("Elders",))
    assert (truce.first_days, truce.washout_days, truce.baseline_days) == (3, 2, 90)
    assert truce.threshold == Threshold(0.8, "attacks", "The spokesman")
    assert truce.data == {
        "ucdp-ged": Selection(("Afghanistan",), ("333",), ("North - South",), ("Balkh",), (1, 3))
    }
    assert truce.events_sources[0].url == "https://example.org/a.csv"
    assert truce.figures == (
        PublishedFigure(
            measure="attacks",
            claimant="Ministry",
            window=DaySpan(date(2021, 3, 2), date(2021, 3, 4)),
            value=-12.5,
            source="https://example.org/f",
            period=Period.DURING,
            unit=FigureUnit.CHANGE_PERCENT,
            bound=Bound.AT_LEAST,
            window_stated=False,
            note="Folded over two lines.",
        ),
    )
    assert truce.known_limits == ("One.", "Two.")
    assert truce.sources == ("A book", "https://example.org")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2021-03-01", datetime(2021, 2, 28, 19, 30, tzinfo=UTC)),
        ("2021-03-01 18:00", datetime(2021, 3, 1, 13, 30, tzinfo=UTC)),
        ("2021-03-01T18:00:30", datetime(2021, 3, 1, 13, 30, 30, tzinfo=UTC)),
        ("2021-03-01 18:00Z", datetime(2021, 3, 1, 18, tzinfo=UTC)),
        ("2021-03-01 18:00-05:00", datetime(2021, 3, 1, 23, tzinfo=UTC)),
    ],
)
def test_moments_are_local_unless_they_say_otherwise(written: str, moment: datetime) -> None:
    start = parse(SMALLEST.replace("2021-03-01 18:00", written)).window.start
    assert start == moment
    assert start.tzinfo == KABUL


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    text = SMALLEST.replace("Truce of the hills", "No").replace("The north", "010")
    assert (parse(text).name, parse(text).parties[0].name) == ("No", "010")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "name: The",
            "nmae: The",
            "line 10: parties[0].nmae is not a key of a truce file; did you mean name?",
        ),
        (
            "zone:",
            "colour: red\nzone:",
            "line 4: colour is not a key of a truce file; the keys here are id, name, kind,",
        ),
        (
            "country:",
            "contry:",
            "line 7: place.contry is not a key of a truce file; did you mean country?",
        ),
        ("  country: Afghanistan", "  admin1: [Balkh]", "line 6: place.country is missing"),
        ("zone: Asia/Kabul\n", "", "line 1: zone is missing"),
        ("zone: Asia/Kabul", "zone:", "line 4: zone is empty; write a value or leave the key out"),
        ("name: Truce of the hills", 'name: " "', "line 2: name is empty; write a value"),
        (
            "Asia/Kabul",
            "Asia/Kabool",
            "line 4: zone: unknown time zone 'Asia/Kabool'; use an IANA name",
        ),
        (
            "ceasefire",
            "armistice",
            "line 3: kind: 'armistice' is none of: 'ceasefire', 'cessation of hostilities'",
        ),
        (
            "2021-03-01 18:00",
            "2021-13-01",
            "line 5: start: '2021-13-01' is not a date and time; write YYYY-MM-DD HH:MM",
        ),
        ("2021-03-01 18:00", "2021-W09-1", "line 5: start: '2021-W09-1' is not a date and time"),
        ("2021-03-01 18:00", "0021-03-01", "start: '0021-03-01' is outside the years 1900 to 2200"),
        ("2021-03-01 18:00", "[1]", "line 5: start: a text belongs here"),
        (
            "hill-2021",
            "Hill 2021",
            "line 1: id: 'Hill 2021' is not an id: small letters, digits and hyphens",
        ),
        ("hill-2021", "a" * 65, "is longer than 64 characters"),
        ("Truce of the hills", "[a, b]", "line 2: name: a list is not a text"),
        (
            "\n  country: Afghanistan",
            " Afghanistan",
            "line 6: place: 'Afghanistan' is not a mapping",
        ),
        (
            "\n  - id: north\n    name: The north",
            " north",
            "line 8: parties: 'north' is not a list",
        ),
        (
            "\n  - id: north\n    name: The north",
            " []",
            "line 8: parties is empty; name at least one",
        ),
    ],
)
def test_what_is_wrong_with_a_value(old: str, new: str, words: str) -> None:
    assert words in complaint(SMALLEST.replace(old, new))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            "announced: 2016-13-01",
            "line 11: announced: '2016-13-01' is not a date; write a date as YYYY-MM-DD",
        ),
        ("announced: 2021-W09-1", "is not a date"),
        ("announced: 1066-10-14", "'1066-10-14' is outside the years 1900 to 2200"),
        (
            "end: 2021-03-01",
            "line 11: end: 2021-03-01 00:00:00+04:30 is not after the start, 2021-03-01 18:00:00",
        ),
        ("washout_days: -1", "line 11: washout_days: '-1' is less than 0"),
        ("washout_days: few", "line 11: washout_days: 'few' is not a whole number"),
        ("baseline_days: 99999", "line 11: baseline_days: '99999' is more than 3660"),
        ("first_days: 0", "first_days: '0' is less than 1"),
        ("first_days: 1.5", "first_days: '1.5' is not a whole number"),
        (
            "end: 2021-03-04\nfirst_days: 7",
            "line 12: first_days: 7 is more than the 2 whole days of the truce",
        ),
        (
            "threshold: {fall: 80, measure: a, source: b}",
            "line 11: threshold.fall: '80' is more than 1",
        ),
        ("threshold: {fall: 0, measure: a, source: b}", "threshold.fall: '0' is not above 0"),
        ("threshold: {fall: nan, measure: a, source: b}", "threshold.fall: 'nan' is not"),
        (
            "threshold: {fall: 80 %, measure: a, source: b}",
            "threshold.fall: '80 %' is not a number",
        ),
        ("data: {UCDP: {}}", "line 11: data.UCDP: 'UCDP' is not an id"),
        (
            "data: {ucdp-ged: {dyad: []}}",
            "data.ucdp-ged.dyad is not a key of a truce file; did you mean dyads?",
        ),
        (
            "data: {dyads: {dyad: []}}",
            "data.dyads.dyad is not a key of a truce file; did you mean dyads?",
        ),
        (
            "data: {ucdp-ged: {violence_types: [1, 4]}}",
            "data.ucdp-ged.violence_types[1]: '4' is more than 3",
        ),
        ("data: everything", "line 11: data: 'everything' is not a mapping"),
        ("mediators: [a, null]", "line 11: mediators[1] is empty"),
        (
            "not_parties:\n- id: west\n  name: W\n- id: north\n  name: N",
            "line 14: not_parties[1].id: another party has the id 'north'; give each its own",
        ),
        (
            'name: "\\ud800"',
            "line 11: the key 'name' stands on line 2 already; keep one of the two",
        ),
        ('sources: ["\\ud800"]', "sources[0]: the character '\\ud800' cannot be shown"),
        (
            "x: 1\ny: 2\nwashout_days: -1",
            "line 11: x is not a key of a truce file; the keys here are id, name",
        ),
    ],
)
def test_what_is_wrong_with_a_further_key(more: str, words: str) -> None:
    assert words in complaint(f"{SMALLEST}{more}\n")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"last_day": "2021-01-31"},
            "line 17: figures[0].last_day: 2021-01-31 is before the first day, 2021-02-01",
        ),
        (
            {"last_day": "2021-03-02"},
            "line 15: figures[0].period: 'before', but it ends on 2021-03-02 and the truce starts",
        ),
        (
            {"period": "during"},
            "period: 'during', but its days, 2021-02-01 to 2021-02-28, lie outside the truce",
        ),
        (
            {"period": "after"},
            "figures[0].period: 'after', but it starts on 2021-02-01, before the truce is over",
        ),
        ({"value": "-3"}, "line 18: figures[0].value: -3 is below zero, and the unit is 'count'"),
        ({"value": "1.5"}, "figures[0].value: 1.5 is not whole, and the unit is 'count'"),
        (
            {"value": "-101", "unit": "change in percent"},
            "figures[0].value: -101 is a fall of more than 100 %",
        ),
        (
            {"value": "1,200"},
            "figures[0].value: '1,200' is not a number; write it with digits only, as in 1200",
        ),
        ({"value": "1e999"}, "figures[0].value: '1e999' is not a number"),
        ({"value": ""}, "line 13: figures[0].value is missing"),
        (
            {"bound": "roughly"},
            "figures[0].bound: 'roughly' is none of: 'exact', 'about', 'at least' or 'at most'",
        ),
        ({"unit": "per week"}, "figures[0].unit: 'per week' is none of"),
        ({"window_stated": "maybe"}, "figures[0].window_stated: 'maybe' is neither true nor false"),
        (
            {"source": "the radio"},
            "figures[0].source: 'the radio' is not an address that starts with http:// or https://",
        ),
    ],
)
def test_what_is_wrong_with_a_figure(changes: dict[str, str], words: str) -> None:
    assert words in complaint(with_figure(**changes))


@pytest.mark.parametrize(
    ("period", "first_day", "last_day"),
    [
        ("before", "2021-02-01", "2021-03-01"),  # the truce starts that evening
        ("during", "2021-02-28", "2021-03-01"),
        ("during", "2021-03-08", "2021-03-09"),
        ("after", "2021-03-08", "2021-03-08"),  # the truce ends that noon
    ],
)
def test_a_figure_may_share_a_day_with_the_edge_of_the_truce(
    period: str, first_day: str, last_day: str
) -> None:
    text = with_figure(period=period, first_day=first_day, last_day=last_day)
    assert parse(text).figures[0].period == period


def test_nothing_comes_after_a_truce_without_end() -> None:
    text = with_figure(period="after", first_day="2021-04-01", last_day="2021-04-02")
    text = text.replace("end: 2021-03-08 12:00\n", "")
    assert "figures[0].period: 'after', but the truce has no end" in complaint(text)


@pytest.mark.parametrize("start", ["2016-03-25 00:30", "2016-10-27 23:30"])
def test_a_time_the_clocks_skip_or_repeat_needs_its_offset(start: str) -> None:
    text = SMALLEST.replace("Asia/Kabul", "Asia/Damascus").replace("2021-03-01 18:00", start)
    words = f"line 5: start: the clocks of Asia/Damascus skip or repeat {start}:00; add the offset"
    assert words in complaint(text)
    assert parse(text.replace(start, f"{start}+02:00")).window.start.tzinfo is not None


def test_several_problems_are_counted_and_the_first_is_told() -> None:
    text = SMALLEST.replace("ceasefire", "armistice") + "washout_days: -1\nx: 1\n"
    message = complaint(text)
    assert message.startswith("t.yaml, line 3: kind: 'armistice'")
    assert message.endswith("(and 2 more)")
    both = complaint(f"{SMALLEST}data_: {{}}\nwashout_days: -1\n")
    assert both.endswith("did you mean data? (and 1 more)")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "t.yaml: is empty; start from an example"),
        ("# nothing\n", "t.yaml: is empty"),
        ("- a\n- b\n", "t.yaml: is not a mapping of keys to values"),
        ("just words", "t.yaml: is not a mapping"),
        ("id: [\n", "t.yaml, line 2: not YAML: "),
        ("id: a\n\tname: b\n", "t.yaml, line 2: not YAML: found character"),
        ("id: a\n---\nid: b\n", "t.yaml, line 2: not YAML: but found another document"),
        ("id: a\nid: b\n", "t.yaml, line 2: the key 'id' stands on line 1 already"),
        ("id: &a x\nname: *a\n", "t.yaml, line 1: anchors and aliases (& and *) are not allowed"),
        ("id: *a\n", "t.yaml, line 1: anchors and aliases"),
        ("id: !!python/name:os.system x\n", "t.yaml, line 1: tags (!) are not allowed"),
        ("? [a]\n: b\n", "t.yaml, line 1: a key must be a word"),
        ("[" * 5000, "t.yaml, line 1: nested more than 20 deep"),
        ("id: a\nname: \x07\n", "t.yaml, line 2: the character '\\x07' is not allowed"),
        ('id: "\\UFFFFFFFF"\n', "t.yaml, line 1: a \\U escape in a quoted text stands for no"),
        ("%YAML 3.0\n---\nid: a\n", "t.yaml, line 1: not YAML: found incompatible"),
    ],
)
def test_what_is_no_truce_file(text: str, words: str) -> None:
    assert words in complaint(text)


def test_reads_a_file_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "truce.yaml"
    path.write_bytes(SMALLEST.replace("hills", "Höhen").encode())
    assert read_truce(path).name == "Truce of the Höhen"
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())
    assert read_truce(str(path)).id == "hill-2021"


def test_what_is_no_file(tmp_path: Path) -> None:
    def refused(path: Path | str) -> str:
        with pytest.raises(TruceFileError) as caught:
            read_truce(path)
        return str(caught.value).replace(str(tmp_path), "")

    assert refused(tmp_path / "none.yaml") == "/none.yaml: there is no such file"
    assert refused(tmp_path) == ": is a directory; name the YAML file in it"
    assert "cannot be read" in refused("a\0b")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("id: a\nname: Höhe\n".encode("latin-1"))
    words = "/latin.yaml, line 2: the byte 0xf6 is not UTF-8; save the file as UTF-8"
    assert refused(latin) == words
    large = tmp_path / "large.yaml"
    large.write_bytes(SMALLEST.encode() + b"#" * MAX_BYTES)
    assert refused(large).startswith("/large.yaml: is larger than 1,000,000 bytes")


def words(*, least: int = 1) -> st.SearchStrategy[str]:
    letters = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
    return st.lists(st.text(letters, min_size=1, max_size=8), min_size=least, max_size=3).map(
        " ".join
    )


ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
days = st.dates(date(1990, 1, 1), date(2050, 1, 1)).map(str)
names = st.lists(words(), max_size=3)
party = st.fixed_dictionaries(
    {"name": words()}, optional={"aliases": names, "dataset_names": st.dictionaries(ids, names)}
)
truces = st.fixed_dictionaries(
    {
        "id": ids,
        "name": words(),
        "kind": st.sampled_from([kind.value for kind in TruceKind]),
        "zone": st.sampled_from(["Asia/Damascus", "Asia/Kabul", "UTC"]),
        "start": days.map(lambda day: f"{day} 12:00"),
        "place": st.fixed_dictionaries({"country": words()}, optional={"admin1": names}),
        "parties": st.lists(party, min_size=1, max_size=3).map(
            lambda many: [{"id": f"party-{n}", **one} for n, one in enumerate(many)]
        ),
    },
    optional={
        "announced": days,
        "mediators": names,
        "first_days": st.integers(1, 60),
        "washout_days": st.integers(0, 60),
        "threshold": st.fixed_dictionaries(
            {"fall": st.floats(0.01, 1), "measure": words(), "source": words()}
        ),
        "data": st.dictionaries(ids, st.fixed_dictionaries({"dyads": names})),
        "known_limits": names,
    },
)


def told(truce: Truce, key: str) -> object:
    """Return what a truce holds, written as in its file."""
    value = getattr(truce, key, None)
    match key:
        case "zone":
            return truce.window.zone.key
        case "start":
            return truce.window.start.strftime("%Y-%m-%d %H:%M")
        case "announced":
            return str(value)
        case "place":
            return {"country": truce.place.country, "admin1": list(truce.place.admin1)}
        case "parties":
            return [
                {
                    "id": one.id,
                    "name": one.name,
                    "aliases": list(one.aliases),
                    "dataset_names": {k: list(v) for k, v in one.dataset_names.items()},
                }
                for one in truce.parties
            ]
        case "threshold":
            assert truce.threshold
            return {part: getattr(truce.threshold, part) for part in ("fall", "measure", "source")}
        case "data":
            return {name: {"dyads": list(chosen.dyads)} for name, chosen in truce.data.items()}
    return list(value) if isinstance(value, tuple) else value


@given(truces)
def test_what_is_written_is_read(content: dict[str, object]) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    truce = parse(text)
    defaults: dict[str, object] = {"admin1": [], "aliases": [], "dataset_names": {}}
    for key, value in content.items():
        expected = value
        if isinstance(value, dict) and key == "place":
            expected = {"admin1": [], **value}
        elif isinstance(value, list) and key == "parties":
            expected = [{**defaults, **one} for one in value]
            for one in expected:
                one.pop("admin1")
        assert told(truce, key) == expected


@given(st.text())
def test_any_text_is_a_truce_or_a_truce_file_error(text: str) -> None:
    with pytest.raises(TruceFileError) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


@given(st.data())
def test_any_change_to_a_good_file_is_read_or_refused(data: st.DataObject) -> None:
    text = with_figure()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    piece = data.draw(
        st.text(st.sampled_from("a:-[]{}\"'#&*!|>%@`\\?,\n\t 019eU.~\ud800é"), max_size=12)
    )
    assert "\n" not in outcome(text[:start] + piece + text[end:])


keys = st.sampled_from(sorted(truce_schema()["properties"]))
leaves = st.none() | st.text(max_size=5) | st.integers()
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(keys, values)
def test_any_value_of_any_key_is_read_or_refused(key: str, value: object) -> None:
    content = {**yaml.safe_load(SMALLEST), "start": "2021-03-01", key: value}
    assert "\n" not in outcome(yaml.safe_dump(content))


def test_the_schema_describes_every_key() -> None:
    schema = truce_schema()
    forms = [schema, *schema["$defs"].values()]
    for form in forms:
        for key, told_of in form.get("properties", {}).items():
            same = schema["$defs"].get(told_of.get("$ref", "").removeprefix("#/$defs/"), {})
            assert told_of.get("title") or same["title"] == key.capitalize()
            assert told_of.get("description"), key
        if "properties" in form:
            assert form["additionalProperties"] is False


@pytest.mark.parametrize("case", shipped_cases())
def test_the_schema_knows_every_key_of_the_shipped_cases(case: str) -> None:
    content = yaml.safe_load(case_file(case).read_text(encoding="utf-8"))
    assert set(content) <= set(truce_schema()["properties"])
