"""Places that keep their precision."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or the first-level administrative units of it that are named.

    Attributes
    ----------
    country
        The country's name as the field's data sets write it.
    admin1
        Names of first-level units (governorates, provinces); empty for the whole country.

    Examples
    --------
    >>> str(Place("Syria")), str(Place("Syria", ("Homs Governorate",)))
    ('Syria', 'Homs Governorate (Syria)')
    """

    country: str
    admin1: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{', '.join(self.admin1)} ({self.country})" if self.admin1 else self.country
