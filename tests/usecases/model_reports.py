"""A report, a record that it bears out, and what becomes of it behind a real server."""

from collections.abc import Callable

import trucewatch as tw
from tests.usecases.model_server import Call, Record, Server, saying, server
from trucewatch.domain import reading
from trucewatch.domain.reading import Read
from trucewatch.usecases.endpoint import Endpoint

TEXT = (
    "The United States and the Taliban agreed on a week-long truce, Mike Pompeo said in Doha.\n\n"
    "Also Read - Army Kills 40 Rebels In The North\n\n"
    "On February 19 a bomb killed an American soldier and 11 other people in Kabul and injured "
    "at least 1,200 sheep. About 5,000 prisoners may be released by the Taliban."
)
GOOD: Record = {
    "kind": "event",
    "type": "ASSAULT",
    "process": None,
    "actor": [],
    "recipient": ["american soldier"],
    "speaker": [],
    "claimed_by": ["Pompeo"],
    "start": "2020-02-19",
    "end": "2020-02-19T19:30:00Z",
    "place": "kabul",
    "killed": {"min": 12, "max": 12},
    "injured": None,
    "quantity": None,
    "unit": None,
    "modality": "happened",
    "negated": False,
    "quote": "a bomb killed an American soldier\n and 11 other people",
}


def model(there: Server, **more: float) -> Endpoint:
    return Endpoint(there.url, name="m-1", timeout=more.get("timeout", 5.0))


def read(behave: Callable[[Call], None], text: str = TEXT, **more: str) -> Read:
    with server(behave) as there:
        given = {"published": "2020-02-21", "zone": "Asia/Kabul", **more}
        return tw.read(text, model=model(there), **given)  # type: ignore[arg-type]


def why(text: str = TEXT, **changed: object) -> str:
    """Return why one record is rejected."""
    found = read(saying(GOOD | changed), text)
    assert [r.origin for r in found.records if r.origin != "rules"] == []
    (one,) = found.rejected
    assert one.origin == "model m-1"
    return one.why


def kept(text: str = TEXT, **changed: object) -> reading.Record:
    """Return the one record that is kept."""
    found = read(saying(GOOD | changed), text)
    assert found.rejected == ()
    (one,) = [record for record in found.records if record.origin == "model m-1"]
    return one
