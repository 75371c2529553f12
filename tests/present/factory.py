"""Answers made by hand for the tests of the presentation."""

from dataclasses import replace
from datetime import date, timedelta

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import (
    AssessedDay,
    Assessment,
    ChoiceVariant,
    DayVerdict,
    MadeBy,
    Measure,
    Question,
    Reported,
    ReportedComparison,
    Stretch,
)
from trucewatch.domain.check import Check, Outcome
from trucewatch.domain.daily import Provenance
from trucewatch.domain.interval import Interval
from trucewatch.domain.periods import FourPeriods, PeriodEffect
from trucewatch.domain.truce import Bound, EventsSource, FigureUnit, Period, PublishedFigure
from trucewatch.domain.verdict import Probability, Verdict

START = date(2016, 2, 27)
SHA256 = "0123456789abcdef" * 4
HOSTILE = "<script>alert(1)</script>\x1b[31m=HYPERLINK()\u202e\x07"


def span(start: date, days: int) -> DaySpan:
    return DaySpan(start, start + timedelta(days=days))


def picture(*, baseline: int, washout: int, window: int) -> tuple[AssessedDay, ...]:
    """A made-up daily picture: about eleven events a day, half of them in the window."""
    first = START - timedelta(days=baseline + washout)
    days = []
    for n in range(baseline + washout + window):
        day = first + timedelta(days=n)
        wave = (n * n * 7 + n * 13) % 11
        if n < baseline:
            days.append(AssessedDay(day, Stretch.BASELINE, 6 + wave, 11 + wave / 10, 9.25, 13.5))
            continue
        stretch = Stretch.WASHOUT if day < START else Stretch.WINDOW
        observed = 9 + wave if day < START else 3 + wave // 2
        days.append(AssessedDay(day, stretch, observed, 11.0, 5.0, 19.0 + n % 2))
    return tuple(days)


def syria(*, baseline: int = 10, washout: int = 3) -> Assessment:
    """A truce that held, measured with day-level events."""
    return Assessment(
        truce="syria-2016",
        name="Cessation of hostilities in Syria",
        as_of=date(2016, 3, 4),
        question=Question(
            measure=Measure.EVENTS,
            parties=("Government of Syria", "Syrian insurgents"),
            place="Syria",
            window=span(START, 7),
            washout_days=washout,
            baseline=span(START - timedelta(days=baseline + washout), baseline),
            threshold=None,
        ),
        observed=40,
        expected=Interval(79.0, 53.0, 118.0, 0.9),
        reduction=Interval(0.4936708, 0.2452830, 0.6610169, 0.9),
        probability=Probability(0.99312, 0.00612, None),
        verdict=Verdict.REDUCED,
        text=(
            "In the first 7 days of the truce UCDP recorded 40 deadly events between the "
            "government and the insurgents; 79 would have been expected without it (53 to 118). "
            "That is 49 % fewer (25 to 66). Violence was reduced."
        ),
        reasons=(),
        limits=("UCDP counts only events with at least one death.", "Past years change."),
        undated_share=0.0612345,
        data=Provenance(
            dataset="ucdp-ged",
            release="25.1",
            sha256=SHA256,
            rows=20512,
            covers=DaySpan(date(2016, 1, 1), date(2020, 1, 1)),
            citation="Davies, Engström, Pettersson & Öberg (2025), J Peace Res 62(4).",
            query="state-based events between government and insurgents, one day long",
        ),
        made_by=MadeBy("0.1.0", 20160227, "trucewatch assess syria-2016 --seed 20160227"),
        days=picture(baseline=baseline, washout=washout, window=7),
        choices=(
            variant("0 days", median=79.0, fall=0.4936708, asked=True),
            variant("1 day", median=75.0, fall=0.4666667),
        ),
        day_verdicts=(
            DayVerdict(START, 7, -1.5, 0.81, Verdict.UNDETERMINED, None),
            DayVerdict(START + timedelta(days=1), 12, 0.1, 0.75, Verdict.REDUCED, None),
        ),
        periods=periods(),
        checks=(
            Check("placebo in time", Outcome.NO_VERDICT, 4, 0, "Only 4 times could it be tried."),
            Check("other priors", Outcome.PASSES, 5, 0, "With any of the 5 the verdict stays."),
            Check("without one place", Outcome.FAILS, 7, 1, "Without Homs it is undetermined."),
        ),
    )


def periods() -> FourPeriods:
    """A surge on the last day, and days after the window that are as usual."""
    surge = replace(period(-3, 3), observed=37, verdict=Verdict.NOT_REDUCED)
    return FourPeriods(
        before=span(START - timedelta(days=13), 10),
        usual=11.25,
        surge=surge,
        peak=replace(period(-1, 1), observed=26),
        peak_chance=0.005,
        truce=replace(period(0, 7), verdict=Verdict.REDUCED),
        after=period(7, 7),
        together=replace(period(-3, 17), observed=117),
    )


def period(first: int, days: int) -> PeriodEffect:
    """Some days around the start, about as many events as usual."""
    return PeriodEffect(
        span(START + timedelta(days=first), days),
        40,
        Interval(10.0 * days, 5.0 * days, 19.0 * days, 0.9),
        Interval(0.4, -0.2, 0.7, 0.9),
        Probability(0.81, 0.17, None),
        Verdict.UNDETERMINED,
    )


def variant(
    value: str,
    *,
    median: float,
    fall: float,
    low: float = 0.24,
    verdict: Verdict = Verdict.REDUCED,
    asked: bool = False,
) -> ChoiceVariant:
    """The same question with another washout."""
    return ChoiceVariant(
        choice="washout",
        value=value,
        asked=asked,
        observed=40,
        expected=Interval(median, median / 2, median * 1.5, 0.9),
        reduction=Interval(fall, low, 0.66, 0.9),
        probability=Probability(0.98, 0.015, None),
        verdict=verdict,
    )


def undetermined() -> Assessment:
    """An answer that can't be told, with a reduction without lower bound and an agreed fall."""
    a = syria(washout=0)
    return replace(
        a,
        question=replace(a.question, threshold=0.8),
        observed=1,
        expected=Interval(1.0, 0.0, 3.0, 0.9),
        reduction=Interval(-0.5, float("-inf"), 0.6667, 0.9),
        probability=Probability(0.41, 0.32, 0.0),
        verdict=Verdict.UNDETERMINED,
        reasons=("Too few events are expected for any verdict.",),
        choices=(),
        day_verdicts=(),
    )


def hostile() -> Assessment:
    """Every text from outside tries to break out of its place."""
    a = syria(baseline=3, washout=0)
    assert a.data is not None
    return replace(
        doha(),
        truce=HOSTILE,
        name=HOSTILE,
        question=replace(a.question, place=HOSTILE, parties=(HOSTILE, "=HYPERLINK()")),
        text=HOSTILE,
        reasons=(HOSTILE,),
        limits=(HOSTILE,),
        data=replace(a.data, dataset=HOSTILE, release="'\"><img src=x>", citation=HOSTILE),
        made_by=replace(a.made_by, command=HOSTILE),
        days=a.days,
        observed=a.observed,
        reported=Reported(
            comparisons=(comparison(claimant=HOSTILE, source="javascript:alert(1)"),),
            alone=(figure(claimant=HOSTILE, measure=HOSTILE, note=HOSTILE, source='x" onload="y'),),
        ),
        events_sources=(EventsSource(HOSTILE, "=HYPERLINK(); rm", "data:text/html,x", HOSTILE),),
    )


def figure(
    *,
    claimant: str = "Pajhwok",
    measure: str = "armed attacks",
    value: float = 300.0,
    start: date = date(2020, 2, 18),
    days: int = 4,
    period: Period = Period.BEFORE,
    unit: FigureUnit = FigureUnit.COUNT,
    bound: Bound = Bound.EXACT,
    source: str = "https://example.org/attacks",
    note: str | None = None,
    window_stated: bool = True,
) -> PublishedFigure:
    return PublishedFigure(
        measure=measure,
        claimant=claimant,
        window=span(start, days),
        value=value,
        source=source,
        period=period,
        unit=unit,
        bound=bound,
        window_stated=window_stated,
        note=note,
    )


TRUCE = date(2020, 2, 22)


def comparison(
    *, claimant: str = "Pajhwok", source: str = "https://example.org/attacks"
) -> ReportedComparison:
    return ReportedComparison(
        first=figure(claimant=claimant, source=source),
        second=figure(
            claimant=claimant, source=source, value=18.0, start=TRUCE, period=Period.DURING
        ),
        per_day_first=75.0,
        per_day_second=4.5,
        ratio=0.06,
        ratio_interval=Interval(0.0595, 0.0371, 0.0952, 0.95),
        at_least_threshold=0.99999,
        why_no_interval=None,
    )


def _about() -> ReportedComparison:
    first = figure(
        claimant="Afghan officials",
        value=70.0,
        unit=FigureUnit.PER_DAY,
        bound=Bound.ABOUT,
        window_stated=False,
        source="https://example.org/officials",
    )
    return ReportedComparison(
        first=first,
        second=replace(
            first, value=17.0, unit=FigureUnit.COUNT, window=span(TRUCE, 4), period=Period.DURING
        ),
        per_day_first=70.0,
        per_day_second=4.25,
        ratio=0.0607142,
        ratio_interval=None,
        at_least_threshold=None,
        why_no_interval="the earlier figure is stated as about so many a day, not as a count",
    )


def _deaths() -> ReportedComparison:
    measure = "killed, pro-government forces and civilians"
    first = figure(claimant="New York Times", measure=measure, value=30.0, days=7)
    return ReportedComparison(
        first=replace(first, window=span(date(2020, 1, 31), 7)),
        second=replace(first, window=span(TRUCE, 7), period=Period.DURING, note="two sources"),
        per_day_first=4.285714,
        per_day_second=4.285714,
        ratio=1.0,
        ratio_interval=Interval(1.0, 0.58, 1.72, 0.95),
        at_least_threshold=0.00001,
        why_no_interval=None,
    )


def doha() -> Assessment:
    """No events can be shipped: published figures only."""
    a = syria()
    falls = {"unit": FigureUnit.CHANGE_PERCENT, "start": TRUCE, "period": Period.DURING}
    return replace(
        a,
        truce="doha-2020",
        name="Reduction in violence in Afghanistan",
        as_of=date(2020, 2, 28),
        question=Question(
            measure=Measure.EVENTS,
            parties=("Government of Afghanistan", "Taleban"),
            place="Afghanistan",
            window=span(TRUCE, 7),
            washout_days=0,
            baseline=span(date(2019, 8, 26), 180),
            threshold=0.8,
        ),
        observed=None,
        expected=None,
        reduction=None,
        probability=None,
        verdict=Verdict.NO_DATA,
        text="No day-level events can be shipped for this truce. What others published follows.",
        reasons=("No file of events was given.",),
        limits=("Publishers count different things.",),
        undated_share=None,
        data=None,
        made_by=MadeBy("0.1.0", 1, "trucewatch assess doha-2020"),
        days=(),
        choices=(),
        day_verdicts=(),
        reported=Reported(
            comparisons=(comparison(), _about(), _deaths()),
            alone=(
                figure(
                    claimant="AAN",
                    measure="security incidents",
                    value=-75.0,
                    bound=Bound.ABOUT,
                    days=7,
                    **falls,
                ),
                figure(claimant="Ministry", value=3.0, days=1, start=date(2020, 2, 28)),
            ),
        ),
        events_sources=(
            EventsSource(
                "ucdp-ged",
                "GEDEvent_v25_1.csv",
                "https://ucdp.uu.se/downloads/",
                "Free to download; choose the CSV file.",
            ),
        ),
    )
