"""Verb frames: what a verb with its company says, in PLOVER's types and in our own tags."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from trucewatch.reading.actors import LOADER, actor_list
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.tagging import Tagger

Sense = Literal["plain", "says", "wills", "asks", "refuses", "threatens", "orders", "through"]
_ILL = word_list("ill")


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Frame(_Form):
    verbs: str
    type: str | None = None
    process: str | None = None
    sense: Sense = "plain"
    next: str = ""
    unless_next: str = ""
    with_: str = Field("", alias="with")
    also: str = ""
    without: str = ""
    subject: str = ""
    voice: Literal["active", "passive"] | None = None
    to: str = ""


class _Noun(_Form):
    nouns: str
    type: str
    process: str | None = None
    between: bool = False
    to: str = ""
    needs: str = ""


class _Verbs(_Form):
    verbs: str


class _File(_Form):
    classes: dict[str, str]
    senses: dict[Literal["says", "through"], _Verbs]
    frames: tuple[_Frame, ...]
    nouns: tuple[_Noun, ...]
    light: str
    objects: dict[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb says under some conditions; empty conditions always hold."""

    rule: str
    type: str | None
    process: str | None
    sense: str
    next: frozenset[str]
    unless_next: frozenset[str]
    company: frozenset[str]
    also: frozenset[str]
    without: frozenset[str]
    subject: frozenset[str]
    voice: str | None
    to: frozenset[str]

    @property
    def ill(self) -> bool:
        """Whether it is hostile: to will it is to threaten it."""
        return self.type in _ILL

    def holds(
        self, passive: bool, after: frozenset[str], company: frozenset[str], subject: frozenset[str]
    ) -> bool:
        """Whether the conditions hold.

        Parameters
        ----------
        passive
            The voice.
        after
            The words that follow directly.
        company
            The words that follow in the clause.
        subject
            The words of the subject.
        """
        if self.voice is not None and (self.voice == "passive") != passive:
            return False
        if (self.next and self.next.isdisjoint(after)) or not self.unless_next.isdisjoint(after):
            return False
        beside = subject | company if passive else company
        if self.company and self.company.isdisjoint(beside):
            return False
        if self.also and self.also.isdisjoint(beside):
            return False
        if self.subject and self.subject.isdisjoint(subject):
            return False
        return self.without.isdisjoint(company)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of doing."""

    rule: str
    type: str
    process: str | None
    between: bool
    to: frozenset[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frames:
    """Every frame by its verb, and the verbs of other kinds.

    Attributes
    ----------
    says, through, light
        Verbs of speech, those that hand on to the next verb, and those that mean what their object
        means; ``objects`` says what that is.
    """

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, Noun]
    says: frozenset[str]
    through: frozenset[str]
    light: frozenset[str]
    objects: dict[str, str]
    classes: dict[str, frozenset[str]]
    tagger: Tagger


_NONE: frozenset[str] = frozenset()
_SENSES = {"AGREE": "wills", "REQUEST": "asks", "REJECT": "refuses", "THREATEN": "threatens"}
_LEADS = frozenset({"to", "with", "on", "against", "for", "from", "in", "of"})


def _vague(frame: Frame) -> int:
    """Return how little beside the verb a frame asks for: the most exact ones are asked first."""
    return -sum(map(bool, (frame.next, frame.company, frame.also, frame.subject)))


def _plural(word: str) -> str:
    """Return the plural of a noun of the file, which names it once: what is no noun has none."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("ch", "sh", "x")) else f"{word}s"


@cache
def light_frame(verb: str, kind: str) -> Frame:
    """Return the frame of a verb that means what its object means.

    Examples
    --------
    >>> light_frame("voice", "REQUEST").sense
    'asks'
    """
    sense = _SENSES.get(kind, "plain")
    rule = f"{verb} by its object: {kind}"
    return Frame(rule, kind, None, sense, *(_NONE,) * 6, None, _LEADS)


@cache
def frames() -> Frames:
    """Return the frames.

    Examples
    --------
    >>> {frame.type for frame in frames().verbs["threaten"]}
    {'THREATEN'}
    """
    text = (files(__package__) / "frames.yaml").read_text(encoding="utf-8")
    known = _File.model_validate(yaml.load(text, Loader=LOADER))  # noqa: S506 - a safe loader
    classes = {
        name: frozenset(form for word in words.split() for form in (word, _plural(word)))
        for name, words in known.classes.items()
    }

    def words(written: str) -> frozenset[str]:
        found: set[str] = set()
        for word in written.split():
            found |= classes[word[1:]] if word.startswith("$") else {word, _plural(word)}
        return frozenset(found)

    verbs: dict[str, list[Frame]] = {}
    for form in known.frames:
        for verb in form.verbs.split():
            rule = f"{verb}: {form.process or form.type}"
            frame = Frame(
                rule,
                form.type,
                form.process,
                form.sense,
                words(form.next),
                words(form.unless_next),
                words(form.with_),
                words(form.also),
                words(form.without),
                words(form.subject),
                form.voice,
                words(form.to),
            )
            verbs.setdefault(verb, []).append(frame)
    nouns = {
        noun: Noun(
            f"{noun}: {form.process or form.type}",
            form.type,
            form.process,
            form.between,
            words(form.to),
            words(form.needs),
        )
        for form in known.nouns
        for noun in form.nouns.split()
    }
    says = frozenset(known.senses["says"].verbs.split())
    through = frozenset(known.senses["through"].verbs.split())
    light = frozenset(known.light.split())
    objects = {noun: kind for kind, written in known.objects.items() for noun in words(written)}
    kept = {verb: tuple(sorted(options, key=_vague)) for verb, options in verbs.items()}
    actors = actor_list()
    several = actors.people | actors.rebels
    single = {names[-1] for entry in actors.names.values() for names, *_ in entry} - several
    tagger = Tagger([*verbs, *says, *through, *light], (n for n in single if n.endswith("s")))
    return Frames(kept, nouns, says, through, light, objects, classes, tagger)
