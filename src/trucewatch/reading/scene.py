"""A sentence while its events are found, and what an event is."""

from dataclasses import dataclass, field

from trucewatch.domain.reading import Modality
from trucewatch.reading.cast import Cast
from trucewatch.reading.frames import Frame, Frames, light_frame
from trucewatch.reading.parsed import Parsed, subject
from trucewatch.reading.voices import remember

_MANY = frozenset({"series", "round", "number", "wave", "spate", "string"})
_DONE_TO_IT = frozenset({"observe", "accept", "sign", "extend", "renew", "prolong", "violate"})
_KEPT = frozenset({"abide", "adhere", "stick"})
REACH = 16
"""As many words behind a verb may belong to it."""


@dataclass(frozen=True, slots=True)
class Event:
    """What one verb or noun of a sentence says.

    Attributes
    ----------
    first, last
        Its words, from the subject to the object.
    at
        The verb or the noun itself.
    verb
        The number of the verb; None for a noun.
    goes_on
        The verb that is willed, asked for, refused or threatened, if any.
    """

    frame: str
    type: str | None
    process: str | None
    sense: str
    first: int
    last: int
    at: int
    verb: int | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    modality: Modality
    negated: bool
    claimed_by: tuple[str, ...] = ()
    goes_on: int | None = None


@dataclass(slots=True)
class Scene:
    """One sentence while its events are found."""

    parsed: Parsed
    frames: Frames
    cast: Cast
    speaker: tuple[str, ...]
    taken: set[int]
    subjects: dict[int, tuple[str, ...]]
    denied: bool = False
    own: dict[int, int | None] = field(default_factory=dict)
    voices: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def subject(self, number: int) -> int | None:
        """Return the number of the noun phrase that does (or suffers) a verb; asked once."""
        if number not in self.own:
            found = subject(self.parsed, number)
            self.own[number] = found if found is None else self._person(number, found)
        return self.own[number]

    def _person(self, number: int, found: int) -> int:
        """Return whom "who" means where a state stands between: "X of Finland, who mediated"."""
        first, chunks = self.parsed.phrases.verbs[number].first, self.parsed.phrases.chunks
        chunk, low = chunks[found], self.parsed.words.low
        if found == 0 or low[first - 1 : first] != ("who",) or chunk.led_by not in {"of", "from"}:
            return found
        hits = self.parsed.hits_in(chunk)
        states = [hit for hit in hits if self.cast.known.actors[hit.actor].kind == "state"]
        return found - 1 if states and len(states) == len(hits) else found

    def who(self, number: int) -> tuple[str, ...]:
        """Return who does (or suffers) a verb."""
        if number not in self.subjects:
            verb = self.parsed.phrases.verbs[number]
            chunk = self.subject(number)
            limit = verb.first
            if chunk is not None and self.parsed.phrases.chunks[chunk].first > verb.at:
                limit = len(self.parsed.words.low)
            who = self.cast.all_of(self.parsed, chunk, limit, doer=True)
            if chunk is not None and not any(name in self.cast.known.actors for name in who):
                who = self._named_before(chunk) or who
            self.subjects[number] = who
            if chunk is not None:
                remember(self.cast, self.parsed, chunk, limit, who)
        return self.subjects[number]

    def _named_before(self, number: int) -> tuple[str, ...]:
        """Return the side of a person whose office stands before: "an American general, X, who"."""
        chunks, tag = self.parsed.phrases.chunks, self.parsed.words.tag
        if number == 0 or tag[chunks[number - 1].last : chunks[number].first] != ",":
            return ()
        if tag[chunks[number].last : chunks[number].last + 1] not in {",", "W"}:
            return ()
        head = self.parsed.words.low[chunks[number - 1].last - 1]
        names = self.cast.one(self.parsed, number - 1) if head in self.cast.known.acting else ()
        return tuple(name for name in names if name in self.cast.known.actors)

    def subject_words(self, number: int) -> frozenset[str]:
        """Return the words of the subject, with what belongs to it by "of"."""
        chunk = self.subject(number)
        if chunk is None:
            return frozenset()
        chunks = self.parsed.phrases.chunks
        first, last = chunks[chunk].first, chunks[chunk].last
        if chunk > 0 and chunks[chunk].led_by == "of":
            first = chunks[chunk - 1].first
        if chunk + 1 < len(chunks) and chunks[chunk + 1].led_by == "of":
            last = chunks[chunk + 1].last
        return frozenset(self.parsed.words.low[first:last])

    def company_end(self, number: int) -> int:
        """Return the word before which what follows a verb ends."""
        verbs, tag = self.parsed.phrases.verbs, self.parsed.words.tag
        at = verbs[number].at
        end = min(len(tag), at + REACH)
        for later in verbs[number + 1 :]:
            if later.first >= end:
                break
            if later.form == "finite" and not later.passive and later.lemma in self.frames.verbs:
                joint = tag[at + 1 : later.first]
                cut = max(joint.rfind(letter) for letter in 'CSW,"”')
                end = later.first if cut < 0 else at + 1 + cut
                break
        for letter in ";":
            found = tag.find(letter, at, end)
            end = found if found > 0 else end
        return end

    def match(self, number: int) -> Frame | None:
        """Return the frame of a verb that holds here."""
        verb = self.parsed.phrases.verbs[number]
        options = self.frames.verbs.get(verb.lemma)
        if not options:
            return self.by_object(number)
        low = self.parsed.words.low
        after = frozenset(low[verb.at + 1 : verb.at + 3])
        company = frozenset(low[verb.at + 1 : self.company_end(number)]) | self._antecedent(number)
        if "march" in company and self._in_march(verb.at):
            company -= {"march"}
        own = self.subject_words(number) if any(frame.subject for frame in options) else None
        if own is None:
            own = self.subject_words(number) if verb.passive else frozenset()
        for frame in options or ():
            if frame.holds(verb.passive, after, company, own):
                return frame
        return self._of_it(number, company, own) or self._it_holds(number) or self.by_object(number)

    def _of_it(self, number: int, company: frozenset[str], own: frozenset[str]) -> Frame | None:
        """Return the frame that holds with what "it" means: "It came into force on Sunday"."""
        verb, low = self.parsed.phrases.verbs[number], self.parsed.words.low
        does = own == {"it"} and verb.lemma != "hold"
        behind = low[verb.at + 1 : verb.at + 3]
        suffers = verb.lemma in _DONE_TO_IT and behind[:1] == ("it",)
        suffers = suffers or (verb.lemma in _KEPT and behind in {("by", "it"), ("to", "it")})
        if not does and not suffers:
            return None
        after = frozenset(low[verb.at + 1 : verb.at + 3])
        for thing in self.cast.it(verb.first):
            told = frozenset({thing})
            words = (company, told) if does else (company | told, own)
            for frame in self.frames.verbs.get(verb.lemma, ()):
                if frame.process and frame.holds(verb.passive, after, *words):
                    return frame
        return None

    def _it_holds(self, number: int) -> Frame | None:
        """Return that a truce holds for "it is holding", which has no object."""
        verb, words = self.parsed.phrases.verbs[number], self.parsed.words
        alone = words.tag[verb.at + 1 : verb.at + 2] in {"", ".", ",", "R", "C", '"', "”"}
        own = self.subject(number) if verb.lemma == "hold" and alone else None
        chunk = None if own is None else self.parsed.phrases.chunks[own]
        if chunk is None or words.low[chunk.first : chunk.last] != ("it",):
            return None
        return next(one for one in self.frames.verbs["hold"] if one.process == "truce held")

    def _in_march(self, at: int) -> bool:
        """Whether "March" behind a verb is the month."""
        words = self.parsed.words
        place = words.low.index("march", at)
        return self.parsed.text[words.start[place]].isupper()

    def _antecedent(self, number: int) -> frozenset[str]:
        """Return the words that are the object before a clause: "the truce that they agreed"."""
        verb, chunks = self.parsed.phrases.verbs[number], self.parsed.phrases.chunks
        low, tag = self.parsed.words.low, self.parsed.words.tag
        own = None if verb.passive or verb.form in {"ing", "reduced"} else self.subject(number)
        if own is None or own == 0 or chunks[own].first > verb.at or tag[verb.at + 1 :][:1] in "DN":
            return frozenset()
        opens, before = chunks[own].first - 1, chunks[own - 1]
        relative = low[opens] in {"that", "which"} and before.last in {opens, opens - 1}
        bare = tag[chunks[own].first] == "U" and before.last == chunks[own].first
        relative = relative or bare  # "the truce it signed"
        return frozenset(low[before.first : before.last]) if relative else frozenset()

    def by_object(self, number: int) -> Frame | None:
        """Return what a verb of little meaning says by its object: "mounted a raid"."""
        verb = self.parsed.phrases.verbs[number]
        chunks, low = self.parsed.phrases.chunks, self.parsed.words.low
        if verb.lemma not in self.frames.light:
            return None
        if verb.passive:
            own = self.subject(number)
            if self.parsed.words.tag[verb.at + 1 : verb.at + 2] == "R":
                return None
            kind = None if own is None else self.frames.objects.get(low[chunks[own].last - 1])
            return None if kind is None else light_frame(verb.lemma, kind)
        at = self.parsed.phrases.from_word(verb.at)
        if at >= len(chunks):
            return None
        chunk = chunks[at]
        head = low[chunk.last - 1]
        if head in _MANY and at + 1 < len(chunks) and chunks[at + 1].led_by == "of":
            head = low[chunks[at + 1].last - 1]
        kind = self.frames.objects.get(head)
        if kind is None or chunk.led_by or chunk.first - verb.at > 2:
            return None
        return light_frame(verb.lemma, kind)
