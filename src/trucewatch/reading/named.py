"""Who was named so far in a report, so that "both sides", "he" and "the army" mean somebody."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from trucewatch.domain.reading import ActorMention, Span
from trucewatch.reading.actors import ActorList, Hit
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.phrases import Chunk

_IT_MAY_BE = word_list("it again")
_GROUPS = word_list("groups")
_PLACE = word_list("places led by")
_OFFICERS = word_list("officers")
_TITLES = word_list("titles")
_BODIES = word_list("bodies")
_MANY_PEOPLE = frozenset({"people", "police", "men", "women", "children"})
_FOUGHT_BY = {"PSE": "ISR"}
"""Whose army it is in the wars of a land that has none of its own."""
_NO_SIDES = _MANY_PEOPLE | word_list("no sides")
BIN = frozenset({"bin", "ibn", "bint", "ould", "ag", "abu", "van", "von"})
_AL = ("al-", "el-", "ul-", "ad-", "ar-", "as-", "at-", "bin-", "ould-")
_RECENT, _ALONE, _PAIR, _SPELT = 60, 3, 2, 4


@dataclass(slots=True)
class Named:
    """What is remembered of a report while it is read sentence by sentence.

    Attributes
    ----------
    known, day
        The actors, and the day of publication on which offices are looked up.
    mentions
        Every name, and every phrase that stood for one.
    pair, many, single, person, we, armed
        Whom "both sides", "they", "it", "he", "we" and "the group" mean now.
    named, surnames
        Who was named in full, and whom a last word alone means since.
    states, wars, groups
        How often states, the wars of states, and armed groups were named.
    bodies
        Of which side "the ministry" and the like were, that was named last.
    things, things_here
        The truces, accords and talks of the sentence before and of this one, that "it" may be.
    """

    known: ActorList
    day: date | None
    mentions: list[ActorMention] = field(default_factory=list)
    pair: tuple[str, ...] = ()
    armed: str | None = None
    person: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    we: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    named: set[str] = field(default_factory=set)
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    wars: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    bodies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    things: list[str] = field(default_factory=list)
    things_here: list[tuple[int, str]] = field(default_factory=list)

    def meet(self, parsed: Parsed) -> None:
        """Take note of the actors named in a sentence, and of what "it" may be in the next."""
        self.things = [thing for _, thing in self.things_here] or self.things[-1:]
        heads = (
            (chunk.last - 1, parsed.words.low[chunk.last - 1]) for chunk in parsed.phrases.chunks
        )
        self.things_here = [(at, head) for at, head in heads if head in _IT_MAY_BE]
        for hit in parsed.hits:
            if hit.how == "surname" and not self.surname(parsed, hit):
                continue
            actor = self.known.actors[hit.actor]
            if hit.how == "name":
                self.named.add(hit.actor)
                self._note_first(parsed, hit)
            if actor.kind == "armed":
                self.armed = hit.actor
                self.groups[hit.actor] += 1
                self._note_short(parsed, hit)
                if actor.code is not None:
                    self.wars[actor.code] += 1
            elif actor.kind == "state" and not self._is_place(parsed, hit):
                self.states[hit.actor] += 1
            span = Span(hit.start, hit.end)
            text = parsed.text[hit.start : hit.end]
            self.mentions.append(ActorMention(span, hit.actor, text, f"actor {hit.how}"))

    def _is_place(self, parsed: Parsed, hit: Hit) -> bool:
        """Whether a capital is only where something is: "in Astana"."""
        before = parsed.words.low[hit.first - 1] if hit.first else ""
        return hit.how == "capital" and before in _PLACE

    def _note_first(self, parsed: Parsed, hit: Hit) -> None:
        """Remember the first name of a person: "Anwar" is Anwar Ibrahim since he was named."""
        if self.known.actors[hit.actor].kind == "person" and hit.last - hit.first > 1:
            principal = self.known.actors[hit.actor].acts_for(self.day)
            names = (hit.actor, principal) if principal else (hit.actor,)
            self.surnames.setdefault(parsed.words.low[hit.first], names)

    def it(self, at: int) -> list[str]:
        """Return what "it" may be at a word of the sentence met last: the nearest comes first."""
        here = [thing for place, thing in self.things_here if place < at]
        return [*reversed(here), *reversed(self.things)]

    def _note_short(self, parsed: Parsed, hit: Hit) -> None:
        """Remember the last word of a group's name: "the Tigers" are the Tamil Tigers."""
        word = parsed.words.low[hit.last - 1]
        plural = word.endswith("s") and word not in self.known.acting | self.known.people
        if hit.last - hit.first > 1 and plural and parsed.text[hit.end - len(word)].isupper():
            self.surnames[word] = (hit.actor,)

    def surname(self, parsed: Parsed, hit: Hit) -> bool:
        """Whether a surname stands for the person of the list who has it."""
        before = parsed.words.low[hit.first - 1] if hit.first else ""
        own = _first_name(self.known.actors[hit.actor].name)
        names = parsed.words.low[max(0, hit.first - 2) : hit.first]
        if own in {word[: len(own)] for word in names}:
            return True  # "Dmitri A. Medvedev"
        if self._of_another(parsed, hit, before):
            return False
        if hit.actor in self.named:
            return True
        title = before.rstrip(".")
        if title == "minister" and hit.first > 1:
            title = (
                f"{parsed.words.low[hit.first - 2]} {title}"  # no prime minister is a foreign one
            )
        return before in _TITLES and any(
            title in role.as_.lower() and role.holds(self.day)
            for role in self.known.actors[hit.actor].roles
        )

    def _of_another(self, parsed: Parsed, hit: Hit, before: str) -> bool:
        """Whether the name of somebody else stands beside it: "Omar Abdullah" is no Mullah Omar."""
        text, words = parsed.text, parsed.words
        behind = hit.last < len(words.low) and text[words.start[hit.last]].isupper()
        if behind and words.start[hit.last] == hit.end + 1 and words.tag[hit.last] == "N":
            return True
        after = words.low[hit.last] if hit.last < len(words.low) else ""
        if after in BIN or after.startswith(_AL):
            return True  # "Ahmed bin Mubarak"
        close = hit.first > 0 and words.end[hit.first - 1] + 1 == hit.start
        first = close and words.tag[hit.first - 1] == "N"
        first = first and text[words.start[hit.first - 1]].isupper()
        known = before in _TITLES or before in self.known.acting or before in self.known.people
        inside = any(one.last == hit.first and one.how != "surname" for one in parsed.hits)
        return bool(first) and not known and not inside and hit.first > 1

    def remember(self, names: tuple[str, ...], several: bool, doer: bool) -> None:
        """Let later pronouns mean some who were named.

        Parameters
        ----------
        names
            Who was named.
        several
            Whether they were listed together.
        doer
            Whether they do what the sentence tells.
        """
        if not names:
            return
        kinds = [self.known.actors[name].kind for name in names if name in self.known.actors]
        if (several and len(names) > 1) or len(self.sides_in(names)) > 1:
            self.many = names
            listed = len(self.sides_in(names)) > 1 or len(self.sides_in(self.pair)) < _PAIR
            if self._no_sides(names) or not listed:
                return
            if not self.pair or (doer and self._at_arms(names) >= self._at_arms(self.pair)):
                self.pair = names
        elif "person" in kinds:
            self.person = names
        elif not kinds and _like_a_person(names[0]):
            self.single = names
            body = names[0].split()[-1].lower() in self.known.acting
            named = names[0][:1].isupper() and not body
            if named or self._in_office(names[0]) or not (self.person or body):
                self.person = names
        elif len(names) > 1 and len(kinds) < len(names) and any(map(_is_full_name, names)):
            self.person = names  # "X, spokesman of the rebels"
        else:
            self.many = names
            if kinds or names[0].split()[-1].lower() not in _MANY_PEOPLE:
                self.single = names

    def _in_office(self, name: str) -> bool:
        """Whether it is an office and no victim: "a spokesman", not "one driver"."""
        return not {*name.lower().split()}.isdisjoint(_OFFICERS)

    def _no_sides(self, names: tuple[str, ...]) -> bool:
        """Whether they are no two sides: "Israeli soldiers and three civilians"."""
        known = self.known.actors
        plain = any(n not in known and n.split()[-1].lower() in _NO_SIDES for n in names)
        return plain and len(self.sides_in(names)) < _PAIR

    def sides_in(self, names: tuple[str, ...]) -> list[str]:
        """Return the states and armed groups among some, each once, and whom persons serve."""
        known = self.known.actors
        of = [known[name].acts_for(self.day) or name for name in names if name in known]
        return [name for name in dict.fromkeys(of) if name in known and self._is_side(name)]

    def _at_arms(self, names: tuple[str, ...]) -> bool:
        """Whether an armed group is among some: it is who fights that "both sides" are."""
        known = self.known.actors
        return any(name in known and known[name].kind == "armed" for name in names)

    def last_two(self, begins: int, at: int) -> tuple[str, ...]:
        """Return the sides of the two persons named last before a place who serve others.

        Where the sentence itself has named but one of them, he is the one who does it.

        Parameters
        ----------
        begins, at
            Places in the text: of the sentence, and of the phrase that means them.
        """
        persons = [m for m in self.mentions[-_RECENT:] if self._is_person(m) and m.span.start < at]
        here = {m.actor for m in persons if m.span.start >= begins}
        if len(here) < _PAIR:
            persons = [m for m in persons if m.span.start < begins]
        sides: list[str] = []
        for mention in reversed(persons):
            actor = self.known.actors.get(mention.actor or "")
            side = actor.acts_for(self.day) if actor and actor.kind == "person" else None
            if side and side not in sides:
                sides.insert(0, side)
            if len(sides) == _PAIR:
                return tuple(sides)
        return ()

    def _is_person(self, mention: ActorMention) -> bool:
        actor = self.known.actors.get(mention.actor or "")
        return actor is not None and actor.kind == "person"

    def most_named(self) -> str:
        """Return the armed group that was named most; of several the last."""
        most = max(self.groups.values())
        last = self.armed or ""
        return last if self.groups[last] == most else self.groups.most_common(1)[0][0]

    def holder(self, office: str) -> tuple[str, ...]:
        """Return who was named last of those who hold an office, and for whom."""
        for mention in reversed(self.mentions[-_RECENT:]):
            actor = self.known.actors.get(mention.actor or "")
            if actor is None or actor.kind != "person":
                continue
            if any(office in role.as_.lower() and role.holds(self.day) for role in actor.roles):
                principal = actor.acts_for(self.day)
                return (actor.id, principal) if principal else (actor.id,)
        return ()

    def at_war(self) -> tuple[str, ...]:
        """Return the state told of and the armed group named last, where only they are told of."""
        if not self.wars:
            return self.two_states()
        home = self.home() if len(self.wars) == 1 else None
        foe = self.known.actors[self.armed].fights if self.armed else None
        if foe is not None and self.armed:
            return (foe, self.armed) if foe in self.states else ()
        return (home, self.armed) if home and self.armed else ()

    def two_states(self) -> tuple[str, ...]:
        """Return the two states told of, where no other is told of as much as half as often."""
        counts = self.states.most_common(_PAIR + 1)
        if len(counts) < _PAIR or counts[1][1] < _PAIR:
            return ()
        third = counts[2][1] if len(counts) > _PAIR else 0
        return tuple(name for name, _ in counts[:_PAIR]) if 2 * third <= counts[1][1] else ()

    def oppose(self, one: tuple[str, ...], other: tuple[str, ...]) -> None:
        """Take note of who accuses or fights whom, where no two sides were told of together."""
        sides = [
            next((n for n in names if n in self.known.actors and self._is_side(n)), None)
            for names in (one, other)
        ]
        if not self.pair and sides[0] and sides[1] and sides[0] != sides[1]:
            self.pair = (sides[0], sides[1])

    def _is_side(self, name: str) -> bool:
        return self.known.actors[name].kind in {"state", "armed"}

    def home(self) -> str | None:
        """Return the state whose war is told of: by its armed groups, else the one most named."""
        code = next((_FOUGHT_BY.get(code, code) for code, _ in self.wars.most_common(1)), None)
        states = [name for name, _ in self.states.most_common()]
        of = next((name for name in states if self.known.actors[name].code == code), None)
        if of is None and code is None:
            counts = [count for _, count in self.states.most_common(2)]
            alone = len(counts) == 1 or (len(counts) > 1 and counts[0] >= _ALONE * counts[1])
            return states[0] if alone else None
        if of is not None:
            return of
        return next((a.id for a in self.known.actors.values() if a.code == code), None)

    def seen(
        self, parsed: Parsed, chunk: Chunk, names: tuple[str, ...], rule: str
    ) -> tuple[str, ...]:
        """Take note that a phrase stands for some, and return them.

        Parameters
        ----------
        parsed, chunk
            The sentence and the phrase.
        names
            Whom it stands for.
        rule
            That told so.
        """
        start, end = parsed.words.start[chunk.first], parsed.words.end[chunk.last - 1]
        for name in names:
            if name in self.known.actors:
                mention = ActorMention(Span(start, end), name, parsed.text[start:end], rule)
                if mention not in self.mentions[-4:]:
                    self.mentions.append(mention)
        return names


def _like_a_person(name: str) -> bool:
    """Whether words may be the name or the office of one person."""
    low = name.lower().split()
    if low[-1] in _MANY_PEOPLE:
        return False
    return not name.endswith("s") and low[-1] not in _BODIES and not _GROUPS.intersection(low[:-1])


def _is_full_name(name: str) -> bool:
    """Whether words may be the first and last name of somebody."""
    words = name.split()
    return len(words) > 1 and all(word[:1].isupper() or word in BIN for word in words)


def _first_name(name: str) -> str:
    """Return how a first name begins, that is spelt in many ways: Dmitry, Dmitri."""
    return name.split()[0].lower()[:_SPELT]
