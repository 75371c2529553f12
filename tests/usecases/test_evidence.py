import re
import socket
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ged_rows import row, rows, write_csv, write_zip
from trucewatch.accord.cases import find_case, shipped_daily
from trucewatch.datasets.daily_table import read_daily_table
from trucewatch.days import DaySpan
from trucewatch.domain.truce import Selection
from trucewatch.errors import DatasetError, QuestionError, StoreError
from trucewatch.places import Place
from trucewatch.usecases.collect import collect
from trucewatch.usecases.evidence import Evidence, gather
from trucewatch.usecases.tabulate import tabulate

from .truces import START, tally, truce

MODELLAND = {"ucdp-ged": Selection(countries=(str(row()["country"]),))}


def found(*args: object, **options: object) -> Evidence:
    evidence = gather(*args, **options)  # type: ignore[arg-type]
    assert evidence is not None
    return evidence


def test_what_is_shipped_is_taken_where_nothing_is_brought() -> None:
    evidence = found(find_case("syria-2016"), None)
    assert (evidence.provenance.dataset, evidence.provenance.release) == (
        "ucdp-ged", "652.1601.1911",
    )  # fmt: skip
    assert {figure.dyad_id for figure in evidence.figures} == {11973}
    assert evidence.limits[0].startswith("UCDP GED holds only events in which")
    assert gather(find_case("doha-2020"), None) is None


def test_a_file_as_published_and_a_store_give_the_same(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ged261.csv", rows(20))
    of_file = found(truce(data=MODELLAND), path, release="26.1")
    collect("ucdp-ged", path, release="26.1", store=tmp_path / "store")
    of_store = found(truce(data=MODELLAND), tmp_path / "store")
    assert of_file == of_store
    assert of_file.counted_from_events
    everything = DaySpan(date(1989, 1, 1), date(2026, 1, 1))
    assert of_file.rows_used(everything) == 20
    assert of_file.provenance.query.endswith(f"country: {row()['country']}")


def test_nothing_is_asked_of_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    path = write_csv(tmp_path / "ged261.csv", rows(3))
    assert found(truce(data=MODELLAND), path, release="26.1").figures
    assert found(find_case("syria-2016"), None).figures
    assert gather(find_case("doha-2020"), None) is None


def test_who_waits_for_a_file_is_told(tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    path = write_zip(tmp_path / "ged261-csv.zip", rows(3))
    found(truce(data=MODELLAND), path, progress=lambda done, label: told.append((done, label)))
    assert told
    assert all(0 <= done <= 1 and label for done, label in told)


def test_rows_are_events_or_figures_on_the_days_asked_about(tmp_path: Path) -> None:
    late = {"date_start": "2020-03-05", "date_end": "2020-03-09"}
    same = {"date_start": "2020-03-05", "date_end": "2020-03-05"}
    path = write_csv(tmp_path / "ged261.csv", [row(1, **same), row(2, **same), row(3, **late)])
    evidence = found(truce(data=MODELLAND), path, release="26.1")
    day = DaySpan(date(2020, 3, 5), date(2020, 3, 6))
    assert evidence.rows_used(day) == 3
    assert replace(evidence, counted_from_events=False).rows_used(day) == 3
    assert evidence.rows_used(DaySpan(date(2020, 3, 6), date(2021, 1, 1))) == 1
    assert evidence.rows_used(DaySpan(date(2020, 3, 10), date(2021, 1, 1))) == 0
    assert evidence.undated_share(day) == 1 / 3


def test_events_without_a_day_are_a_share(tmp_path: Path) -> None:
    given = [row(1), row(2, date_start="2020-03-01", date_end="2020-03-09")]
    path = write_csv(tmp_path / "ged261.csv", given)
    evidence = found(truce(data=MODELLAND), path, release="26.1")
    year = DaySpan(date(2020, 1, 1), date(2021, 1, 1))
    assert evidence.undated_share(year) == 0.5
    assert evidence.undated_share(DaySpan(date(2019, 1, 1), date(2019, 2, 1))) is None


def test_a_table_is_of_one_country(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ged261.csv", rows(3))
    country = str(row()["country"])
    out = tmp_path / "daily.csv"
    tabulate(path, country=country, start="2020-01-01", end="2021-01-01", out=out, release="26.1")
    evidence = found(truce(data=MODELLAND), out)
    assert evidence.rows_used(DaySpan(date(2020, 1, 1), date(2021, 1, 1))) == len(evidence.figures)
    with pytest.raises(QuestionError, match=f"the table is about {country}, the truce about Mali"):
        gather(truce(data={"ucdp-ged": Selection(countries=("Mali",))}), out)


def test_a_truce_that_selects_nothing_of_the_data_set_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ged261.csv", rows(3))
    with pytest.raises(QuestionError, match="does not say which events of ucdp-ged it is about"):
        gather(truce(data={}), path, release="26.1")


def test_only_the_events_that_the_truce_is_about_are_counted(tmp_path: Path) -> None:
    other = row(2, dyad_name="Government of Modelland - A third", dyad_new_id=901)
    path = write_csv(tmp_path / "ged261.csv", [row(1), other, row(3)])
    dyads = {"ucdp-ged": Selection(dyads=(row()["dyad_name"],))}
    evidence = found(truce(data=dyads), path, release="26.1")
    assert sum(figure.events for figure in evidence.figures) == 2
    assert evidence.provenance.query.endswith(f"dyad: {row()['dyad_name']}")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (
            Selection(dyads=("Government of Modelland - The Other",)),
            "no event has the dyad 'Government of Modelland - The Other'; did you mean "
            "'Government of Modelland - The Others'?",
        ),
        (
            Selection(countries=("Mali",)),
            "no event has the country 'Mali'; check the selection",
        ),
    ],
)
def test_a_name_that_does_not_occur_is_no_silence(
    selection: Selection, said: str, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "ged261.csv", rows(3))
    with pytest.raises(QuestionError, match=re.escape(said)):
        gather(truce(data={"ucdp-ged": selection}), path, release="26.1")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (
            Selection(dyads=("Government of Syria - Syrian insurgent",)),
            "did you mean 'Government of Syria - Syrian insurgents'?",
        ),
        (Selection(conflicts=("299",)), "a daily table does not tell conflicts"),
    ],
)
def test_the_shipped_table_answers_only_what_it_tells(selection: Selection, said: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(said)):
        gather(replace(find_case("syria-2016"), data={"ucdp-ged": selection}), None)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"none\.csv: there is no such file; check the path"):
        gather(truce(), tmp_path / "none.csv")


def test_a_selection_without_an_event_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ged261.csv", [row(3, type_of_violence=1)])
    only_other = {"ucdp-ged": Selection(violence_types=(3,))}
    with pytest.raises(QuestionError, match="the selection is empty: it leaves no event at all"):
        gather(truce(data=only_other), path, release="26.1")


def test_a_tally_needs_no_selection(tmp_path: Path) -> None:
    path = tally(tmp_path / "desk.csv", [3, 0, 2], first=START)
    evidence = found(truce(data={}), path)
    assert [figure.events for figure in evidence.figures] == [3, 0, 2]
    assert evidence.others == ()
    assert evidence.undated_share(evidence.provenance.covers) is None
    assert evidence.limits == ("The counts are the desk's own; what they leave out is not known.",)


def test_a_tally_is_cut_to_the_parties_and_places_of_the_truce(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    lines = [
        "date,count,party,place",
        "2016-02-27,1,REGULARS,Homs",
        "2016-02-27,2,government of modelland,homs",
        "2016-02-27,4,The Others,",
        "2016-02-27,8,,Homs",
        "2016-02-27,16,Somebody,Homs",
        "2016-02-27,32,army,Idlib",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    evidence = found(truce(place=Place("Syria", ("Homs",))), path)
    assert sum(figure.events for figure in evidence.figures) == 1 + 2 + 4 + 8
    assert evidence.limits[1] == (
        "Rows of the tally that were left out: party somebody, place idlib."
    )
    assert [(f.dyad, f.admin1, f.events) for f in evidence.others] == [
        ("Somebody", "Homs", 16),
        ("army", "Idlib", 32),
    ]


def test_many_names_that_were_left_out_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    others = "".join(f"2016-02-27,1,G{n}\n" for n in range(9))
    path.write_text(f"date,count,party\n2016-02-27,1,army\n{others}", encoding="utf-8")
    assert found(truce(), path).limits[1].endswith("party g4 and 4 more.")


def test_a_tally_of_others_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    path.write_text("date,count,party\n2016-02-27,1,Nobody\n", encoding="utf-8")
    with pytest.raises(QuestionError, match="the selection is empty"):
        gather(truce(), path)


def test_an_empty_directory_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no ucdp-ged in the store"):
        gather(truce(), tmp_path)


def test_a_day_has_a_place_in_the_span() -> None:
    evidence = found(find_case("syria-2016"), None)
    week = DaySpan(START, START + timedelta(days=7))
    # Every row of the table is one figure; those that may have happened before the week are in it.
    reach = [f for f in evidence.figures if f.date < week.end and f.last >= week.start]
    assert evidence.rows_used(week) == len(reach)
    assert len(reach) > sum(figure.date in week for figure in evidence.figures)


def test_the_others_of_events_are_the_rest_of_the_same_countries(tmp_path: Path) -> None:
    third = {"dyad_name": "Government of Modelland - A third", "dyad_new_id": 901}
    abroad = {"country": "Farland", "country_id": 998}
    given = [row(1), row(2, **third), row(3), row(4, **third, **abroad), row(5, **abroad, **third)]
    path = write_csv(tmp_path / "ged261.csv", given)
    dyads = {"ucdp-ged": Selection(dyads=(row()["dyad_name"],))}
    evidence = found(truce(data=dyads), path, release="26.1")
    assert sum(figure.events for figure in evidence.figures) == 2
    assert [(f.dyad_id, f.date, f.events) for f in evidence.others] == [(901, date(2020, 3, 3), 1)]
    whole = found(truce(data=MODELLAND), path, release="26.1")
    assert (sum(f.events for f in whole.figures), whole.others) == (3, ())


def test_who_reported_is_told_of_the_figures(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ged261.csv", [row(1), row(1, id=5, source_office="Another")])
    evidence = found(truce(data=MODELLAND), path, release="26.1")
    assert [f.source_office for f in evidence.figures] == ["Another", "Sample Wire"]
    assert evidence.others == ()


def test_the_others_of_a_table_are_its_other_rows() -> None:
    case = find_case("syria-2016")
    evidence = found(case, None)
    table = read_daily_table(shipped_daily(case.id) or Path())
    assert {figure.dyad_id for figure in evidence.others}.isdisjoint({11973, None})
    assert len(evidence.figures) + len(evidence.others) == len(table.figures)
    assert {*evidence.figures, *evidence.others} == set(table.figures)
