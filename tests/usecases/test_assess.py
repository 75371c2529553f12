import hashlib
import json
import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from ged_rows import row, write_csv
from trucewatch.accord.cases import find_case
from trucewatch.cli.main import status
from trucewatch.domain.assessment import Assessment, Stretch
from trucewatch.domain.truce import Selection
from trucewatch.domain.verdict import Verdict
from trucewatch.errors import InputError, QuestionError
from trucewatch.places import Place
from trucewatch.present.json import json_text
from trucewatch.usecases import assess as module
from trucewatch.usecases.asking import COMPILING
from trucewatch.usecases.assess import assess

from .truces import START, ZONE, tally, truce

BEFORE = START - timedelta(days=60)
STEADY = np.random.default_rng(7).poisson(8, 60).tolist()


@pytest.fixture(scope="module")
def syria() -> Assessment:
    return assess("syria-2016")


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Assessment]:
    """Assess an own truce of seven days with an own tally of 60 days before it."""

    def ask(before: list[int], during: list[int], **options: object) -> Assessment:
        path = tally(tmp_path / "desk.csv", [*before, *during], first=BEFORE)
        return assess(truce(first_days=7), events=path, **options)  # type: ignore[arg-type]

    return ask


def test_syria(syria: Assessment) -> None:
    assert syria.observed == 40
    assert syria.expected is not None
    assert syria.reduction is not None
    assert syria.probability is not None
    assert 68 <= syria.expected.median <= 80
    assert 0.36 <= syria.reduction.median <= 0.52
    assert syria.probability.reduced > 0.95
    assert syria.observed_range == (40, 41)
    assert syria.verdict is Verdict.REDUCED
    assert syria.question.baseline.days == 57
    assert "The baseline is only 57 days, because the data begin on 1 Jan 2016." in syria.text


def washouts(found: Assessment) -> list[str]:
    return [variant.value for variant in found.choices if variant.choice == "washout"]


def test_syria_rests_on_the_day_before_the_start(syria: Assessment) -> None:
    assert washouts(syria) == ["0 days", "1 day", "2 days", "3 days", "7 days"]
    asked, one_day, *_ = (v for v in syria.choices if v.choice == "washout")
    assert asked.asked
    assert asked.expected == syria.expected
    assert one_day.verdict is Verdict.UNDETERMINED
    assert "washout" in syria.depends_on
    assert "But this depends on" in syria.text
    assert "With a washout of 1 day, 2 days" in syria.text


def test_every_choice_is_made_otherwise(syria: Assessment) -> None:
    tried = {variant.choice: 0 for variant in syria.choices}
    for variant in syria.choices:
        tried[variant.choice] += variant.asked
    assert tried == {
        "measure": 1, "baseline": 1, "washout": 1, "end of the window": 1, "model": 1,
    }  # fmt: skip
    short = next(v for v in syria.choices if v.value == "365 days")
    assert short.verdict is None
    assert short.why_not == "the data reach back only 57 days from there"


def test_day_by_day_what_was_said_stands(own: Callable[..., Assessment]) -> None:
    found = own(STEADY, [1, 0, 2, 1, 0, 1, 0])
    assert [day.date for day in found.day_verdicts] == list(found.question.window)
    assert [day.observed for day in found.day_verdicts] == [1, 1, 3, 4, 4, 5, 5]
    highs = [day.fall_low for day in found.day_verdicts]
    assert highs == sorted(highs)
    assert found.day_verdicts[-1].verdict is Verdict.REDUCED
    assert found.first_firm_day is not None
    assert "the record allowed a firm answer (reduced) on day" in found.text


def test_what_was_said_of_a_day_is_said_later_too() -> None:
    early, late = (assess("syria-2016", days=14, as_of=day) for day in ("2016-03-02", "2016-03-11"))
    assert early.day_verdicts
    assert early.day_verdicts == late.day_verdicts[: len(early.day_verdicts)]


def test_of_deaths_nothing_is_said_day_by_day() -> None:
    assert assess("syria-2016", measure="deaths").day_verdicts == ()


@pytest.mark.parametrize("trust", [False, True])
def test_silence_is_not_peace(own: Callable[..., Assessment], trust: bool) -> None:
    many = [5 * count for count in STEADY]
    found = own(many, [0] * 7, trust_zeros=trust)
    if trust:
        assert (found.verdict, found.blind) == (Verdict.REDUCED, ())
        assert "--trust-zeros" in found.made_by.command
    else:
        assert (found.verdict, found.expected) == (Verdict.NO_DATA, None)
        assert "silence is not peace" in found.text
        assert found.blind[0].span.days == 7


def test_blind_days_count_on_neither_side(own: Callable[..., Assessment]) -> None:
    many = [5 * count for count in STEADY]
    hole = [*many[:30], *[0] * 10, *many[40:]]
    found = own(hole, many[:7])
    assert found.blind[0].span.days == 10
    whole = own(many, many[:7])
    assert found.expected is not None
    assert whole.expected is not None
    assert abs(found.expected.median - whole.expected.median) < 0.1 * whole.expected.median


def test_every_day_is_in_the_picture(syria: Assessment) -> None:
    dates = [day.date for day in syria.days]
    assert dates == [date(2016, 1, 1) + timedelta(days=n) for n in range(64)]
    assert [day.stretch for day in syria.days].count(Stretch.WINDOW) == 7
    assert sum(day.observed for day in syria.days[-7:]) in (40, 41)
    assert all(day.low <= day.expected <= day.high for day in syria.days)
    assert syria.data is not None
    assert syria.data.rows < sum(day.observed for day in syria.days)  # rows hold several events


def test_the_same_question_gives_the_same_bytes(syria: Assessment) -> None:
    assert json_text(assess("syria-2016")) == json_text(syria)
    other = assess("syria-2016", seed=5)
    assert other.expected != syria.expected or other.probability != syria.probability


def test_the_command_makes_the_answer_again(
    syria: Assessment, capsys: pytest.CaptureFixture[str]
) -> None:
    _, *tokens = shlex.split(syria.made_by.command)
    assert status([*tokens, "--format", "json"]) == 0
    assert capsys.readouterr().out == json_text(syria)


def test_the_renewed_truce_of_september_cannot_be_told() -> None:
    september = replace(
        find_case("syria-2016"),
        window=truce(start=datetime(2016, 9, 12, 19, tzinfo=ZONE)).window,
    )
    found = assess(september)
    assert found.question.window.start == date(2016, 9, 13)
    assert found.question.baseline.last == date(2016, 9, 11)
    assert washouts(found) == ["1 day", "2 days", "3 days", "7 days"]
    assert found.verdict is Verdict.UNDETERMINED


OWN_FILE = """\
id: own-truce
name: Truce of the test
kind: ceasefire
zone: Asia/Damascus
start: 2016-02-26 19:00
first_days: 7
place:
  country: Syria
parties:
  - id: army
    name: The Army
"""


def test_an_own_truce_file_and_an_own_tally(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that stands in the answer makes it again, spaces and all."""
    file = tmp_path / "own truce.yaml"
    file.write_text(OWN_FILE, encoding="utf-8")
    events = tally(tmp_path / "the desk.csv", [*STEADY, *[2] * 7], first=BEFORE)
    found = assess(str(file), events=events, washout=4, level=0.8, seed=3)
    assert (found.truce, found.observed, found.verdict) == ("own-truce", 14, Verdict.REDUCED)
    assert found.question.baseline.last == START - timedelta(days=6)
    _, *tokens = shlex.split(found.made_by.command)
    assert status([*tokens, "--format", "json"]) == 0
    assert capsys.readouterr().out == json_text(found)


def test_an_own_truce_file_without_events_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN_FILE, encoding="utf-8")
    with pytest.raises(QuestionError, match="no events are shipped with own-truce; bring them"):
        assess(file)


def test_as_of_uses_nothing_later(tmp_path: Path) -> None:
    found = assess("syria-2016", as_of="2016-02-28")
    assert (found.question.window.days, found.as_of) == (2, date(2016, 2, 28))
    assert found.days[-1].date == date(2016, 2, 28)
    told, later = (
        assess(
            truce(first_days=7),
            events=tally(tmp_path / "desk.csv", [*STEADY, 3, 4, *after], first=BEFORE),
            as_of=START + timedelta(days=1),
        )
        for after in ([0] * 5, [900] * 5)
    )
    assert (told.text, told.expected, told.days) == (later.text, later.expected, later.days)


def test_where_others_fought_later_is_not_known_as_of_a_day(tmp_path: Path) -> None:
    """A party joins the fight in the truce's place, and others the field, after that day."""

    def ask(later: list[str]) -> Assessment:
        rng = np.random.default_rng(3)
        days = [BEFORE + timedelta(days=n) for n in range(65)]
        rows = [f"{day},{rng.poisson(6)},Homs,The Army" for day in days]
        rows += [f"{day},{rng.poisson(3)},Raqqa,The Others" for day in days]
        path = tmp_path / "desk.csv"
        path.write_text("\n".join(["date,count,place,party", *rows, *later]) + "\n", "utf-8")
        homs = truce(first_days=7, place=Place("Syria", ("Homs",)))
        return assess(homs, events=path, as_of=START + timedelta(days=4))

    after = START + timedelta(days=5)
    quiet = ask([f"{after},0,Homs,The Army"])
    loud = ask([f"{after},9,Homs,The Others", f"{after},9,Elsewhere,The Army"])
    assert [one.by for one in quiet.breakdowns] == ["dyad", "admin1"]
    assert (quiet.breakdowns, quiet.checks) == (loud.breakdowns, loud.checks)


def test_a_moment_asks_as_of_its_day() -> None:
    found = assess("syria-2016", as_of=datetime(2016, 2, 28, 23, tzinfo=ZONE))
    assert found.as_of == date(2016, 2, 28)


def test_deaths_are_less_sure_than_events(syria: Assessment) -> None:
    found = assess("syria-2016", measure="deaths")
    assert found.observed is not None
    assert 205 <= found.observed <= 220
    assert found.probability is not None
    assert syria.probability is not None
    assert found.probability.reduced < syria.probability.reduced


@pytest.mark.parametrize(
    ("before", "during", "verdict"),
    [
        (STEADY, [0] * 7, Verdict.REDUCED),
        (STEADY, [8] * 7, Verdict.UNDETERMINED),
        (STEADY, [10] * 7, Verdict.NOT_REDUCED),
        (STEADY, [40, 41, 39, 44, 38, 40, 42], Verdict.INCREASED),
        ([0] * 60, [0] * 7, Verdict.UNDETERMINED),
        ([0] * 60, [9] * 7, Verdict.UNDETERMINED),
        ([0] * 59 + [9], [0] * 7, Verdict.UNDETERMINED),
    ],
)
def test_verdicts(
    own: Callable[..., Assessment], before: list[int], during: list[int], verdict: Verdict
) -> None:
    found = own(before, during)
    assert found.verdict is verdict
    assert found.observed == sum(during)
    assert found.reduction is not None
    assert found.reduction.high <= 1


def test_a_washout_that_was_asked_for_is_among_those_tried(own: Callable[..., Assessment]) -> None:
    found = own(STEADY, [2] * 7, washout=5)
    assert washouts(found) == ["0 days", "1 day", "2 days", "3 days", "5 days", "7 days"]
    asked = next(v for v in found.choices if v.choice == "washout" and v.asked)
    assert (asked.value, asked.expected) == ("5 days", found.expected)
    assert sum(day.stretch is Stretch.WASHOUT for day in found.days) == 5


def test_a_washout_that_leaves_too_short_a_baseline_says_so(tmp_path: Path) -> None:
    path = tally(tmp_path / "desk.csv", [5, 4, 6] * 13, first=START - timedelta(days=30))
    found = assess(truce(first_days=7), events=path)
    reasons = [v.why_not for v in found.choices if v.choice == "washout"]
    assert reasons[:3] == [None] * 3
    assert all(why and "the baseline is too short" in why for why in reasons[3:])


def test_doha_without_events_shows_what_others_published() -> None:
    found = assess("doha-2020", as_of=date(2020, 2, 25))
    assert (found.verdict, found.observed, found.data) == (Verdict.NO_DATA, None, None)
    assert found.reported is not None
    assert found.reported.comparisons
    assert found.events_sources[0].file in found.text
    assert (found.question.window.days, found.as_of) == (4, date(2020, 2, 25))


def test_doha_with_events_is_answered(tmp_path: Path) -> None:
    """With made-up events: five a day before, one every other day in the week."""
    case = find_case("doha-2020")
    selection = case.data["ucdp-ged"]
    start = date(2020, 2, 22)
    days = [start - timedelta(days=n) for n in range(1, 181) for _ in range(4 + n % 3)]
    days += [start + timedelta(days=n) for n in (0, 2, 4)]
    made_up = [
        row(n, country="Afghanistan", date_start=str(day), date_end=str(day), **named(selection))
        for n, day in enumerate(days)
    ]
    with_another = {"country": "Afghanistan", "dyad_new_id": 901, "dyad_name": "Two others"}
    made_up.append(row(9999, date_start="2020-02-23", date_end="2020-02-23", **with_another))
    path = write_csv(tmp_path / "ged261.csv", made_up)
    found = assess("doha-2020", events=path, release="26.1", seed=1)
    assert (found.observed, found.verdict, found.reported) == (3, Verdict.REDUCED, None)
    assert found.probability is not None
    assert found.probability.at_least_threshold is not None
    assert found.probability.at_least_threshold > 0.9
    assert "fell by at least the agreed 80 %" in found.text
    assert "--release 26.1" in found.made_by.command


def test_a_store_answers_as_the_file_it_was_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the file to the answer as a person goes: collect, then assess, by the same commands."""
    days = [START - timedelta(days=n) for n in range(1, 61) for _ in range(n % 5)] + [START]
    given = [row(n, date_start=str(day), date_end=str(day)) for n, day in enumerate(days)]
    path, store = write_csv(tmp_path / "ged261.csv", given), str(tmp_path / "store")
    truce_file = tmp_path / "own.yaml"
    truce_file.write_text(
        f"{OWN_FILE}data:\n  ucdp-ged:\n    countries: [{given[0]['country']}]\n", encoding="utf-8"
    )
    assert status(["collect", "ucdp-ged", str(path), "--store", store, "--release", "26.1"]) == 0
    capsys.readouterr()
    assert status(["assess", str(truce_file), "--events", store, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    of_file = assess(truce_file, events=path, release="26.1")
    assert (told["observed"], told["text"]) == (1, of_file.text)
    assert told["data"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert told["data"]["rows"] == sum(day.observed for day in of_file.days) == len(days)


def test_a_baseline_without_an_event_is_undetermined_and_says_why(
    own: Callable[..., Assessment],
) -> None:
    found = own([0] * 60, [0] * 7)
    assert "The baseline holds only 0; at least 10 are needed." in found.reasons
    assert "Whether violence was reduced is undetermined." in found.text
    assert found.expected is not None
    assert found.expected.median == 0
    assert json.loads(json_text(found))["verdict"] == "undetermined"


def test_a_tally_counts_deaths_where_it_tells_them(tmp_path: Path) -> None:
    counts = [*STEADY, *[2] * 7]
    path = tally(tmp_path / "desk.csv", counts, first=BEFORE, deaths=[3 * n for n in counts])
    found = assess(truce(first_days=7), events=path, measure="deaths")
    assert (found.observed, found.question.measure.value) == (42, "deaths")
    silent = tally(tmp_path / "silent.csv", counts, first=BEFORE)
    with pytest.raises(QuestionError, match="do not count deaths; ask for events"):
        assess(truce(first_days=7), events=silent, measure="deaths")


def named(selection: Selection) -> dict[str, object]:
    """Fields of a made-up row that a selection takes."""
    fields: dict[str, object] = {}
    for name, number, asked in (
        ("dyad_name", "dyad_new_id", selection.dyads),
        ("conflict_name", "conflict_new_id", selection.conflicts),
    ):
        if asked:
            fields[number if asked[0].isdecimal() else name] = asked[0]
    if selection.violence_types:
        fields["type_of_violence"] = selection.violence_types[0]
    return fields


def test_without_events_and_figures_there_is_nothing_to_say() -> None:
    with pytest.raises(QuestionError, match="no events are shipped with own; bring them with"):
        assess(truce(first_days=7))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"measure": "wounded"},
            "the measure is 'wounded'; give one of events, lethal-",
        ),
        ({"as_of": "2016-02-26"}, "on 2016-02-26 the truce had not begun"),
        ({"level": 0}, "the level is 0"),
        ({"level": 1}, "the level is 1; give one between 0 and 1, such as 0.9"),
        ({"level": float("nan")}, "the level is nan"),
        ({"as_of": "yesterday"}, "as-of: 'yesterday' is not a date"),
        ({"seed": -1}, "the seed is -1; give 0 to 9223372036854775808"),
        ({"seed": 2**63 + 1}, "the seed is 9223372036854775809"),
        ({"washout": 30}, "the baseline is too short"),
    ],
)
def test_what_is_refused_is_refused_before_anything_else(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, object], said: str
) -> None:
    monkeypatch.setattr(module, "compiles_first", lambda: True)
    told: list[str] = []
    with pytest.raises(InputError) as caught:
        assess(
            "syria-2016",
            progress=lambda _, label: told.append(label),
            **options,  # type: ignore[arg-type]
        )
    assert said in str(caught.value)
    assert told == []


def test_who_waits_is_told_why(monkeypatch: pytest.MonkeyPatch) -> None:
    for first in (True, False):
        told: list[str] = []
        monkeypatch.setattr(module, "compiles_first", lambda first=first: first)
        assess("syria-2016", progress=lambda _, label, told=told: told.append(label))
        assert told == ([COMPILING] if first else [])


def test_a_control_is_one_of_the_choices() -> None:
    found = assess("syria-2016", control=["IS - SDF", "Deir ez Zor Governorate"])
    assert found.question.control == ("IS - SDF", "Deir ez Zor Governorate")
    assert found.made_by.command.endswith(
        "--control 'IS - SDF' --control 'Deir ez Zor Governorate'"
    )
    assert "without the control" in [v.value for v in found.choices]
    plain = next(v for v in found.choices if v.value == "without the control")
    assert plain.expected is not None
    assert found.expected is not None
    assert plain.expected != found.expected


@pytest.mark.parametrize("name", ["IS SDF", "Government of Syria - Syrian insurgents"])
def test_a_control_must_lie_outside_the_truce(name: str) -> None:
    with pytest.raises(QuestionError, match="no pair of sides and no place outside the truce"):
        assess("syria-2016", control=[name])
