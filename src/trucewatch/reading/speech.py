"""What is said: by verbs of saying, and by verbs that only sometimes are such."""

from trucewatch.domain.reading import Modality
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.phrases import Chunk, Verb
from trucewatch.reading.roles import led, reach
from trucewatch.reading.scene import Event, Scene
from trucewatch.reading.voices import voice

_NO_VOICE = frozenset({"it", "this", "that", "what", "which", "there"})
_NOBODY = frozenset({"nobody", "none", "no", "no-one"})
_CLAIMED = frozenset({"responsibility", "attack", "attacks", "lives", "life", "bombing", "victory"})
_DENIES = frozenset({"deny", "believe"})
_BY = frozenset({"by"})
_ASKED = frozenset({"what", "why", "how", "whether", "when", "who", "where", "if"})
_CALLS = frozenset(
    {"call", "describe", "dismiss", "denounce", "hail", "brand", "depict", "portray"}
)
_TURNS_DOWN = frozenset({"reject", "dismiss", "refute", "dispute", "rebuff", "contradict"})
_MAY_SAY = frozenset({"warn", "complain", "caution", "joke", "ask", "make", "put"}) | (
    _CALLS | _TURNS_DOWN
)
_TOLD_OF = frozenset({"announce", "declare"})
"""As participles they only tell of a thing: "the truce announced by the army"."""
_REPORTS = word_list("reports")
_NAMES_IT = 8


def speaks(scene: Scene, number: int) -> tuple[str, ...]:
    """Return who speaks: the subject, or who stands behind "by" where the verb is passive."""
    if number not in scene.voices:
        scene.voices[number] = _speaks(scene, number)
    return scene.voices[number]


def _speaks(scene: Scene, number: int) -> tuple[str, ...]:
    verb = scene.parsed.phrases.verbs[number]
    if verb.passive:
        return led(scene, verb.at, len(scene.parsed.words.low), _BY)
    quoted = _quoted(scene, number)
    if quoted is not None:
        return voice(scene.cast, scene.parsed, quoted, verb.first)
    chunk = scene.subject(number)
    if chunk is None:
        return scene.who(number)
    behind = scene.parsed.phrases.chunks[chunk].first > verb.at
    end = len(scene.parsed.words.low) if behind else verb.first
    return voice(scene.cast, scene.parsed, chunk, end)


def _quoted(scene: Scene, number: int) -> int | None:
    """Return who is quoted: "was quoted as saying", "quoted officers as saying"."""
    parsed = scene.parsed
    verb = parsed.phrases.verbs[number]
    if verb.form != "ing" or parsed.low(verb.first - 1, verb.first) != ("as",) or not number:
        return None
    before = parsed.phrases.verbs[number - 1]
    if before.passive:
        return scene.subject(number - 1)
    found = parsed.phrases.from_word(before.at)
    chunks = parsed.phrases.chunks
    return found if found < len(chunks) and chunks[found].last < verb.first else None


def speech(scene: Scene, number: int) -> Event | None:
    """Return what a verb of saying says; None where nobody says anything.

    Parameters
    ----------
    scene
        The sentence.
    number
        Of the verb.
    """
    verb = scene.parsed.phrases.verbs[number]
    if (verb.negated and verb.lemma not in _DENIES) or _unsaid(scene, number, verb):
        return None
    speaker = speaks(scene, number) or _words(scene, number, verb)
    return _said(scene, number, speaker) if speaker else None


def _said(scene: Scene, number: int, speaker: tuple[str, ...]) -> Event:
    first, last = reach(scene, number)
    verb = scene.parsed.phrases.verbs[number]
    return Event(
        f"{verb.lemma}: statement", None, None, "says", first, last, verb.at, number,
        speaker, (), Modality.HAPPENED, verb.negated,
    )  # fmt: skip


def _unsaid(scene: Scene, number: int, verb: Verb) -> bool:
    """Whether nothing is said: nobody says it, it is yet to be said, or it claims an attack."""
    if verb.form == "infinitive" or (verb.form == "reduced" and verb.lemma in _TOLD_OF):
        return True
    if not _NOBODY.isdisjoint(scene.subject_words(number)):
        return True
    if "neither" in scene.parsed.words.low[max(0, verb.first - _NAMES_IT) : verb.first]:
        return True
    return verb.lemma == "claim" and _head(scene, verb) in _CLAIMED


def _words(scene: Scene, number: int, verb: Verb) -> tuple[str, ...]:
    """Return the words of whatever speaks where it is nobody known: "state media said"."""
    chunk = scene.subject(number)
    if chunk is None or verb.passive or _quoted(scene, number) is not None:
        return ()
    found, words = scene.parsed.phrases.chunks[chunk], scene.parsed.words
    first = found.first + (words.tag[found.first] == "D" and found.last - found.first > 1)
    if words.tag[found.last - 1] != "N" or found.led_by or words.low[found.last - 1] in _NO_VOICE:
        return ()
    return (scene.parsed.written(first, found.last),)


def said_too(scene: Scene) -> list[Event]:
    """Return what is said by verbs that have another meaning, too: "called it a betrayal"."""
    found = []
    for number, verb in enumerate(scene.parsed.phrases.verbs):
        if verb.lemma not in _MAY_SAY or verb.form != "finite":
            continue
        if verb.passive or verb.negated or verb.modal:
            continue
        if _says_here(scene, verb) and (speaker := speaks(scene, number)):
            found.append(_said(scene, number, speaker))
    return found


def _says_here(scene: Scene, verb: Verb) -> bool:
    low, lemma = scene.parsed.words.low, verb.lemma
    after = low[verb.at + 1 : verb.at + _NAMES_IT]
    if lemma == "warn":
        return "against" not in after
    if lemma in {"complain", "caution", "joke"}:
        return after[:1] in (("that",), ("of",), ("about",))
    if lemma == "ask":
        return after[:1] != ("for",) and not _ASKED.isdisjoint(after) and "to" not in after[:3]
    if lemma == "make":
        return after[:2] == ("it", "clear") or after[:2] == ("clear", "that")
    if lemma == "put":
        figure = next((n for n in range(1, len(after) - 1) if after[n] == "at"), 0)
        told = figure and scene.parsed.words.tag[verb.at + figure + 2 :][:2]
        as_put = after[:1] == ("it",) and "as" in low[: verb.first]
        return as_put or bool(told and "Q" in told)
    if lemma in _TURNS_DOWN and _head(scene, verb) in _REPORTS:
        return True
    return lemma in _CALLS and _names(scene, verb)


def _object(scene: Scene, verb: Verb) -> Chunk | None:
    """Return the noun phrase that follows a verb directly."""
    chunks = scene.parsed.phrases.chunks
    number = scene.parsed.phrases.from_word(verb.at + 1)
    if number < len(chunks) and chunks[number].first == verb.at + 1:
        return chunks[number]
    return None


def _head(scene: Scene, verb: Verb) -> str:
    found = _object(scene, verb)
    return "" if found is None else scene.parsed.words.low[found.last - 1]


def _names(scene: Scene, verb: Verb) -> bool:
    """Whether something is called what it is not called by all: "the text a betrayal"."""
    found, words = _object(scene, verb), scene.parsed.words
    if found is None:
        return False
    after = words.low[found.last : found.last + _NAMES_IT]
    if verb.lemma != "call":
        return "as" in after
    return bool(after) and (after[0] in {"a", "an"} or after[0] in set("“\"‘'"))
