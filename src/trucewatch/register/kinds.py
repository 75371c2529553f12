"""The violation typology, as it is shipped."""

from functools import cache

from trucewatch.domain.incident import Character
from trucewatch.register.shipped import Form, shipped


class Kind(Form):
    """One kind of act.

    Attributes
    ----------
    name
        In words.
    """

    name: str
    character: Character


class _Kinds(Form):
    kinds: dict[str, Kind]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds by id.

    Examples
    --------
    >>> kinds()["shelling"].character.value
    'hostile act'
    """
    return shipped("kinds.yaml", _Kinds).kinds
