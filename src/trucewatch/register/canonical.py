"""One way to write a value down, so that it has one digest."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from trucewatch.errors import RegisterError

_encoder = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical(value: Mapping[str, Any]) -> str:
    """Write an object as JSON: keys sorted, no spaces, UTF-8, no number that JSON has not.

    What is hashed is the text that is kept, so nobody ever has to write it a second time to check
    it; the rule is there so that equal contents are equal texts.

    Raises
    ------
    RegisterError
        When it holds what JSON cannot say.

    Examples
    --------
    >>> canonical({"b": [1, 2.5], "a": "é"})
    '{"a":"é","b":[1,2.5]}'
    """
    try:
        text = _encoder.encode(value)
        text.encode("utf-8")
    except (ValueError, TypeError) as error:
        raise RegisterError(f"an entry holds what JSON cannot say: {error}") from error
    return text


def time_text(moment: datetime) -> str:
    """Write an instant in UTC to the microsecond; texts sort as the instants do.

    Raises
    ------
    RegisterError
        When it has no time zone.

    Examples
    --------
    >>> time_text(datetime(2020, 2, 22, tzinfo=UTC))
    '2020-02-22T00:00:00.000000Z'
    """
    if moment.tzinfo is None:
        raise RegisterError(f"{moment} has no time zone", remedy="write it as 2020-02-22T06:30Z")
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def read_time(text: str) -> datetime:
    """Read what :func:`time_text` wrote.

    Examples
    --------
    >>> read_time("2020-02-22T00:00:00.000000Z").year
    2020
    """
    return datetime.fromisoformat(text)
