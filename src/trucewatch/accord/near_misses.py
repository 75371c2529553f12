"""Words of a process file that nothing answers to, and that are probably misspelt."""

from collections.abc import Iterator
from difflib import get_close_matches

from trucewatch.accord.condition_form import CalmForm, ConditionForm
from trucewatch.accord.process_form import ProcessForm
from trucewatch.forms.problems import Problem
from trucewatch.forms.yaml_lines import KeyPath

_CLOSE = 0.8
_FACETS = ("act", "weapon", "target")


def near_misses(form: ProcessForm) -> Iterator[Problem]:
    """Find words of incidents that are close to a rule's, and levels of which nothing was counted.

    An incident may well use a word that no rule has; only one that looks like a rule's is told.

    Parameters
    ----------
    form
        The file.

    Yields
    ------
    Problem
        With the place, the value and what was probably meant.
    """
    yield from _incidents(form)
    pairs = sorted({f"{one.measure!r} by {one.claimant!r}" for one in form.counts})
    for path, calm in _clocks(form):
        wanted = f"{calm.measure!r} by {calm.claimant!r}"
        if calm.measure is not None and wanted not in pairs:
            what = f"{_shown(path)}: the file has no count of {wanted}"
            close = get_close_matches(wanted, pairs, n=1, cutoff=_CLOSE)
            mend = f"did you mean {close[0]}?" if close else "write one under counts"
            yield Problem(path, what, mend)


def _incidents(form: ProcessForm) -> Iterator[Problem]:
    rules = [rule for reading in form.readings for rule in reading.rules]
    words = {key: {word for rule in rules for word in getattr(rule, f"{key}s")} for key in _FACETS}
    excuses = {word for rule in rules for word in rule.circumstances}
    for index, one in enumerate(form.incidents):
        said = [(key, getattr(one, key), words[key]) for key in _FACETS]
        for key in ("circumstances", "claimed"):
            said += [(key, word, excuses) for word in getattr(one, key)]
        for key, word, used in said:
            close = get_close_matches(word or "", sorted(used), n=1, cutoff=_CLOSE)
            if close and word not in used:
                what = f"incidents[{index}].{key}: no rule speaks of {word!r}"
                yield Problem(("incidents", index, key), what, f"did you mean {close[0]}?")


def _clocks(form: ProcessForm) -> Iterator[tuple[KeyPath, CalmForm]]:
    """Return every clock of the file."""
    for key, part in (("steps", "needs"), ("commitments", "needs"), ("gates", "when")):
        for index, one in enumerate(getattr(form, key)):
            yield from _inside((key, index, part), getattr(one, part))
    for index, phase in enumerate(form.phases):
        yield from _inside(("phases", index, "begins"), phase.begins)


def _inside(path: KeyPath, condition: ConditionForm | None) -> Iterator[tuple[KeyPath, CalmForm]]:
    if condition is None:
        return
    if condition.calm is not None:
        yield (*path, "calm"), condition.calm
    for key in ("all", "any"):
        for number, part in enumerate(getattr(condition, key)):
            yield from _inside((*path, key, number), part)


def _shown(path: KeyPath) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
