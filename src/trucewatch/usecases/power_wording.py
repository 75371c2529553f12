"""What a window could show, as a paragraph that a mediator can read aloud."""

from collections.abc import Iterable

from trucewatch import words
from trucewatch.domain.power import FallShown, Power, UnitPower

_MOST_PLACES = 4


def power_paragraph(p: Power) -> str:
    """Return which falls the window could show, after how many days, and in which places."""
    sentences = [_about(p), _expected(p), _smallest(p), *_needed(p), _false_alarm(p), _where(p)]
    return " ".join(sentence for sentence in sentences if sentence)


def _about(p: Power) -> str:
    window, gap = p.question.window, p.question.washout_days
    days = "the first day" if window.days == 1 else f"the first {words.days(window.days)}"
    text = f"Before it starts: {p.name}, {days} ({words.span(window)})."
    unknown = (window.start - p.as_of).days - 1
    if unknown and unknown == gap:
        text += f" The data end on {words.day(p.as_of)}, {words.days(unknown + 1)} before it."
    return text


def _expected(p: Power) -> str:
    one = p.overall
    if one.expected is None:
        return ""
    low, high = words.number(one.expected.low), words.number(one.expected.high)
    text = (
        f"Should the {words.days(p.question.baseline.days)} before go on as they were, about "
        f"{words.counted(one.expected.median, p.question.measure)} would be expected "
        f"({low} to {high}, {words.level(one.expected)})"
    )
    if one.most is None:
        return f"{text}."
    fewer = "none at all" if one.most == 0 else f"{words.number(one.most)} or fewer"
    return f"{text}; {fewer} would be called reduced."


def _smallest(p: Power) -> str:
    days = words.days(p.question.window.days)
    if p.overall.smallest is None:
        return f"In {days} no fall could be seen. {p.overall.reason or ''}".rstrip()
    return (
        f"In {days} a fall by {words.percent(p.overall.smallest)} % or more would be seen with "
        f"{words.percent(p.wanted)} % power; a smaller one may well leave the verdict undetermined."
    )


def _needed(p: Power) -> list[str]:
    """Say how many days the fall takes that was agreed or asked about, else each of several."""
    if p.overall.expected is None:
        return []
    if p.aim is None:
        return [_days(p, one, "a fall") for one in p.overall.falls]
    return [_days(p, p.overall.of(p.aim), "the agreed fall" if p.agreed else "a fall")]


def _days(p: Power, one: FallShown, what: str) -> str:
    fall = f"{what} by {words.exact_percent(one.fall)} %"
    if one.days_needed is None:
        return f"For {fall} not even {words.days(p.horizon)} are enough."
    are = "is" if one.days_needed == 1 else "are"
    return f"For {fall}, {words.days(one.days_needed)} {are} enough."


def _false_alarm(p: Power) -> str:
    if p.overall.most is None:
        return ""
    chance = words.chance(p.overall.false_alarm)
    wrongly = "it would be called reduced all the same with a probability of"
    return f"If nothing changes, {wrongly} {chance}."


def _where(p: Power) -> str:
    """Name the places that could show a fall alone."""
    if not p.places:
        return ""
    able = [one for one in p.places if one.smallest is not None]
    if not able:
        return "No single place could show a fall in these days."
    more = f" and {len(able) - _MOST_PLACES} more" if len(able) > _MOST_PLACES else ""
    return f"Of single places these could show a fall: {_listed(able[:_MOST_PLACES])}{more}."


def _listed(places: Iterable[UnitPower]) -> str:
    return ", ".join(
        f"{one.name} (by {words.percent(one.smallest)} % or more)"
        for one in places
        if one.smallest is not None
    )
