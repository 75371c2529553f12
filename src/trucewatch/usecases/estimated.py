"""What the estimate says of a condition, asked once for each truce and day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from trucewatch import words
from trucewatch.accord.truce_file import read_truce
from trucewatch.accord.view import Told
from trucewatch.domain.assessment import Assessment
from trucewatch.domain.conditions import Estimated
from trucewatch.domain.process import Process
from trucewatch.domain.truce import Threshold, Truce
from trucewatch.domain.verdict import Verdict
from trucewatch.errors import QuestionError, TruceFileError
from trucewatch.usecases.assess import assess

_UNSURE = (Verdict.UNDETERMINED, Verdict.NO_DATA)


class Estimates:
    """Asks the estimate.

    Parameters
    ----------
    process
        Names the truces.
    path
        Of its file, beside which the truce files stand.
    events
        A store, UCDP GED, a daily table or a tally; None: what is shipped with the truce.
    """

    def __init__(self, process: Process, path: Path | None, events: str | Path | None) -> None:
        self._truces = dict(process.truces)
        self._path = path
        self._events = events
        self._answers: dict[tuple[str, float | None, date], Assessment | str] = {}

    def __call__(self, condition: Estimated, as_of: date) -> Told:
        """Say whether a condition holds as of a day."""
        key = (condition.truce, condition.fall, as_of)
        if key not in self._answers:
            self._answers[key] = self._asked(condition, as_of)
        answer = self._answers[key]
        if isinstance(answer, str):
            return Told(None, answer)
        return _verdict(condition, answer) if condition.verdict else _fall(condition, answer)

    def _asked(self, condition: Estimated, as_of: date) -> Assessment | str:
        truce = self._truce(condition.truce)
        if condition.fall is not None:
            agreed = Threshold(condition.fall, "events", "the process file")
            truce = replace(truce, threshold=agreed)
        try:
            return assess(truce, events=self._events, as_of=as_of)
        except QuestionError as error:
            return f"the estimate of {condition.truce} cannot be asked as of this day: {error.what}"

    def _truce(self, name: str) -> Truce:
        if self._path is None:
            raise TruceFileError(
                f"the truce {name!r} of a process in memory has no file",
                remedy="give the process file by its path",
            )
        return read_truce(self._path.parent / self._truces[name])


def _verdict(condition: Estimated, answer: Assessment) -> Told:
    if answer.verdict in _UNSURE:
        return Told(None, f"the estimate of {condition.truce} says: {answer.verdict.value}")
    text = f"the estimate of {condition.truce} says {answer.verdict.value}"
    return Told(answer.verdict is condition.verdict, f"{text}, {condition.verdict} is needed")


def _fall(condition: Estimated, answer: Assessment) -> Told:
    fall = f"a fall by at least {words.exact_percent(condition.fall or 0.0)} %"
    if answer.probability is None or answer.probability.at_least_threshold is None:
        return Told(None, f"{fall}: the estimate of {condition.truce} has no data to say")
    chance = answer.probability.at_least_threshold
    text = f"{fall} has a probability of {words.probability(chance)}"
    if chance >= condition.level:
        return Told(True, text)
    return Told(False if 1 - chance >= condition.level else None, text)
