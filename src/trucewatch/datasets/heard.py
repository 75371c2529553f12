"""What observers of a front heard or saw: a CSV file with a row for each observation."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from trucewatch.datasets.small_csv import Row, open_small_csv
from trucewatch.domain.observation import Heard, Observation
from trucewatch.errors import DatasetError, InputError


def read_observations(path: Path, zone: ZoneInfo) -> tuple[Observation, ...]:
    """Read observations: the columns time, front and what, and number, direction, until if there.

    Parameters
    ----------
    path
        A CSV file.
    zone
        Of times without an offset.

    Raises
    ------
    DatasetError
        When the file or a row of it cannot be read; the message names the row and the column.
    """
    table = open_small_csv(path, needed=("time", "front", "what"))
    found = tuple(_observation(row, zone) for row in table.rows())
    if not found:
        raise DatasetError("has no row under its header", where=str(path))
    return found


def _observation(row: Row, zone: ZoneInfo) -> Observation:
    what, front = row.text("what"), row.text("front")
    if what not in list(Heard):
        kinds = ", ".join(Heard)
        raise DatasetError(f"what: {what!r} is none of: {kinds}", where=row.where)
    if front is None:
        raise DatasetError("front is empty", where=row.where, remedy="name the front or the area")
    number = row.whole("number") if "number" in row.cells else 1
    direction = row.text("direction") if "direction" in row.cells else None
    try:
        time, until = _time(row, "time", zone), _time(row, "until", zone)
        if time is None:
            raise InputError("time is empty")
        return Observation(time, front, Heard(what), number, direction, until)
    except InputError as error:
        raise DatasetError(error.what, where=row.where, remedy=error.remedy) from error


def _time(row: Row, field: str, zone: ZoneInfo) -> datetime | None:
    """Read a time; one without an offset is local."""
    text = row.text(field) if field in row.cells else None
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{field}: {text!r} is no time", remedy="write YYYY-MM-DD HH:MM, or with an offset"
        ) from error
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
