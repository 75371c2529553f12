"""Small made-up processes for tests."""

from typing import Any

import yaml

from trucewatch.accord.process_file import parse_process
from trucewatch.domain.process import Process

ACTORS: list[dict[str, Any]] = [
    {"id": "north", "name": "Movement of the North", "kind": "armed group"},
    {"id": "south", "name": "Council of the South", "kind": "state"},
    {"id": "elders", "name": "Council of elders", "kind": "organisation"},
]
PROMISED: dict[str, Any] = {
    "id": "prisoners",
    "name": "Release of prisoners",
    "by": ["south"],
    "to": ["north"],
    "act": "Prisoner Release",
    "agreed": {"on": "2021-03-01", "sources": ["accord"]},
    "quantity": "100",
    "unit": "prisoners",
    "due": "2021-03-10",
}


class _Plain(yaml.SafeDumper):
    """Writes everything out, also what comes twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def content(**sections: Any) -> dict[str, Any]:
    """Return a whole process file as a dictionary; sections given replace those here."""
    return {
        "id": "hills",
        "name": "Process of the hills",
        "zone": "Asia/Kabul",
        "actors": ACTORS,
        "parties": ["north", "south"],
        "sources": [{"id": "accord", "title": "The accord", "published": "2021-03-01"}],
        "phases": [{"id": "begun", "name": "Begun", "begins": {"day": "2021-01-01"}}],
    } | sections


def text(**sections: Any) -> str:
    """Return a whole process file as text."""
    return yaml.dump(content(**sections), Dumper=_Plain, sort_keys=False)


def process(**sections: Any) -> Process:
    """Return a whole process."""
    return parse_process(text(**sections), where="hills.yaml")


def promised(**fields: Any) -> Process:
    """Return a process with one commitment, some of its fields replaced; None takes one out."""
    one = {key: value for key, value in (PROMISED | fields).items() if value is not None}
    return process(commitments=[one])


def step(name: str, kind: str = "action", **fields: Any) -> dict[str, Any]:
    """Return a step."""
    return {"id": name, "kind": kind, "name": name.capitalize()} | fields


def gate(name: str, when: dict[str, Any]) -> dict[str, Any]:
    """Return a gate."""
    return {"id": name, "name": name.capitalize(), "when": when}
