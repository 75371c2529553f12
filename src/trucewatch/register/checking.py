"""Fields as people bring them, made into an entry: what is wrong with them is told in one line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from trucewatch.domain.entry import EntryKind
from trucewatch.errors import RegisterError
from trucewatch.register import forms_around as around
from trucewatch.register.canonical import read_time
from trucewatch.register.forms import AllegationBody, Body, ClaimBody

FORMS: dict[EntryKind, type[Body]] = {
    EntryKind.ALLEGATION_ADDED: AllegationBody,
    EntryKind.CLAIM_MADE: ClaimBody,
    EntryKind.SITE_VISIT: around.SiteVisitBody,
    EntryKind.ACCESS_DENIAL: around.AccessDenialBody,
    EntryKind.REMEDY_ASKED: around.RemedyAskedBody,
    EntryKind.REMEDY_ANSWERED: around.RemedyAnsweredBody,
    EntryKind.BOARD_DECISION: around.BoardDecisionBody,
    EntryKind.EFFORT_OBSERVED: around.EffortBody,
    EntryKind.WEAPON_STORED: around.WeaponBody,
}
"""What can be added as it is, by kind."""

WORLD: dict[EntryKind, str] = {
    EntryKind.ALLEGATION_ADDED: "when.start",
    EntryKind.CLAIM_MADE: "made",
    EntryKind.SITE_VISIT: "arrived",
    EntryKind.ACCESS_DENIAL: "at",
    EntryKind.REMEDY_ASKED: "asked",
    EntryKind.REMEDY_ANSWERED: "answered",
    EntryKind.BOARD_DECISION: "decided",
    EntryKind.EFFORT_OBSERVED: "start",
    EntryKind.WEAPON_STORED: "seen",
}
"""The field that says when it happened in the world."""

_FACTS = ("incident", "remedy")
_SHOWN = 60


class Refusal(NamedTuple):
    """One field that cannot be used; ``value`` is empty where there is none."""

    field: str
    value: str
    reason: str


class Checked(NamedTuple):
    """Fields that an entry can be made of."""

    content: dict[str, Any]
    facts: dict[str, Any]
    world: datetime


def checked(kind: EntryKind, fields: Mapping[str, Any], *, where: str) -> Checked:
    """Check the fields of an entry.

    Parameters
    ----------
    kind
        One of :data:`FORMS`.
    fields
        Nested, or flat with dots as in ``when.start``.
    where
        What is told of where a mistake is.

    Raises
    ------
    RegisterError
        Naming the first field that cannot be used, its value and why.
    """
    content = check(FORMS[kind], nested(fields), where=where)
    facts = {name: content[name] for name in _FACTS if name in content}
    return Checked(content, facts, _world(content, WORLD[kind]))


def check(form: type[Body], fields: Mapping[str, Any], *, where: str) -> dict[str, Any]:
    """Check fields against a form; return what is put down.

    Raises
    ------
    RegisterError
        Naming the first field that cannot be used, its value and why.
    """
    content, refusals = try_form(form, fields)
    if content is None:
        raise refused(refusals, where=where)
    return content


def try_form(
    form: type[Body], fields: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, list[Refusal]]:
    """Check fields against a form; return what is put down, or all that is wrong."""
    try:
        return form.model_validate(fields).content(), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A misspelt name is told first: what it was meant for is then missing, too.
        details.sort(key=lambda one: one["type"] != "extra_forbidden")
        return None, [_refusal(form, one) for one in details]


def refused(refusals: Sequence[Refusal], *, where: str) -> RegisterError:
    """Return the error that tells the first refusal and counts the others."""
    first = refusals[0]
    more = f" (and {len(refusals) - 1} more)" if len(refusals) > 1 else ""
    shown = first.value if len(first.value) <= _SHOWN else first.value[:_SHOWN] + "..."
    value = f": {shown}" if shown else ""
    return RegisterError(f"{first.field}{value} {first.reason}{more}", where=where)


def _world(content: Mapping[str, Any], path: str) -> datetime:
    value: Any = content
    for part in path.split("."):
        value = value[part]
    found = read_time(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Make ``{"when.start": x}`` into ``{"when": {"start": x}}``; what is nested stays.

    Examples
    --------
    >>> nested({"when.start": 1, "when.end": 2, "text": "a"})
    {'when': {'start': 1, 'end': 2}, 'text': 'a'}
    """
    out: dict[str, Any] = {}
    for name, value in fields.items():
        *above, last = name.split(".")
        place = out
        for part in above:
            deeper = place.setdefault(part, {})
            if not isinstance(deeper, dict):
                raise RegisterError(f"{name} and {part} are both given", remedy="keep one of them")
            place = deeper
        place[last] = value
    return out


def _refusal(form: type[Body], error: ErrorDetails) -> Refusal:
    path = [part for part in error["loc"] if part != "[key]"]
    name = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).removeprefix(".")
    if error["type"] == "missing":
        return Refusal(name, "", "is missing")
    if error["type"] == "extra_forbidden":
        names = list(form.model_fields) if len(path) == 1 else []
        close = get_close_matches(str(path[-1]), names, n=1)
        known = f"; the fields are {', '.join(names)}" if names else ""
        return Refusal(
            name, "", "is no field" + (f"; did you mean {close[0]}?" if close else known)
        )
    said = re.sub("^(Value error|Assertion failed), ", "", error["msg"])
    if error["type"] == "string_pattern_mismatch":
        said = "is no id or digest: letters, digits, dots and hyphens"
    return Refusal(name or "the whole", repr(error["input"]), _clause(said))


def _clause(said: str) -> str:
    """Turn a message into a clause that follows a value."""
    follows = said.startswith(("is ", "ends ", "has ", "adds ", "needs "))
    return said if follows else f"is refused: {said[0].lower()}{said[1:]}"


def flat(fields: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Tell nested fields by their names with dots.

    Examples
    --------
    >>> dict(flat({"when": {"start": 1}, "text": "a"}))
    {'when.start': 1, 'text': 'a'}
    """
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
