"""Who does what, and how many are killed: ``python -m bench.reading_frames FOLDER``.

The folder holds PLOVER_GSR_CAMEO.txt and muc34.tar.gz; see bench/reading_sets.py.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.reading_sets import Casualties, Gold, muc, plover
from trucewatch.domain.reading import Document, Modality, Record, RecordKind, Sentence, Span
from trucewatch.reading.actors import actor_list
from trucewatch.reading.frames import frames
from trucewatch.reading.records import records
from trucewatch.reading.sentences import sentences
from trucewatch.usecases.read import read as read_report

_SMALL = frozenset({"the", "of", "a", "in", "and", "s"})
WORDS_AN_ARTICLE = 400


def read(text: str, parts: Sequence[Sentence] = ()) -> tuple[Record, ...]:
    """Return the records of a text without a date: by default of one sentence."""
    return records(_document(text), parts or [Sentence(Span(0, len(text)))], [])[1]


def _document(text: str) -> Document:
    return Document(text, None, None, "", None, "UTC")


def event_scores(gold: list[Gold]) -> dict[str, float]:
    """Return precision, recall and F1 of event type with actor.

    An event counts as found where a record of its sentence has its type and one of its actors:
    by the state's code, or a word of the name. Told events without an actor, and what is only
    possible, are no answers.
    """
    right = told = wanted = 0
    for sentence in gold:
        answers = {
            (record.type, record.actor)
            for record in read(sentence.text)
            if record.kind is RecordKind.EVENT
            and record.type
            and record.actor
            and record.modality is not Modality.POSSIBLE
        }
        left = sorted(answers)
        told += len(left)
        wanted += len(sentence.events)
        for kind, actors in sentence.events:
            match = next((one for one in left if one[0] == kind and _same(one[1], actors)), None)
            if match is not None:
                left.remove(match)
                right += 1
    precision, recall = right / max(told, 1), right / wanted
    return {
        "events": wanted,
        "precision": precision,
        "recall": recall,
        "F1": 2 * right / (told + wanted),
    }


def _same(told: tuple[str, ...], wanted: tuple[tuple[str, str], ...]) -> bool:
    known = actor_list()
    for name in told:
        actor = known.actors.get(name)
        words = _words(actor.name if actor else name)
        for text, code in wanted:
            if (actor and actor.code and actor.code == code) or words & _words(text):
                return True
            named = frames().tagger.words(text, 0, len(text))
            if actor and any(hit.actor == actor.id for hit in known.find(named, text)):
                return True
    return False


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _SMALL


def toll_scores(reports: list[Casualties]) -> dict[str, float]:
    """Return how many tolls of incidents are told exactly, and in how many reports all are."""
    right = wanted = whole = fitting = told = 0
    for report in reports:
        answers: Counter[tuple[str, int]] = Counter()
        for record in read_report(report.text).records:
            if record.modality is Modality.HABITUAL:
                continue
            for kind, people in (("killed", record.killed), ("injured", record.injured)):
                if people is not None and 0 < people.least == people.most:
                    answers[kind, people.least] += 1
        found = [toll in answers for toll in report.tolls]
        right, wanted, whole = right + sum(found), wanted + len(found), whole + all(found)
        told += len(answers)
        fitting += sum(answer in report.tolls for answer in answers)
    return {
        "tolls": wanted,
        "exact": right / wanted,
        "reports wholly exact": whole / len(reports),
        "of those told, in the key": fitting / max(told, 1),
    }


def speed(reports: list[Casualties]) -> float:
    """Return articles of 400 words a second of one core, for this stage alone."""
    split = [(report.text, sentences(_document(report.text))) for report in reports]
    start = time.process_time()
    for text, parts in split:
        read(text, parts)
    taken = time.process_time() - start
    return sum(len(text.split()) for text, _ in split) / WORDS_AN_ARTICLE / taken


def main(folder: Path) -> None:
    """Print every score."""
    for name, held_out in (("development", False), ("held out", True)):
        scores = event_scores(plover(folder, held_out=held_out))
        print(f"PLOVER gold sentences, {name}:", _line(scores))
    for name, held_out in (("development", False), ("TST3 and TST4", True)):
        reports = muc(folder, held_out=held_out)
        print(f"MUC, {name} ({len(reports)} reports):", _line(toll_scores(reports)))
        mended = toll_scores(muc(folder, held_out=held_out, by_all_names=True))
        print(f"  each number by all names of its victims: exact {mended['exact']:.3g}")
    print(f"{speed(muc(folder, held_out=False)):.0f} articles of 400 words a second")


def _line(scores: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3g}" for name, value in scores.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
