"""How well whole reports are read: ``python -m bench.reading_articles [FOLDER]``.

The reports are our own (``tests/reading/articles``), annotated before they were read.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from trucewatch.domain.reading import Modality, People, Read, Record, RecordKind, Span
from trucewatch.reading.actors import actor_list
from trucewatch.usecases.read import read

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "reading" / "articles"
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_ABOUT = {"the", "a", "an", "of", "and", "in", "for", "s"}
_NOT_ACTS = {Modality.POSSIBLE, Modality.HABITUAL}
Entry = Mapping[str, Any]


@dataclass(slots=True)
class Count:
    """How many were wanted, how many told, and how many of them are right."""

    wanted: int = 0
    told: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Of those wanted, how many are told."""
        return self.right / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        """Two times those that are right over those wanted and those told."""
        return 2 * self.right / max(self.wanted + self.told, 1)


@dataclass(frozen=True, slots=True)
class Article:
    """One report with what is to be read out of it."""

    name: str
    source: str
    told: Entry


def articles(part: str, folder: Path = ARTICLES) -> list[Article]:
    """Return the reports of a part, "development" or "held_out"."""
    found = []
    for path in sorted((folder / part).glob("*.yaml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        found.append(Article(path.stem, told.get("html") or told["text"], told))
    return found


def scores(given: Iterable[Article]) -> dict[str, Count]:
    """Return the counts by what is asked for."""
    found: dict[str, Count] = {name: Count() for name in _CHECKS}
    for article in given:
        result = read(article.source, published=article.told["published"], zone=_zone(article))
        for name, check in _CHECKS.items():
            check(found[name], article, result)
    return found


def _zone(article: Article) -> str:
    return str(article.told["zone"])


def _marked(count: Count, article: Article, found: Read) -> None:
    """Every stretch that is no part of the report is marked, and nothing else is."""
    text = found.document.text
    wanted = [span for words in article.told["marked"] for span in _places(text, words)]
    marks = [mark for mark in found.document.marked if mark.rule != "control"]
    for span in wanted:
        count.wanted += 1
        inside = sum(
            max(0, min(m.span.end, span.end) - max(m.span.start, span.start)) for m in marks
        )
        _note(count, inside >= 0.9 * (span.end - span.start), article, span.of(text))
    covered = sum(any(m.span.start < s.end and s.start < m.span.end for s in wanted) for m in marks)
    count.told += len(marks) - covered + sum(1 for _ in wanted)


def _promos_coded(count: Count, article: Article, found: Read) -> None:
    """Nothing of what is no part of the report is coded; right are those that are."""
    for words in article.told["marked"]:
        for span in _places(found.document.text, words):
            count.wanted += 1
            coded = [
                r for r in found.records if r.span.start < span.end and span.start < r.span.end
            ]
            count.right += bool(coded)
            count.missed += [f"{article.name}: {record.quote}" for record in coded]


def _places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + len(words))


def _dates(count: Count, article: Article, found: Read) -> None:
    zone = ZoneInfo(_zone(article))
    for wanted in article.told["dates"]:
        count.wanted += 1
        fits = any(
            (wanted["text"] in one.text or one.text in wanted["text"])
            and _same_date(one.start, one.end, one.days, wanted, zone)
            for one in found.dates
        )
        _note(count, fits, article, str(wanted))


def _same_date(
    start: datetime | None, end: datetime | None, days: float | None, wanted: Entry, zone: ZoneInfo
) -> bool:
    if "days" in wanted:
        return days is not None and abs(days - wanted["days"]) < 0.5
    instant = wanted["start"] == wanted["end"]
    if not instant:
        start, end = _whole_day(start, end)
    if start != _at(wanted["start"], zone):
        return False
    return instant or end == _at(wanted["end"], zone)


def _whole_day(
    start: datetime | None, end: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Return the day of which a part is told: Tuesday night is entered as Tuesday."""
    if start is None or end is None or not _MINUTE < end - start < _DAY:
        return start, end
    day = start.replace(hour=0, minute=0)
    return day, day + _DAY


def _at(told: date | datetime | str | None, zone: ZoneInfo) -> datetime | None:
    if told is None:
        return None
    if isinstance(told, datetime):
        return told.replace(tzinfo=zone)
    return datetime.fromisoformat(str(told)).replace(tzinfo=zone)


def _truces(count: Count, article: Article, found: Read) -> None:
    """Parties, start, and length or end, each a thing to be told."""
    zone = ZoneInfo(_zone(article))
    told = [one for one in found.records if one.kind is RecordKind.TRUCE]
    for wanted in article.told["truces"] or ():
        parts = [_fields(one, wanted, zone) for one in told] or [{}]
        best = max(parts, key=lambda fits: sum(fits.values()))
        for name in ("parties", "start", "days", "end"):
            if name in wanted and not (name == "end" and "days" in wanted):
                count.wanted += 1
                _note(count, best.get(name, False), article, f"{name} of {wanted}")


def _fields(one: Record, wanted: Entry, zone: ZoneInfo) -> dict[str, bool]:
    parties = {*one.actor, *one.recipient}
    persons = {n for n in parties if n in _known() and _known()[n].kind == "person"}
    sides = wanted.get("parties") or ()
    same = [p for p in sides if any(_is(name, p) for name in parties)]
    end = wanted.get("end")
    return {
        "parties": len(same) == len(sides) == len(parties - persons),
        "start": one.start == _at(wanted.get("start"), zone),
        "days": one.quantity is not None and abs(one.quantity - wanted.get("days", -9)) < 0.5,
        "end": end is not None and one.end == _at(end, zone),
    }


def _events(count: Count, article: Article, found: Read) -> None:
    """Type with actor, at its words; told acts that nobody annotated count against it."""
    acts = [
        one
        for one in found.records
        if one.kind in {RecordKind.EVENT, RecordKind.PROCESS} and one.modality not in _NOT_ACTS
    ]
    left = list(acts)
    for wanted in article.told["events"] or ():
        if wanted.get("modality") in {"habitual", "possible"}:
            continue
        count.wanted += 1
        match = _match(left, wanted, found.document.text, ("type", "actor"))
        if match is not None:
            left.remove(match)
        _note(
            count,
            match is not None,
            article,
            f"{wanted['type']} {wanted['actor']} {wanted['words']}",
        )
    count.told += len(acts)


def _times(count: Count, article: Article, found: Read) -> None:
    """When an act that is told was; where no time is annotated, none is to be told."""
    zone = ZoneInfo(_zone(article))
    for wanted in article.told["events"] or ():
        match = _match(found.records, wanted, found.document.text, ("type", "actor"))
        if match is None or wanted.get("modality") == "habitual":
            continue
        count.wanted += 1
        if "start" not in wanted and "end" not in wanted:
            fits = match.start is None
        else:
            start, end = wanted.get("start"), wanted.get("end")
            instant = start is not None and start == end
            fits = match.start == _at(start, zone) and (instant or match.end == _at(end, zone))
        told = f"{match.start} to {match.end}, not {wanted.get('start')} to {wanted.get('end')}"
        _note(count, fits, article, f"{wanted['words']}: {told}")


def _processes(count: Count, article: Article, found: Read) -> None:
    """What happens to the process, with who does it; of what is refused nothing happens."""
    for wanted in article.told["events"] or ():
        if wanted.get("process") and wanted["type"] != "REJECT":
            count.wanted += 1
            fits = _match(found.records, wanted, found.document.text, ("process", "actor"))
            _note(count, fits is not None, article, f"{wanted['process']} {wanted['words']}")


def _match(
    given: Sequence[Record], wanted: Entry, text: str, fields: tuple[str, ...]
) -> Record | None:
    spans = list(_places(text, wanted["words"]))
    for one in given:
        if not any(_near(one.span, span, text) for span in spans):
            continue
        if "type" in fields and not _type(one, wanted):
            continue
        if "process" in fields and one.process != wanted["process"]:
            continue
        actors = wanted["actor"] or ()
        if actors and not any(_is(name, actor) for name in one.actor for actor in actors):
            continue
        return one
    return None


def _type(one: Record, wanted: Entry) -> bool:
    """Whether it is of the type; what is promised may be AGREE or the act itself, planned."""
    promised = wanted.get("modality") == "planned" and one.modality is Modality.PLANNED
    return one.type == wanted["type"] or (promised and one.type == "AGREE")


def _near(one: Span, two: Span, text: str) -> bool:
    """Whether two stretches touch, or lie in one sentence."""
    if one.start < two.end and two.start < one.end:
        return True
    first, last = min(one.end, two.end), max(one.start, two.start)
    return ". " not in text[first:last] and "\n" not in text[first:last]


def _tolls(count: Count, article: Article, found: Read) -> None:
    """Killed and injured, exactly."""
    events = [one for one in found.records if one.kind is RecordKind.EVENT]
    for wanted in article.told["events"] or ():
        for kind in ("killed", "injured"):
            if kind not in wanted:
                continue
            count.wanted += 1
            spans = list(_places(found.document.text, wanted["words"]))
            told = [
                getattr(one, kind)
                for one in events
                if any(_near(one.span, span, found.document.text) for span in spans)
            ]
            _note(
                count,
                _people(wanted[kind]) in told,
                article,
                f"{kind} {wanted[kind]} {wanted['words']}",
            )


def _people(told: int | Entry) -> People:
    return People(told, told) if isinstance(told, int) else People(told["min"], told["max"])


def _statements(count: Count, article: Article, found: Read) -> None:
    """Who says it, at its words; told statements that nobody annotated count against it.

    A quotation and its "he said" are one statement.
    """
    text = found.document.text
    told = [one for one in found.records if one.kind is RecordKind.STATEMENT]
    entries = article.told["statements"] or ()
    for wanted in entries:
        count.wanted += 1
        fits = any(_says(one, wanted, text) for one in told)
        count.told += fits
        _note(count, fits, article, f"{wanted['speaker']} {wanted['words']}")
    count.told += sum(not any(_says(one, w, text) for w in entries) for one in told)


def _says(one: Record, wanted: Entry, text: str) -> bool:
    near = any(_near(one.span, span, text) for span in _places(text, wanted["words"]))
    return near and any(_is(name, actor) for name in one.speaker for actor in wanted["speaker"])


def _commitments(count: Count, article: Article, found: Read) -> None:
    told = [one for one in found.records if one.kind is RecordKind.COMMITMENT]
    for wanted in article.told["commitments"] or ():
        count.wanted += 1
        spans = list(_places(found.document.text, wanted["words"]))
        fits = any(
            any(_near(one.span, span, found.document.text) for span in spans)
            and any(_is(name, actor) for name in one.actor for actor in wanted["actor"])
            and one.quantity == wanted.get("quantity")
            for one in told
        )
        _note(count, fits, article, f"{wanted['actor']} {wanted.get('quantity')} {wanted['words']}")
    count.told += len(told)


def _conditions(count: Count, article: Article, found: Read) -> None:
    told = [one for one in found.records if one.kind is RecordKind.CONDITION]
    for wanted in article.told["conditions"] or ():
        count.wanted += 1
        fits = any(wanted["words"] in one.quote or one.quote in wanted["words"] for one in told)
        _note(count, fits, article, wanted["words"])
    count.told += len(told)


_CHECKS = {
    "marked": _marked,
    "promos coded": _promos_coded,
    "dates": _dates,
    "truces": _truces,
    "events": _events,
    "times": _times,
    "processes": _processes,
    "tolls": _tolls,
    "statements": _statements,
    "commitments": _commitments,
    "conditions": _conditions,
}


def _note(count: Count, right: bool, article: Article, what: str) -> None:
    count.right += right
    if not right:
        count.missed.append(f"{article.name}: {what}")


@cache
def _names() -> dict[str, list[str]]:
    path = ARTICLES / "names.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else {}


@cache
def _known() -> Mapping[str, Any]:
    return actor_list().actors


def _is(told: str, wanted: str) -> bool:
    """Whether an actor that is told is the one wanted: by its id or by a word of its names."""
    if told == wanted:
        return True
    name = _known()[told].name if told in _known() else told
    return any(_words(name) & _words(known) for known in (wanted, *_names().get(wanted, ())))


def _words(name: str) -> set[str]:
    return {word.rstrip("s") for word in name.lower().replace("-", " ").split()} - _ABOUT


def main(folder: Path = ARTICLES, *, misses: bool = False) -> None:
    """Print the scores of both parts; the misses of the development part only, if asked for."""
    for part in ("development", "held_out"):
        print(part)
        for name, count in scores(articles(part, folder)).items():
            told = f", F1 {count.f1:.3f} ({count.told} told)" if count.told else ""
            print(f"  {name}: {count.right} of {count.wanted}, {count.recall:.3f}{told}")
            if misses and part == "development":
                print(*(f"    {one}" for one in count.missed), sep="\n")


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:] if one[0] != "-"), misses="--misses" in sys.argv)
