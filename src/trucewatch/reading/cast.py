"""Who takes part: noun phrases to actors of the list or to words, with what was named before."""

from dataclasses import dataclass

from trucewatch.reading.actors import Hit
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.named import BIN, Named
from trucewatch.reading.parsed import Parsed, listed
from trucewatch.reading.phrases import Chunk

_PLACE = word_list("places led by")
_GROUPS = word_list("groups")
_HE = word_list("he")
_THEY = word_list("they")
_THINGS = word_list("things")
_DOERS = ("ers", "ors", "ists", "ist", "ants", "ians", "ian", "men", "man", "ees")
_TITLES = word_list("titles")
_THE_MAN = frozenset({"the man", "the woman"})
_HOME = word_list("home")
_BODIES = word_list("bodies")
_WEAPONS = word_list("weapons that do nothing")
"""What does nothing by itself: whose they are must be told."""
_SPEAKERS = word_list("who speaks for others")
_OFFICES = word_list("high offices")
_VOICES = word_list("voices of an office")
_HOME_OF = word_list("offices at home")
_LEADS = word_list("who leads")
_SIDES = word_list("sides again")
_TWO_PERSONS = word_list("two persons")
_THEIR_ARMED = word_list("armed of a side")
_MINISTRIES = word_list("ministries")
_PATROLS = word_list("patrols")
_REBELS = word_list("rebels again")
_FIGHT = word_list("fighters of rebels")
_SENT = word_list("sent by states")
_OF_IT = {("of",), ("for",), ("in",)}
_DAYS = word_list("named days")
_BODIES_AGAIN = frozenset({"ministry", "embassy", "office", "delegation", "mission", "team"})
_OF = frozenset({"'s", "’s", "'"})
_STATES = frozenset({"governments", "countries", "states", "nations", "capitals", "neighbours"})
_SOLDIERS = word_list("soldiers")
_BOTH = frozenset({"warring", "rival", "opposing", "two", "both"})
_CAPTIVES = word_list("captives")
_OPPOSED = word_list("opposed")
_WE = frozenset({"we", "us", "ourselves", "i"})
_THEIRS = {"our": "we", "their": "many", "its": "single", "his": "person", "her": "person"}


@dataclass(slots=True)
class Cast(Named):
    """Tells whom the noun phrases of a report mean; it is asked sentence by sentence."""

    def all_of(
        self, parsed: Parsed, number: int | None, before: int, *, doer: bool = False
    ) -> tuple[str, ...]:
        """Return who a noun phrase and those listed with it stand for.

        Parameters
        ----------
        parsed
            The sentence.
        number
            Of the noun phrase; None stands for nobody.
        before
            A list ends before this word.
        doer
            Whether later pronouns may mean them.
        """
        if number is None:
            return ()
        found: list[str] = []
        numbers = listed(parsed, number, before)
        for one in numbers:
            found.extend(name for name in self.one(parsed, one) if name not in found)
        beside = self._beside(parsed, numbers[-1], before)
        known = self.known.actors
        person = any(known[name].kind == "person" for name in beside)
        if person or not any(name in known for name in found):
            found = [*beside, *(name for name in found if name not in beside)]
        names = tuple(found)
        if doer or len(numbers) > 1:
            self.remember(names, len(numbers) > 1, doer)
        return names

    def _beside(self, parsed: Parsed, number: int, before: int) -> tuple[str, ...]:
        """Return who an apposition names: "the group, the Movement of X, said"."""
        chunks, words = parsed.phrases.chunks, parsed.words
        if number + 1 >= len(chunks):
            return ()
        head = words.low[chunks[number].last - 1]
        office = head in self.known.acting or head in self.known.people or head in _TITLES
        if office and chunks[number + 1].led_by in {"for", "of", "to"} and number + 2 < len(chunks):
            number += 1
        gap = words.tag[chunks[number].last : chunks[number + 1].first]
        if gap not in {",", "("} or chunks[number + 1].last > before:
            return ()
        behind = words.tag[chunks[number + 1].last : chunks[number + 1].last + 2]
        if gap == "," and behind[:1] in "VT" and behind[1:] == ",":
            return ()  # "the ceremony, X said, will follow"
        return tuple(name for name in self.one(parsed, number + 1) if name in self.known.actors)

    def one(self, parsed: Parsed, number: int) -> tuple[str, ...]:
        """Return whom a noun phrase stands for: ids of the list, or its words, or nobody."""
        chunk = parsed.phrases.chunks[number]
        low = parsed.words.low
        if chunk.last - chunk.first == 1 and parsed.words.tag[chunk.first] == "U":
            return self._pronoun(low[chunk.first], parsed, chunk.first)
        again = self._again(parsed, chunk)
        if again is not None:
            return again
        if low[chunk.last - 1] in _DAYS:
            return ()
        if low[chunk.first : chunk.last - 1] == ("the",) and low[chunk.last - 1] in self.bodies:
            return self.seen(parsed, chunk, self.bodies[low[chunk.last - 1]], "the body again")
        if self._is_centre(parsed, chunk):
            return self.seen(parsed, chunk, ("india",), "the Centre")
        owned = self._owned(parsed, chunk) or self._at_home(parsed, chunk)
        if owned:
            return owned
        hits = parsed.hits_in(chunk)
        titled = self._titled(parsed, number)
        if titled:
            return titled
        if not hits:
            return self._words(parsed, number)
        return self._named(parsed, number, hits)

    def _is_centre(self, parsed: Parsed, chunk: Chunk) -> bool:
        """Whether it is what the papers of India call its government: "the Centre"."""
        low, words = parsed.words.low, parsed.words
        if low[chunk.first : chunk.last] not in {("the", "centre"), ("centre",)}:
            return False
        behind = low[chunk.last : chunk.last + 1]
        return parsed.text[words.start[chunk.last - 1]].isupper() and behind not in _OF_IT

    def _titled(self, parsed: Parsed, number: int) -> tuple[str, ...]:
        """Return the person of "the Secretary of State X"."""
        chunks, low = parsed.phrases.chunks, parsed.words.low
        if number + 1 >= len(chunks) or low[chunks[number].last - 1] not in _TITLES:
            return ()
        after = chunks[number + 1]
        if low[chunks[number].last : after.first] not in {("of",), ("of", "the"), ("for",)}:
            return ()
        persons = [
            hit
            for hit in parsed.hits_in(after)
            if hit.last == after.last and self.known.actors[hit.actor].kind == "person"
        ]
        return self._named(parsed, number + 1, persons) if persons else ()

    def _pronoun(self, word: str, parsed: Parsed, at: int) -> tuple[str, ...]:
        if word in _HE:
            return self.person or tuple(n for n in self.single if self._may_be_one(n))
        if word in _WE and self.we:
            return self.we
        if word in _THEY:
            return self.many or self.pair
        if word not in {"it", "itself"}:
            return ()
        return self._not_the_person(parsed, at) or self.single

    def _not_the_person(self, parsed: Parsed, at: int) -> tuple[str, ...]:
        """Return the side named last before "it" in a sentence that tells of a person first."""
        hits = [hit for hit in parsed.hits if hit.last <= at]
        kinds = [self.known.actors[hit.actor].kind for hit in hits]
        if "person" not in kinds[:-1] or kinds[-1] not in {"armed", "state", "organisation"}:
            return ()
        apart = parsed.words.tag[hits[kinds.index("person")].last : hits[-1].first]
        return (hits[-1].actor,) if "V" in apart or "T" in apart else ()

    def _may_be_one(self, name: str) -> bool:
        """Whether a name may be that of one person: of no state, and in no plural."""
        body = name.split()[-1].lower() in _HOME
        return name not in self.known.actors and not body and not name.split()[0].endswith("s")

    def _again(self, parsed: Parsed, chunk: Chunk) -> tuple[str, ...] | None:
        words = parsed.low(chunk.first, chunk.last)
        phrase = " ".join(words)
        each = words[-1] in {"side", "party"} and words[0] in {"each", "either", "neither"}
        opposed = each or (words[-1] in _SIDES and not _BOTH.isdisjoint(words[:-1]))
        if phrase in self.known.pair or opposed:
            owned = bool(parsed.hits_in(chunk)) and not self.wars
            pair = self.pair or (() if owned else self.at_war())
            if words[-1] in _STATES and any(self._is_armed(name) for name in pair):
                pair = self.two_states()
            return self.seen(parsed, chunk, pair, "both parties again")
        if words[-1] == "ministers" and "prime" in words and not {"two", "both"}.isdisjoint(words):
            pair = self.pair if len(self.sides_in(self.pair)) == 2 else self.two_states()
            if pair and not any(self._is_armed(name) for name in pair):
                return self.seen(parsed, chunk, pair, "both states again")
        if phrase in _THE_MAN and self.person:
            return self.person
        if words[-1] in _TWO_PERSONS and not {"two", "both"}.isdisjoint(words[:-1]):
            persons = self.last_two(parsed.words.start[0], parsed.words.start[chunk.first])
            if persons:
                return self.seen(parsed, chunk, persons, "both persons again")
        rebel = words[-1] in _REBELS or (words[-1] in _FIGHT and not _REBELS.isdisjoint(words[:-1]))
        if self.armed and rebel and self._unnamed(parsed, chunk):
            return self.seen(parsed, chunk, (self.most_named(),), "armed group again")
        if phrase in self.known.armed and self.armed:
            return self.seen(parsed, chunk, (self.most_named(),), "armed group again")
        return None

    def _is_armed(self, name: str) -> bool:
        return name in self.known.actors and self.known.actors[name].kind == "armed"

    def _unnamed(self, parsed: Parsed, chunk: Chunk) -> bool:
        """Whether rebels are told of by no name and no number, where one group is at war."""
        low, tag = parsed.low(chunk.first, chunk.last - 1), parsed.words.tag
        inner = [tag[chunk.first + at] for at, word in enumerate(low) if word not in _REBELS]
        written = parsed.text[parsed.words.start[chunk.last - 1]]
        opens = chunk.last == 1 or tag[chunk.last - 2 : chunk.last - 1] in ":-–—"
        alone = len(self.groups) == 1 and not parsed.hits_in(chunk)
        return alone and set(inner) <= set("DA") and (written.islower() or opens)

    def _owned(self, parsed: Parsed, chunk: Chunk) -> tuple[str, ...]:
        """Return whose "their forces" and "its cabinet" are, and of which state "the army" is."""
        low = parsed.words.low
        head, first = low[chunk.last - 1], low[chunk.first]
        if parsed.hits_in(chunk):
            return ()
        if first in _THEIRS and head in self.known.acting | _THEIR_ARMED:
            held: tuple[str, ...] = getattr(self, _THEIRS[first])
            return held
        speaks = head in _SPEAKERS or head in _LEADS
        if "rebel" in low[chunk.first : chunk.last] and self.armed and speaks:
            return self.seen(parsed, chunk, (self.armed,), "armed group again")
        inner = low[chunk.first + (first in {"the", "a", "an"}) : chunk.last]
        patrol = head in _PATROLS and "army" in inner
        inner = inner[:-1] if patrol else inner
        if set(inner) & _OF and (speaks or head in self.known.acting):
            inner = inner[: min(at for at, word in enumerate(inner) if word in _OF)]
        if not _HOME.issuperset(inner) or (first != "the" and not patrol and len(inner) < 2):
            return ()
        behind = parsed.words.tag[chunk.last + 1 : chunk.last + 2]
        if low[chunk.last : chunk.last + 1] == ("of",) and behind != "G":
            return ()
        if set(inner) <= _OFFICES:
            held = self.holder(inner[-1])
            if held:
                return self.seen(parsed, chunk, held, "the office again")
        return self._of_home(parsed, chunk)

    def _of_home(self, parsed: Parsed, chunk: Chunk) -> tuple[str, ...]:
        home = self.home()
        return self.seen(parsed, chunk, (home,), "the state told of") if home else ()

    def _at_home(self, parsed: Parsed, chunk: Chunk) -> tuple[str, ...]:
        """Return the state told of for "the Minister of Interior", and for bare "soldiers"."""
        low, last = parsed.words.low, chunk.last
        ministry = low[last : last + 1] == ("of",) and not _MINISTRIES.isdisjoint(
            low[last + 1 : last + 3]
        )
        bare = last - chunk.first == 1 and low[last - 1] in _SOLDIERS and self.wars
        named = parsed.hits_in(chunk)
        if named or not (bare or (low[last - 1] == "minister" and ministry)):
            return ()
        return self._of_home(parsed, chunk)

    def _named(self, parsed: Parsed, number: int, hits: list[Hit]) -> tuple[str, ...]:
        chunk = parsed.phrases.chunks[number]
        low = parsed.words.low
        head = low[chunk.last - 1]
        names: list[str] = []
        for hit in hits:
            if hit.how == "surname" and not self.surname(parsed, hit):
                continue
            if hit.how == "capital" and chunk.led_by in _PLACE:
                continue
            if self._acts(parsed, number, hit, head) and not self._owner(parsed, hit, hits[-1]):
                names.append(hit.actor)
                principal = self.known.actors[hit.actor].acts_for(self.day)
                if principal:
                    names.append(principal)
        if names:
            self._note_surname(parsed, chunk, hits, names)
            if head in _BODIES_AGAIN:
                self.bodies[head] = tuple(dict.fromkeys(names))
            return tuple(dict.fromkeys(names))
        if chunk.led_by in _PLACE and all(hit.how != "people" for hit in hits):
            return ()
        return self._words(parsed, number)

    def _note_surname(
        self, parsed: Parsed, chunk: Chunk, hits: list[Hit], names: list[str]
    ) -> None:
        """Remember for whom a person speaks who is on no list: "Indian minister Vikram Misri"."""
        last = chunk.last - 1
        word = parsed.words.low[last]
        written = parsed.text[parsed.words.start[last]]
        inside = any(hit.last == chunk.last for hit in hits)
        titled = any(one in self.known.acting for one in parsed.low(chunk.first, last))
        if written.isupper() and not inside and titled and word not in self.known.acting:
            self.surnames[word] = tuple(dict.fromkeys(names))

    def _acts(self, parsed: Parsed, number: int, hit: Hit, head: str) -> bool:
        """Whether a noun phrase in which an actor is named stands for that actor."""
        chunk = parsed.phrases.chunks[number]
        kind = self.known.actors[hit.actor].kind
        if hit.last == chunk.last:
            if hit.how == "people" and not self._opens_list(parsed, number):
                return False
            return (
                kind != "state" or hit.first == chunk.first or not self._people_before(parsed, hit)
            )
        if kind == "person":
            return True
        if kind == "armed" and head in self.known.people and head not in _CAPTIVES:
            return True
        if kind == "state" and head in self.known.rebels:
            return False
        if hit.first > 0 and parsed.words.low[hit.first - 1] == "ethnic":
            return False
        if kind == "state" and not _OPPOSED.isdisjoint(parsed.low(hit.last, chunk.last)):
            return False
        if hit.how == "people" and self._is_body(parsed, chunk, head):
            return False
        if head in self.known.acting:
            return True
        titled = any(word in self.known.acting for word in parsed.low(hit.last, chunk.last))
        return titled and head not in self.known.people

    def _is_body(self, parsed: Parsed, chunk: Chunk, head: str) -> bool:
        """Whether it is the name of a body that is no government: "the Liberian Peace Council"."""
        written = parsed.text[parsed.words.start[chunk.last - 1]]
        return head in _BODIES and written.isupper() and not parsed.text.isupper()

    def _owner(self, parsed: Parsed, hit: Hit, last: Hit) -> bool:
        """Whether an actor only owns the armed group named behind it: "Afghanistan's Taliban"."""
        owned = hit is not last and self.known.actors[last.actor].kind == "armed"
        return owned and parsed.words.low[hit.last : hit.last + 1] in (("'s",), ("'",))

    def _people_before(self, parsed: Parsed, hit: Hit) -> bool:
        return hit.first > 0 and parsed.words.low[hit.first - 1] in self.known.people

    def _opens_list(self, parsed: Parsed, number: int) -> bool:
        """Whether it is the first of "Hungarian and Romanian officials"."""
        chunks = parsed.phrases.chunks
        if number + 1 >= len(chunks):
            return False
        one, two = chunks[number], chunks[number + 1]
        joined = parsed.words.low[one.last : two.first] == ("and",)
        return joined and parsed.words.low[two.last - 1] in self.known.acting

    def _words(self, parsed: Parsed, number: int) -> tuple[str, ...]:
        """Return the words of a noun phrase that are people or carry a name, else nobody."""
        chunks, words = parsed.phrases.chunks, parsed.words
        chunk = chunks[number]
        first = chunk.first
        while first < chunk.last - 1 and (words.tag[first] in "DQR" or words.low[first] == "dead"):
            first += 1
        head = words.low[chunk.last - 1]
        if head in _WEAPONS:
            return ()
        if head in self.surnames and parsed.text[words.start[chunk.last - 1]].isupper():
            return self.surnames[head]
        behind = self._of_those_behind(parsed, number, first)
        if behind:
            return behind
        office = self._office(parsed, chunk)
        return office or self._plain_words(parsed, number, first)

    def _of_those_behind(self, parsed: Parsed, number: int, first: int) -> tuple[str, ...]:
        """Return whom "a spokesman for X", "leaders of X", "officers from both camps" mean."""
        chunks, words = parsed.phrases.chunks, parsed.words
        last, head = chunks[number].last, words.low[chunks[number].last - 1]
        after = chunks[number + 1] if number + 1 < len(chunks) else None
        if after is None:
            return ()
        if parsed.low(last, after.first)[:2] == ("led", "by"):
            return self.one(parsed, number + 1)
        if not _is_near(parsed, last, after):
            return ()
        pair = self._again(parsed, after) if after.led_by == "from" else None
        if pair:
            return pair
        speaks = after.led_by == "for" and head in _SPEAKERS
        sent = after.led_by == "from" and head in _SENT
        belongs = after.led_by == "of" and head in _GROUPS | self.known.acting
        if not (speaks or sent or belongs):
            return ()
        many = speaks or head.endswith("s")
        inner = tuple(
            name
            for one in listed(parsed, number + 1, len(words.low) if many else last)
            for name in self.one(parsed, one)
        )
        told = any(n in self.known.actors or n[0].isupper() or " " in n for n in inner)
        if inner and (not sent or all(n in self.known.actors for n in inner)):
            return inner if told else (parsed.written(first, after.last),)
        return ()

    def _plain_words(self, parsed: Parsed, number: int, first: int) -> tuple[str, ...]:
        """Return the words themselves, with the place behind them, where they are people."""
        chunks, last = parsed.phrases.chunks, parsed.phrases.chunks[number].last
        head = parsed.words.low[last - 1]
        after = chunks[number + 1] if number + 1 < len(chunks) else None
        people = head in self.known.people or head in self.known.acting
        people = people or any(hit.how == "people" and hit.last == last for hit in parsed.hits)
        people = people or (head.endswith(_DOERS) and len(head) > 5 and head not in _THINGS)
        if not people and not self.proper(parsed, first, last):
            return self._name_at_end(parsed, first, last)
        if (
            after is not None
            and _is_near(parsed, last, after)
            and people
            and (after.led_by != "of" or self.proper(parsed, after.first, after.last))
            and after.led_by in {"of", "in", "from", "throughout"}
        ):
            last = after.last
        return (parsed.written(first, last),)

    def _name_at_end(self, parsed: Parsed, first: int, last: int) -> tuple[str, ...]:
        """Return the name behind what somebody is: "elder statesman Edwin Clark"."""
        at = last
        while at > first and parsed.text[parsed.words.start[at - 1]].isupper():
            at -= 1
        name = first < at < last - 1 and set(parsed.words.tag[at:last]) <= {"N", "A"}
        return (parsed.written(at, last),) if name else ()

    def _office(self, parsed: Parsed, chunk: Chunk) -> tuple[str, ...]:
        """Return the state told of for "Interior Minister X", where no other is named."""
        words, text = parsed.low(chunk.first, chunk.last), parsed.text
        inner = [at for at, word in enumerate(words) if word in _OFFICES | _VOICES]
        if (
            not inner
            or (inner[0] == 0 and words[0] in _VOICES)
            or inner[0] > 2
            or inner[0] == len(words) - 1
            or not _HOME_OF.issuperset(words[: inner[0]])
        ):
            return ()
        tail = range(chunk.first + inner[0] + 1, chunk.last)
        written = (at for at in tail if parsed.words.low[at] not in BIN)
        if not all(text[parsed.words.start[at]].isupper() for at in written) or any(
            hit.how != "surname" or self.surname(parsed, hit) for hit in parsed.hits_in(chunk)
        ):
            return ()
        home = self.home()
        if home is None:
            return ()
        name = parsed.written(tail.start, chunk.last)
        return (name, home) if len(name.split()) > 1 else (home,)

    def proper(self, parsed: Parsed, first: int, last: int) -> bool:
        """Whether words are a name by their capitals."""
        if last - first == 1 and parsed.words.low[first] in _THINGS:
            return False
        text, words = parsed.text, parsed.words
        return (
            all(
                text[words.start[at]].isupper()
                for at in range(first, last)
                if words.tag[at] not in "DAK"
            )
            and text[words.start[first]].isupper()
        )


def _is_near(parsed: Parsed, last: int, after: Chunk) -> bool:
    """Whether a noun phrase follows with nothing but a preposition between."""
    gap = parsed.words.low[last : after.first]
    return gap in ((after.led_by,), (after.led_by, "the"))
