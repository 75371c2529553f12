"""Who is who: states, armed groups, organisations and persons, and where a text names them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from trucewatch.reading.lexicon import word_list
from trucewatch.reading.tagging import Words, pieces

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where there is one."""
_SHORT = 5  # a name in capitals up to this length must stand in capitals
_ALSO_WORDS = frozenset({("who",), ("fact",), ("mend",), ("model",)})  # no names in a telegram
_FILES = ("states", "armed", "organisations", "persons")
_ROLE = ("of", "as", "since", "until")


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Role(_Form):
    """For whom a person acts, and from when to when (half-open; None: open)."""

    of: str
    as_: str
    since: date
    until: date | None = None

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_")
    )

    def holds(self, day: date | None) -> bool:
        """Whether it was held on a day; where none is known it may have been."""
        return day is None or (self.since <= day and (self.until is None or day < self.until))


class _State(_Form):
    name: str
    people: tuple[str, ...] = ()
    capital: str | None = None
    names: tuple[str, ...] = ()


class _Group(_Form):
    name: str
    names: tuple[str, ...] = ()
    state: str | None = None
    of: str | None = None
    fights: str | None = None


class _Person(_Form):
    name: str
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


class _Again(_Form):
    pair: tuple[str, ...]
    armed: tuple[str, ...]


class _File(_Form):
    states: dict[str, _State]
    armed: dict[str, _Group]
    organisations: dict[str, _Group]
    persons: dict[str, _Person]
    acting: str
    people: str
    rebels: str
    again: _Again


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the list.

    Attributes
    ----------
    kind
        "state", "armed", "organisation" or "person".
    code
        Of a state, three letters (ISO 3166-1); of an armed group, that of its state, if any.
    part_of
        Of an armed group: the actor whose forces it is, if any.
    fights
        Of an armed group: the state it fights, where that is another than its own.
    """

    id: str
    name: str
    kind: str
    code: str | None = None
    roles: tuple[Role, ...] = ()
    part_of: str | None = None
    fights: str | None = None

    def acts_for(self, day: date | None) -> str | None:
        """Return the id of the actor that a person or a force acts for on a day, or None."""
        for role in reversed(self.roles):
            if role.holds(day):
                return role.of
        return self.part_of


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of an actor in a sentence: words ``first`` up to ``last``, and how it is named."""

    first: int
    last: int
    actor: str
    how: str
    start: int
    end: int


_CAPITAL = re.compile(r"\b[A-Z][\w’']+")
_OPENS_MANY = frozenset(
    """
    national people people's popular revolutionary liberation democratic united army free islamic
    """.split()  # noqa: SIM905
)
_ARTICLE = re.compile(r"^(?:al|el|as|ad|ar|at|ul)-", re.IGNORECASE)
"""What reports leave out after the first mention: al-Burhan is Burhan."""
_WRITTEN_SO = frozenset((name,) for name in word_list("written like words"))
"""Short names that some newspapers write like words: "Nato"."""
_OF_MANY = frozenset({("maoists",)})
_ENDS_MANY = frozenset({"army", "front", "movement", "forces", "union", "party", "council"})
"""First and last words of names that many movements have."""


@dataclass(frozen=True, slots=True)
class ActorList:
    """Every actor, its names by their first word, and the words that stand for people.

    Attributes
    ----------
    names
        For the first word of a name: the words, the actor, how it is named ("name", "people",
        "capital", "surname"), and whether it must stand in capitals; long names first.
    """

    actors: dict[str, Actor]
    names: dict[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]]
    acting: frozenset[str]
    people: frozenset[str]
    rebels: frozenset[str]
    pair: frozenset[str]
    armed: frozenset[str]

    def find(self, words: Words, text: str) -> list[Hit]:
        """Return the names in a sentence, from left to right, none inside another."""
        names, low = self.names, words.low
        found: list[Hit] = []
        at, count = 0, len(low)
        while at < count:
            word = low[at]
            hit = self._at(names[word], words, at, text) if word in names else None
            if hit is None and "-" in word:
                found.extend(self._inside(words, at, text))
            elif hit is not None:
                found.append(hit)
                at = hit.last - 1
            at += 1
        return found

    def _at(
        self,
        entries: tuple[tuple[tuple[str, ...], str, str, bool], ...],
        words: Words,
        at: int,
        text: str,
    ) -> Hit | None:
        for name, actor, how, capitals in entries:
            last = at + len(name)
            if words.low[at:last] != name:
                continue
            start, end = words.start[at], words.end[last - 1]
            written = text[start:end]
            if capitals and not (written.isupper() or (written.istitle() and name in _WRITTEN_SO)):
                continue
            if at and words.low[at - 1] == "national" and self.actors[actor].kind == "organisation":
                continue  # "the National Security Council"
            if name in _ALSO_WORDS and text[words.start[0] : words.end[-1]].isupper():
                continue
            if written[0].islower() and written[1:2] != "l":
                continue
            if (name in _OF_MANY or (name[0] in _OPENS_MANY and name[-1] in _ENDS_MANY)) and (
                self._of_another(words, at, actor, text) or not self._is_told_of(actor, text)
            ):
                continue
            return Hit(at, last, actor, how, start, end)
        return None

    def _is_told_of(self, actor: str, text: str) -> bool:
        """Whether a text names the state of a movement whose name others have, too."""
        code = self.actors[actor].code
        if self.actors[actor].kind != "armed" or code is None:
            return True
        return _names_any(text, self._of_state(code))

    def _of_state(self, code: str) -> frozenset[str]:
        """Return the first words of the names of a state, of its people and of its capital."""
        return frozenset(
            first
            for first, entries in self.names.items()
            for _, who, *_ in entries
            if self.actors[who].kind == "state" and self.actors[who].code == code
        )

    def _of_another(self, words: Words, at: int, actor: str, text: str) -> bool:
        """Whether a longer name is meant: no "National Liberation Army" that is somebody else's."""
        if not at or not text[words.start[at - 1]].isupper() or words.tag[at - 1] != "N":
            return False
        if (
            words.start[at] - words.end[at - 1] != 1
            or text[words.start[0] : words.end[-1]].isupper()
        ):
            return False
        code = self.actors[actor].code
        owners = {self.actors[who].code for _, who, *_ in self.names.get(words.low[at - 1], ())}
        return code is None or code not in owners

    def _inside(self, words: Words, at: int, text: str) -> list[Hit]:
        """Look into a word with hyphens, such as US-Taliban."""
        found: list[Hit] = []
        place = words.start[at]
        if words.low[at].rpartition("-")[2] in _LENT or _OF_A_NAME.search(words.low[at]):
            return found
        for piece in text[place : words.end[at]].split("-"):
            for name, actor, how, capitals in self.names.get(piece.lower(), ()):
                proper = piece.isupper() if capitals else piece[:1].isupper()
                if len(name) == 1 and proper:
                    found.append(Hit(at, at + 1, actor, how, place, place + len(piece)))
                    break
            place += len(piece) + 1
        return found


_OF_A_NAME = re.compile(r"-(?:i|e|ul|al|ud)-")
"""Then a name in it is only part of another: "Tehreek-i-Taliban"."""
_LENT = frozenset(
    """
    led backed brokered mediated sponsored based born made built speaking held occupied controlled
    aligned supported supplied run trained funded registered flagged style
    """.split()  # noqa: SIM905
)
"""What it is that behind a name, its own doer is not: "the Russian-backed rebels"."""


@lru_cache(maxsize=64)
def _names_any(text: str, names: frozenset[str]) -> bool:
    return any(word.lower() in names for word in _CAPITAL.findall(text))


def actor_list() -> ActorList:
    """Return the list of actors.

    Examples
    --------
    >>> known = actor_list()
    >>> known.actors["united-states"].code, known.actors["mike-pompeo"].acts_for(date(2020, 2, 21))
    ('USA', 'united-states')
    """
    return _actor_list()


def slug(name: str) -> str:
    """Return the id of a name.

    Examples
    --------
    >>> slug("Côte d'Ivoire")
    'cote-d-ivoire'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def facts() -> dict[str, dict[str, Any]]:
    """Return what the files say, by kind of actor and id, as it is written there.

    Examples
    --------
    >>> facts()["armed"]["m23"]["state"]
    'COD'
    """
    told: dict[str, Any] = {}
    for name in ("actors.yaml", *(f"actors_{kind}.yaml" for kind in _FILES)):
        text = (files(__package__) / name).read_text(encoding="utf-8")
        told.update(yaml.load(text, Loader=LOADER))  # noqa: S506 - a safe loader
    told["persons"] = dict(map(_person, str(told["persons"]).splitlines()))
    return told


def _person(line: str) -> tuple[str, dict[str, Any]]:
    """Return the id and the facts of a person from a line; YAML would take thrice as long."""
    key, name, names, roles = (column.strip() for column in line.split("|"))
    told = [dict(zip(_ROLE, one.strip().split(", "), strict=False)) for one in roles.split(";")]
    return key, {"name": name, "names": [n.strip() for n in names.split(";") if n], "roles": told}


@cache
def _actor_list() -> ActorList:
    known = _File.model_validate(facts())
    actors: dict[str, Actor] = {}
    names: dict[tuple[str, ...], tuple[str, str, bool]] = {}

    def add(actor: Actor, written: tuple[str, ...], how: str = "name") -> None:
        actors[actor.id] = actor
        for name in written:
            words = pieces(name)
            short = name.isupper() and len(name) <= _SHORT
            names.setdefault(words, (actor.id, how, short))

    for code, state in known.states.items():
        actor = Actor(slug(state.name), state.name, "state", code)
        add(actor, (state.name, *state.names))
    for state in known.states.values():
        actor = actors[slug(state.name)]
        add(actor, state.people, "people")
        add(actor, (state.capital,) if state.capital else (), "capital")
    for kind, groups in (("armed", known.armed), ("organisation", known.organisations)):
        for key, group in groups.items():
            whose = group.of if kind == "armed" else None
            actor = Actor(key, group.name, kind, group.state, (), whose, group.fights)
            add(actor, _with_short((group.name, *group.names)))
    for key, person in known.persons.items():
        actor = Actor(key, person.name, "person", None, person.roles)
        add(actor, (person.name, *person.names))
    for key, person in known.persons.items():
        surname = person.name.split()[-1]
        add(actors[key], (surname,) if len(surname) > 2 else (), "surname")
        bare = _ARTICLE.sub("", surname)
        add(actors[key], (bare,) if bare != surname else (), "surname")
    return ActorList(
        actors,
        _by_first(names),
        frozenset(known.acting.split()),
        frozenset(known.people.split()),
        frozenset(known.rebels.split()),
        frozenset(known.again.pair),
        frozenset(known.again.armed),
    )


def _with_short(names: tuple[str, ...]) -> tuple[str, ...]:
    """Add what the missions of the United Nations are called with UN: "UN Mission in Sudan"."""
    whole = "United Nations "
    rests = [name.removeprefix(whole) for name in names if name.startswith(whole)]
    return (*names, *(f"{short} {rest}" for rest in rests for short in ("UN", "U.N.")))


def _by_first(
    names: dict[tuple[str, ...], tuple[str, str, bool]],
) -> dict[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, str, bool]]] = {}
    for words, (actor, how, short) in names.items():
        found.setdefault(words[0], []).append((words, actor, how, short))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in found.items()
    }
