"""Need to know around the incidents: what a reader may see of a visit, a denial or a decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from trucewatch.domain.around import Record
from trucewatch.domain.label import Label
from trucewatch.register.checking import WORLD
from trucewatch.register.fields import Search
from trucewatch.register.labels import ABOVE, NAMES
from trucewatch.register.leaks import Haystack, Protected
from trucewatch.register.projection import ABOUT

_SEARCH = {
    **dict.fromkeys(("found", "reason", "what", "check", "text", "note"), Search.TEXT),
    **dict.fromkeys(("team", "place", "by", "of", "body", "party", "site", "votes"), Search.NAME),
    **dict.fromkeys(("incident", "remedy", "files"), Search.CODE),
}
"""How the fields are looked for in others; words of closed lists, times and numbers are not."""


def redact_around(one: Record, reader: Label) -> Record | None:
    """Return what a reader may see of a record around the incidents.

    Parameters
    ----------
    one
        The record.
    reader
        The class of the reader.

    Returns
    -------
    Record or None
        Without the fields that are above the reader's label and those that quote them; None where
        the record as a whole is above it, or its id would tell what is.
    """
    if not one.label.within(reader):
        return None
    labels: Mapping[str, str] = one.fields.get("labels", {})
    withheld = {
        name: ABOVE
        for name, label in labels.items()
        if name in one.fields and not Label(label).within(reader)
    }
    secrets = [secret for name in withheld for secret in _secrets(one, name)]
    if _holds(one.id, secrets):
        return None
    shown = {name: value for name, value in one.fields.items() if name != "labels"}
    withheld |= {
        name: NAMES
        for name, value in shown.items()
        if name not in withheld and _holds(value, secrets)
    }
    return replace(
        one,
        fields={name: value for name, value in shown.items() if name not in withheld},
        withheld=withheld,
        about=None if ABOUT[one.kind] in withheld else one.about,
        world=None if WORLD[one.kind] in withheld else one.world,
        incident=None if "incident" in withheld else one.incident,
    )


def _secrets(one: Record, name: str) -> Iterator[Protected]:
    value = one.fields[name]
    if name in _SEARCH:
        for each in value if isinstance(value, list | dict) else [value]:
            yield Protected(one.id, name, _SEARCH[name], str(each))


def _holds(value: Any, secrets: Sequence[Protected]) -> bool:  # noqa: ANN401 - of any field
    return bool(secrets) and bool(Haystack(str(value)).holding(secrets))
