"""Truce files: a truce written as data by a person, read into :class:`Truce`."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from trucewatch.accord.truce_form import FigureForm, PartyForm, TruceForm
from trucewatch.days import DaySpan, Window
from trucewatch.domain.truce import (
    EventsSource,
    FigureUnit,
    Holiday,
    Party,
    Period,
    PublishedFigure,
    Selection,
    Threshold,
    Truce,
)
from trucewatch.errors import TruceFileError
from trucewatch.forms.problems import Problem, truce_file_error
from trucewatch.forms.written_file import parse_form, read_text
from trucewatch.places import Place


def read_truce(path: Path | str) -> Truce:
    """Read a truce file.

    Parameters
    ----------
    path
        A YAML file in UTF-8 of at most 1 MB.

    Returns
    -------
    Truce
        As the file tells it.

    Raises
    ------
    TruceFileError
        When it cannot be read, is not well formed, or contradicts itself; the message names the
        line.

    Examples
    --------
    >>> from trucewatch.accord.cases import case_file
    >>> read_truce(case_file("syria-2016")).name
    'Cessation of hostilities in Syria'
    """
    return parse_truce(read_text(path), where=str(path))


def parse_truce(text: str, *, where: str) -> Truce:
    r"""Read a truce file that is already in memory.

    Parameters
    ----------
    text
        The YAML text.
    where
        Its name in messages.

    Raises
    ------
    TruceFileError
        When it is not well formed or contradicts itself; the message names the line.

    Examples
    --------
    >>> parse_truce("id: kabul\nnmae: A truce\n", where="truce.yaml")
    Traceback (most recent call last):
        ...
    trucewatch.errors.TruceFileError: truce.yaml, line 1: kind is missing (and 5 more)
    """
    _refuse_process(text, where=where)
    form, lines = parse_form(text, TruceForm, where=where, kind="a truce file")
    if problems := [*_contradictions(form)]:
        raise truce_file_error(problems, lines, where=where)
    return _truce(form)


def _refuse_process(text: str, *, where: str) -> None:
    """Say it in one sentence where a process file is given for a truce file."""
    keys = {line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()}
    if {"actors", "phases"} <= keys and not keys & {"start", "kind"}:
        raise TruceFileError(
            "is a process file, which tells of more than one window",
            where=where,
            remedy="give one of the truce files that it names, or ask: trucewatch status",
        )


def truce_schema() -> dict[str, Any]:
    """Return the JSON Schema of a truce file, for editors that help with writing one.

    Examples
    --------
    >>> truce_schema()["properties"]["zone"]["description"]
    'The time zone whose days are counted, such as Asia/Damascus.'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TruceForm.model_json_schema(),
        "title": "Truce file",
    }


def _contradictions(form: TruceForm) -> Iterator[Problem]:
    """Find what does not go together, though each value is well formed."""
    if not form.parties:
        yield Problem(("parties",), "parties is empty", "name at least one")
    yield from _clock_changes(form)
    yield from _twice_used_ids(form)
    start, end = _moments(form)
    if end is not None and end <= start:
        yield Problem(("end",), f"end: {end} is not after the start, {start}")
        return
    window = Window(start, end, form.zone)
    yield from _too_few_days(form, window)
    for index, figure in enumerate(form.figures):
        for key, what in _figure_contradictions(figure, window):
            yield Problem(("figures", index, key), f"figures[{index}].{key}: {what}")


def _clock_changes(form: TruceForm) -> Iterator[Problem]:
    """Find local times that a change of the clocks skips or repeats."""
    for key, moment in (("start", form.start), ("end", form.end)):
        if moment is None or moment.tzinfo is not None:
            continue
        local = moment.replace(tzinfo=form.zone)
        if local.utcoffset() != local.replace(fold=1).utcoffset():
            yield Problem(
                (key,),
                f"{key}: the clocks of {form.zone.key} skip or repeat {moment}",
                "add the offset from UTC, as in 2016-02-27 00:00+02:00",
            )


def _twice_used_ids(form: TruceForm) -> Iterator[Problem]:
    """Find parties whose id another party has."""
    used = Counter[str]()
    for key in ("parties", "not_parties"):
        parties: tuple[PartyForm, ...] = getattr(form, key)
        for index, party in enumerate(parties):
            used[party.id] += 1
            if used[party.id] > 1:
                what = f"{key}[{index}].id: another party has the id {party.id!r}"
                yield Problem((key, index, "id"), what, "give each its own")


def _too_few_days(form: TruceForm, window: Window) -> Iterator[Problem]:
    """Find a question about more days than the truce has."""
    if form.first_days is None or window.day_after_last is None:
        return
    days = max(0, (window.day_after_last - window.first_whole_day).days)
    if form.first_days > days:
        yield Problem(
            ("first_days",),
            f"first_days: {form.first_days} is more than the {days} whole days of the truce",
        )


def _figure_contradictions(figure: FigureForm, window: Window) -> Iterator[tuple[str, str]]:
    """Find what does not go together in one figure; give the key and the reason."""
    if figure.last_day < figure.first_day:
        yield "last_day", f"{figure.last_day} is before the first day, {figure.first_day}"
    elif why := _misplaced(figure, window):
        yield "period", why
    if figure.unit is FigureUnit.CHANGE_PERCENT:
        if figure.value < -100:
            yield "value", f"{figure.value:g} is a fall of more than 100 %"
    elif figure.value < 0:
        yield "value", f"{figure.value:g} is below zero, and the unit is {figure.unit.value!r}"
    elif figure.unit is FigureUnit.COUNT and not figure.value.is_integer():
        yield "value", f"{figure.value:g} is not whole, and the unit is {figure.unit.value!r}"


def _misplaced(figure: FigureForm, window: Window) -> str | None:
    """Say why the days of a figure do not lie where its period puts them; None if they do."""
    days, over = _span(figure), window.day_after_last
    match figure.period:
        case Period.BEFORE if days.end > window.first_whole_day:
            start = window.start.astimezone(window.zone).date()
            return f"'before', but it ends on {days.last} and the truce starts on {start}"
        case Period.DURING if not _touches(days, window):
            return f"'during', but its days, {days}, lie outside the truce"
        case Period.AFTER if over is None:
            return "'after', but the truce has no end"
        case Period.AFTER if over and days.start < over:
            return f"'after', but it starts on {days.start}, before the truce is over"
    return None


def _touches(days: DaySpan, window: Window) -> bool:
    """Whether some part of these local days belongs to the truce."""
    begin = datetime.combine(days.start, datetime.min.time(), window.zone)
    finish = datetime.combine(days.end, datetime.min.time(), window.zone)
    return finish > window.start and (window.end is None or begin < window.end)


def _truce(form: TruceForm) -> Truce:
    """Turn a form that holds no contradiction into the truce it tells of."""
    start, end = _moments(form)
    return Truce(
        id=form.id,
        name=form.name,
        kind=form.kind,
        window=Window(start, end, form.zone),
        place=Place(form.place.country, form.place.admin1),
        parties=_parties(form.parties),
        mediators=form.mediators,
        observers=form.observers,
        not_parties=_parties(form.not_parties),
        first_days=form.first_days,
        washout_days=form.washout_days,
        baseline_days=form.baseline_days,
        threshold=Threshold(**form.threshold.model_dump()) if form.threshold else None,
        data={name: Selection(**chosen.model_dump()) for name, chosen in form.data.items()},
        events_sources=tuple(EventsSource(**one.model_dump()) for one in form.events_sources),
        figures=tuple(_figure(figure) for figure in form.figures),
        known_limits=form.known_limits,
        holidays=tuple(Holiday(**holiday.model_dump()) for holiday in form.holidays),
        announced=form.announced,
        sources=form.sources,
    )


def _moments(form: TruceForm) -> tuple[datetime, datetime | None]:
    """Return start and end with their zone."""
    return _local(form.start, form.zone), _local(form.end, form.zone) if form.end else None


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Read a moment without an offset as local time; show one with an offset in local time."""
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def _parties(forms: tuple[PartyForm, ...]) -> tuple[Party, ...]:
    return tuple(Party(**form.model_dump()) for form in forms)


def _figure(form: FigureForm) -> PublishedFigure:
    fields = form.model_dump(exclude={"first_day", "last_day"})
    return PublishedFigure(window=_span(form), **fields)


def _span(form: FigureForm) -> DaySpan:
    """Return the days of a figure, half-open."""
    return DaySpan(form.first_day, form.last_day + timedelta(days=1))
