"""What all questions have in common: measure, level, seed, and the command to ask again."""

import shlex
from collections.abc import Mapping, Sequence

from trucewatch.domain.assessment import Measure
from trucewatch.errors import QuestionError

DEFAULT_SEED = 20200222
DEFAULT_LEVEL = 0.9
MAX_SEED = 2**63
COMPILING = "compiling the model, once per installation"
"""What ``progress`` is told when the first estimate has to wait for the compiler."""


def measure_of(text: str) -> Measure:
    """Return the measure of this name.

    Raises
    ------
    QuestionError
        When there is none.

    Examples
    --------
    >>> measure_of("lethal-events").of_deaths
    False
    """
    try:
        return Measure(text)
    except ValueError as error:
        known = ", ".join(measure.value for measure in Measure)
        raise QuestionError(f"the measure is {text!r}", remedy=f"give one of {known}") from error


def refuse_odd(level: float, seed: int) -> None:
    """Refuse a level that is no share and a seed that is out of range.

    Raises
    ------
    QuestionError
        When one of them is.
    """
    if not 0 < level < 1:
        raise QuestionError(f"the level is {level}", remedy="give one between 0 and 1, such as 0.9")
    if not 0 <= seed <= MAX_SEED:
        raise QuestionError(f"the seed is {seed}", remedy=f"give 0 to {MAX_SEED}")


def command(verb: str, case: str, options: Mapping[str, object], flags: Sequence[str] = ()) -> str:
    """Return the command that makes the same answer again; options that are None are left out.

    Examples
    --------
    >>> command("assess", "my truce.yaml", {"--events": None, "--days": 7})
    "trucewatch assess 'my truce.yaml' --days 7"
    """
    words = ["trucewatch", verb, case]
    for name, value in options.items():
        if value is not None:
            words += [name, str(value)]
    return shlex.join([*words, *flags])
