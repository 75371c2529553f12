import csv
from pathlib import Path

import duckdb
import pytest

from accord.factory import SMALLEST
from trucewatch.accord import cases
from trucewatch.accord.cases import (
    case_file,
    find_case,
    process_file,
    shipped_cases,
    shipped_daily,
)
from trucewatch.accord.process_file import KIND, read_process
from trucewatch.accord.process_form import ProcessForm
from trucewatch.accord.process_problems import evidence_of
from trucewatch.accord.references import named
from trucewatch.accord.truce_file import read_truce
from trucewatch.days import DaySpan
from trucewatch.domain.process import Evidence, Process
from trucewatch.domain.truce import FigureUnit, Period, TruceKind
from trucewatch.errors import TruceFileError
from trucewatch.forms.written_file import parse_form


@pytest.mark.parametrize("name", shipped_cases())
def test_a_case_is_found_by_its_id(name: str) -> None:
    truce = find_case(name)
    assert truce.id == name == case_file(name).parent.name
    assert truce.sources
    assert "ucdp-ged" in truce.data


def test_a_file_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hills.yaml").write_text(SMALLEST, encoding="utf-8")
    (tmp_path / "hills").write_text(SMALLEST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in (tmp_path / "hills.yaml", "hills.yaml", "hills", "./hills"):
        assert find_case(name).id == "hill-2021"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "syria-2061",
            "no shipped case 'syria-2061' and no file of that name; the shipped cases are "
            "doha-2020, donbas-2020, syria-2016; did you mean syria-2016?",
        ),
        ("xyz", "no file of that name; the shipped cases are doha-2020, donbas-2020, syria-2016"),
        ("mine.yaml", "mine.yaml: there is no such file"),
        ("no/such", "no/such: there is no such file"),
        ("", "no shipped case ''"),
        ("a\0b", "no shipped case 'a\\x00b'"),
    ],
)
def test_neither_a_case_nor_a_file(name: str, words: str) -> None:
    with pytest.raises(TruceFileError) as caught:
        find_case(name)
    assert words in str(caught.value)
    assert str(caught.value).endswith(words) or name in ("", "a\0b")


def test_a_directory_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(TruceFileError, match="is a directory"):
        find_case(tmp_path)


def test_case_file_refuses_what_is_not_shipped() -> None:
    for name in ("syria", "..", "syria-2016/../doha-2020", ""):
        with pytest.raises(TruceFileError, match="no shipped case"):
            case_file(name)


def test_daily_counts_lie_beside_their_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "hill-2021"
    case.mkdir()
    (case / "truce.yaml").write_text(SMALLEST, encoding="utf-8")
    monkeypatch.setattr(cases, "_CASES", tmp_path)
    assert shipped_daily("hill-2021") is None
    daily = case / "daily.csv"
    daily.touch()
    assert shipped_daily("hill-2021") == daily
    assert shipped_daily("hills") is None
    assert shipped_daily("../" + tmp_path.name + "/hill-2021") is None


def test_nothing_can_be_shipped_for_doha() -> None:
    assert shipped_daily("doha-2020") is None
    (source,) = find_case("doha-2020").events_sources
    assert source.file in source.url
    assert source.file in source.note


def test_syria() -> None:
    truce = find_case("syria-2016")
    assert truce.kind is TruceKind.CESSATION_OF_HOSTILITIES
    assert truce.window.start.isoformat() == "2016-02-27T00:00:00+02:00"
    assert truce.window.end is None
    assert (truce.first_days, truce.washout_days, truce.baseline_days) == (7, 0, 180)
    assert truce.threshold is None


def test_doha() -> None:
    truce = find_case("doha-2020")
    assert truce.kind is TruceKind.REDUCTION_IN_VIOLENCE
    assert truce.window.start.isoformat() == "2020-02-22T00:00:00+04:30"
    assert truce.window.end is not None
    assert (truce.window.end - truce.window.start).days == 7
    assert truce.threshold is not None
    assert truce.threshold.fall == 0.8


def test_the_report_of_february_2019_is_not_taken_for_the_week_of_the_truce() -> None:
    truce = find_case("doha-2020")
    reprint = "meandmylifestyleblog.com"
    assert not [one for one in truce.figures if reprint in one.source]
    week = [one for one in truce.figures if one.period is Period.DURING]
    assert not [one for one in week if one.claimant == "NYT"]


def test_pajhwoks_monthly_tally_is_a_measure_of_its_own() -> None:
    figures = [one for one in find_case("doha-2020").figures if one.claimant == "Pajhwok"]
    months = {one.measure for one in figures if one.window.days > 27}
    days = {one.measure for one in figures if one.window.days == 4}
    assert months
    assert days
    assert not months & days


def test_every_figure_of_doha_stands_in_the_collection(shared: Path) -> None:
    with (shared / "data" / "founding_case" / "afghan_figures.csv").open(encoding="utf-8") as file:
        rows = {
            (row["start"], row["end"], float(row["value"]), row["claimant"], row["url"]): row
            for row in csv.DictReader(file)
        }
    truce = find_case("doha-2020")
    assert len(truce.figures) > 40
    for one in truce.figures:
        days: DaySpan = one.window
        row = rows[str(days.start), str(days.last), one.value, one.claimant, one.source]
        assert row["bound"] == one.bound.value
        assert ("change_percent" in row["measure"]) == (one.unit is FigureUnit.CHANGE_PERCENT)


def test_the_names_of_syria_stand_in_the_events(shared: Path) -> None:
    file = shared / "data" / "ged" / "syria_ged_2016_2019.parquet"
    truce = find_case("syria-2016")
    query = "SELECT DISTINCT dyad_name, side_a, side_b, country FROM read_parquet(?)"
    rows = duckdb.execute(query, [str(file)]).fetchall()
    assert set(truce.data["ucdp-ged"].dyads) <= {row[0] for row in rows}
    sides = {side for row in rows for side in row[1:3]}
    for party in (*truce.parties, *truce.not_parties):
        assert set(party.dataset_names["ucdp-ged"]) <= sides
    assert truce.place.country in {row[3] for row in rows}


def test_donbas() -> None:
    truce = find_case("donbas-2020")
    assert truce.kind is TruceKind.CEASEFIRE
    assert truce.window.start.isoformat() == "2020-07-27T00:01:00+03:00"
    assert truce.window.end is None
    assert shipped_daily("donbas-2020") is None
    (source,) = truce.events_sources
    assert source.file in source.url
    assert source.file in source.note
    assert "trucewatch assess donbas-2020" in source.note


def test_the_sums_of_the_monitoring_mission_only_grow() -> None:
    figures = [one for one in find_case("donbas-2020").figures if one.period is Period.DURING]
    assert {one.claimant for one in figures} == {"OSCE SMM"}
    sums = [one for one in figures if one.window.start == figures[0].window.start]
    values = [one.value for one in sorted(sums, key=lambda one: one.window.end)]
    assert values == sorted(values)
    assert values[0] == 111
    assert values[-1] == 256


@pytest.mark.parametrize("name", shipped_cases())
def test_a_case_is_shipped_with_its_process(name: str) -> None:
    process = read_process(process_file(name))
    truce = find_case(name)
    assert process.id == truce.id == name
    assert process.zone == truce.window.zone.key
    for _, file in process.truces:
        assert read_truce(process_file(name).parent / file) == truce


@pytest.mark.parametrize("name", shipped_cases())
def test_what_is_said_to_have_happened_has_a_source(name: str) -> None:
    process = read_process(process_file(name))
    assert all(one.sources for one in _evidence(process))
    assert all(one.sources for one in process.counts)
    assert all(rule.sources for reading in process.readings for rule in reading.rules)


@pytest.mark.parametrize("name", shipped_cases())
def test_no_source_of_a_process_is_unused(name: str) -> None:
    text = process_file(name).read_text(encoding="utf-8")
    form, _ = parse_form(text, ProcessForm, where=name, kind=KIND)
    used = {one.id for one in named(form) if "sources" in one.path}
    assert used == {source.id for source in form.sources}


@pytest.mark.parametrize("name", shipped_cases())
def test_a_source_of_a_process_can_be_read(name: str) -> None:
    process = read_process(process_file(name))
    addresses = [source.address for source in process.sources]
    assert all(addresses)
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("name", shipped_cases())
def test_nothing_is_known_before_it_happened(name: str) -> None:
    text = process_file(name).read_text(encoding="utf-8")
    form, _ = parse_form(text, ProcessForm, where=name, kind=KIND)
    happened = [one for _, _, one, sure in evidence_of(form) if sure]
    assert happened
    published = {source.id: source.published for source in form.sources}
    for one in happened:
        assert min(published[source].last for source in one.sources) >= one.first.first


def _evidence(process: Process) -> list[Evidence]:
    """Return all that a process tells of: said, done, agreed, exempted, recorded."""
    said = [one.when for step in process.steps for one in step.declared]
    done = [step.done for step in process.steps]
    for one in process.commitments:
        said += [saying.when for saying in one.declared]
        done += [one.agreed, one.done, one.waived, one.broken_off]
        done += [part.when for part in (*one.progress, *one.exemptions)]
    done += [one.when for one in process.incidents]
    return [one for one in (*said, *done) if one is not None]
