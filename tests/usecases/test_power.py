from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.power import Power
from trucewatch.domain.truce import Threshold
from trucewatch.errors import QuestionError
from trucewatch.present.power import power_json, power_text
from trucewatch.usecases import power as module
from trucewatch.usecases.asking import COMPILING
from trucewatch.usecases.power import power

from .truces import START, ZONE, tally, truce

STEADY = np.random.default_rng(1).poisson(6, 90).tolist()


@pytest.fixture(scope="module")
def syria() -> Power:
    return power("syria-2016")


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Power]:
    """Ask about a made-up truce with a tally that ends some days before or after its start."""

    def ask(counts: list[int], *, ends: int = 0, **options: object) -> Power:
        case = options.pop("case", None) or truce(first_days=7)
        first = START - timedelta(days=len(counts) + ends)
        return power(case, events=tally(tmp_path / "t.csv", counts, first=first), **options)  # type: ignore[arg-type]

    return ask


def test_golden(syria: Power, snapshot: SnapshotAssertion) -> None:
    assert power_text(syria) == snapshot


def test_golden_json(syria: Power, snapshot: SnapshotAssertion) -> None:
    assert power_json(syria) == snapshot


def test_nothing_from_the_start_on_is_used(own: Callable[..., Power]) -> None:
    quiet, loud = own([*STEADY, *[0] * 7], ends=-7), own([*STEADY, *[99] * 7], ends=-7)
    assert quiet.as_of == START - timedelta(days=1)
    assert (quiet.overall, quiet.text) == (loud.overall, loud.text)
    assert own(STEADY).overall == quiet.overall


def test_more_days_and_more_events_show_smaller_falls(own: Callable[..., Power]) -> None:
    few, many = own(STEADY), own([5 * count for count in STEADY])
    assert few.overall.smallest is not None
    assert many.overall.smallest is not None
    assert many.overall.smallest < few.overall.smallest
    fortnight = own(STEADY, days=14)
    assert fortnight.overall.smallest is not None
    assert fortnight.overall.smallest < few.overall.smallest


def test_the_days_for_the_agreed_fall(own: Callable[..., Power]) -> None:
    agreed = replace(truce(first_days=7), threshold=Threshold(0.8, "attacks", "a source"))
    found = own(STEADY, case=agreed)
    assert (found.aim, found.agreed) == (0.8, True)
    assert [one.fall for one in found.overall.falls] == [0.25, 0.5, 0.75, 0.8]
    needed = found.overall.of(0.8).days_needed
    assert needed is not None
    assert f"For the agreed fall by 80 %, {needed} days are enough." in found.text
    assert "80 % (agreed)" in power_text(found)


def test_a_fall_may_be_asked_about(own: Callable[..., Power]) -> None:
    found = own(STEADY, fall=0.9, days=1)
    assert (found.aim, found.agreed) == (0.9, False)
    assert "In 1 day" in found.text
    assert "--fall 0.9" in found.made_by.command


def test_data_that_end_before_the_start_widen_what_is_expected(own: Callable[..., Power]) -> None:
    near, far = own(STEADY), own(STEADY, ends=40)
    assert far.question.washout_days == 40
    assert far.as_of == START - timedelta(days=41)
    assert "The data end on" in far.text
    assert far.overall.expected is not None
    assert near.overall.expected is not None
    width, wider = (e.high - e.low for e in (near.overall.expected, far.overall.expected))
    assert wider > width


def test_a_few_events_show_nothing(own: Callable[..., Power]) -> None:
    scarce = [1 if n % 12 == 0 else 0 for n in range(90)]
    found = own(scarce)
    assert found.overall.smallest is None
    assert "In 7 days no fall could be seen. The baseline holds only 8" in found.text
    assert "no count" in power_text(found)
    rare = own([1 if n % 6 == 0 else 0 for n in range(90)], days=2)
    assert rare.overall.reason == "Even 2 days without any event could be chance."
    assert "why" in power_text(rare)


def test_an_even_record_is_refused_for_all_and_listed_for_a_place(
    own: Callable[..., Power], tmp_path: Path
) -> None:
    with pytest.raises(QuestionError, match="on every one of 90 days"):
        own([5] * 90, trust_zeros=True)
    rows = ["date,count,place"]
    for n, count in enumerate(STEADY):
        day = START - timedelta(days=90 - n)
        rows += [f"{day},{count},Homs", f"{day},2,Hama"]
    (tmp_path / "places.csv").write_text("\n".join(rows) + "\n")
    found = power(truce(first_days=7), events=tmp_path / "places.csv")
    hama = next(one for one in found.places if one.name == "Hama")
    assert hama.reason == "The baseline is 2 on every one of 90 days."
    assert "Of single places these could show a fall: Homs" in found.text


def test_where_no_place_could_show_anything(tmp_path: Path) -> None:
    rows = ["date,count,place"]
    for n in range(90):
        day = START - timedelta(days=90 - n)
        rows += [f"{day},{int(n % 9 == k)},P{k}" for k in range(8)]
    rows += [f"{START - timedelta(days=3)},1,P9"]
    (tmp_path / "t.csv").write_text("\n".join(rows) + "\n")
    found = power(truce(first_days=3), events=tmp_path / "t.csv")
    assert "No single place could show a fall in these days." in found.text
    assert found.too_few == 1
    assert "Besides, there is 1 place" in power_text(found)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"fall": 50.0}, "the fall is 50; give a share, such as 0.5 for 50 %"),
        ({"fall": 0.0}, "the fall is 0; give a share between 0 and 1"),
        ({"measure": "deaths"}, "what a window could show of deaths is not worked out"),
        ({"measure": "shots"}, "the measure is 'shots'"),
        ({"days": 61}, "a window of 61 days"),
        ({"level": 1.0}, "the level is 1.0"),
        ({"ends": 61}, "61 days before the truce; bring data up to"),
    ],
)
def test_what_cannot_be_asked(
    own: Callable[..., Power], options: dict[str, object], said: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        own(STEADY, **options)
    assert said in str(caught.value)


def test_an_open_end_needs_days(own: Callable[..., Power]) -> None:
    with pytest.raises(QuestionError, match="the truce is open-ended; give --days"):
        own(STEADY, case=truce())


def test_the_horizon_is_the_truce(own: Callable[..., Power]) -> None:
    end = datetime(2016, 3, 8, tzinfo=ZONE)
    assert own(STEADY, case=truce(end=end, first_days=7)).horizon == 10


def test_a_blind_source_is_refused(own: Callable[..., Power]) -> None:
    with pytest.raises(QuestionError, match="the source was blind on too many days"):
        own([*[5] * 89, 6])
    assert own([*[5] * 89, 6], trust_zeros=True).overall.expected


def test_no_events_says_what_to_bring() -> None:
    with pytest.raises(QuestionError, match="no events are shipped with doha-2020; bring them"):
        power("doha-2020")
    with pytest.raises(QuestionError, match="a store, UCDP GED as published"):
        power(truce(first_days=7))


def test_the_first_run_says_that_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(module, "compiles_first", lambda: True)
    power("syria-2016", days=2, progress=lambda _, label: told.append(label))
    assert told == [COMPILING]


def test_all_of_it_is_before_the_start(syria: Power) -> None:
    assert syria.as_of == date(2016, 2, 26)
    assert syria.overall.smallest is not None
    assert 0.4 < syria.overall.smallest < 0.7
    assert 0.03 < syria.overall.false_alarm <= 0.06
