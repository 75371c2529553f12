"""Words of a sentence with their kind, from closed-class words, verb forms and endings.

No weights and no training: what a word can be stands in the lexicon and in the frames, and its
neighbours decide where it can be two things. Case helps but is not needed, so that telegrams in
capitals are read too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from trucewatch.reading.lexicon import closed_words, inflect, irregular, lexicon, word_list

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:-[^\W\d_]+)*"  # 12,000, 34-year-old
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W\d_]+|[^\W\d_]?)"  # U.S., U.N.-brokered
    r"|[A-Z]\.(?=\s[A-Z][a-z])"  # George W.
    r"|[A-Z]{1,3}\d+(?![^\W_])"  # M23
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Sen|Rep|Gov|Prof|Rev|St|No)\."
    r"|[^\W\d_]+?(?:[nN]['’][tT])(?![^\W\d_])"
    r"|[^\W\d_]+(?:['’](?![sS](?![^\W_]))[^\W\d_]+|-[^\W_]+|/[^\W\d_]+)*"
    r"|['’][sS](?![^\W_])|--|[^\w\s]"
)
_IRREGULAR_PLURALS = frozenset(
    {"people", "police", "men", "women", "children", "troops", "militia", "media"}
)
_ABOUT = frozenset({"about", "around", "over", "nearly", "some", "under"})
_BOUNDS = frozenset(
    {
        ("at", "least"),
        ("more", "than"),
        ("up", "to"),
        ("at", "most"),
        ("less", "than"),
        ("fewer", "than"),
    }
)
_DOINGS = frozenset(
    {"meeting", "bombing", "hearing", "shooting", "shelling", "crossing", "training", "fighting"}
)
_HURT = frozenset({"wounded", "injured", "displaced", "accused", "detained", "deceased"})
_EITHER_ONE = frozenset({"neither", "either", "each"})
_FREE = frozenset({"access", "passage", "movement", "trade", "election", "elections", "hand"})
_HEADLINED = frozenset({"tell", "say", "warn", "vow", "urge", "accuse", "blame"})
"""What goes on so behind a comma: "TTP ends truce, tells fighters to strike"."""
_HEADLINE = 4
"""So early a form in -s with an object and "to" is a verb: "Duterte orders troops to fight"."""
_TELLS_OF = word_list("tells of")
"""Behind these it is a thing that is told of: "residents reported shelling"."""
_PLACES = frozenset(
    {
        "death",
        "war",
        "power",
        "peace",
        "court",
        "prison",
        "jail",
        "parliament",
        "school",
        "hospital",
    }
)
_LATELY = frozenset({"last", "first", "next"})
_THAT_DAY = frozenset({"day", "night", "week", "month", "year", "evening", "morning"})
_RUN = frozenset(
    {"goes", "comes", "enters", "begins", "starts", "ends", "expires", "lasts", "remains"}
)
_INTO = frozenset({"into", "at", "on", "in", "from", "until", "for", "with"})
_AS_TOLD = frozenset({"reported", "believed", "feared", "confirmed", "presumed", "known"})
_AS_SAID = frozenset({"promised", "agreed", "planned", "expected", "scheduled", "announced"})
_SETTLED = (
    _AS_TOLD
    | _AS_SAID
    | frozenset(
        """
    last first next both all each may neither that close to dead once '
    """.split()  # noqa: SIM905
    )
)
_SET_PHRASES = frozenset(("takes", noun) for noun in ("effect", "place", "part", "hold"))
_SPEAKS = frozenset('NU,"”’')
_BOTH = frozenset({"both", "all", "each"})
_EITHER = frozenset({"after", "before", "since", "until", "as"})
_NO_PAST = ("eed", "ahmed", "hammed", "hamed", "rashed", "sacred", "hundred", "kindred")
_NO_ADVERB = frozenset({"family", "assembly", "italy", "monopoly", "anomaly", "ally", "bully"})
_IFS = frozenset({"if", "when", "once", "unless"})
_ONLY_VERBS = word_list("only verbs")
"""What is no noun in its forms of the present: "arrives", "kill"."""
_NOMINAL = frozenset("DAPQ")
_TAKEN = frozenset("DU")
_ENDS_ADJECTIVE = ("ous", "ful", "less", "able", "ible", "ical", "ive", "ese", "ish", "ic")


def pieces(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, cut as the words of a sentence are.

    Examples
    --------
    >>> pieces("Lord’s Resistance Army")
    ('lord', "'s", 'resistance', 'army')
    """
    return tuple([piece.lower().replace("’", "'") for piece in _TOKEN.findall(text)])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence, as columns of like length.

    Attributes
    ----------
    start, end
        Places in the text of the document.
    low
        In lower case.
    tag
        One letter: the classes of the lexicon and N noun, V base or present form, T past form or
        participle, G form in -ing, I the "to" of an infinitive, K the possessive 's, else the
        punctuation itself.
    lemma
        Of verbs; else empty.
    """

    start: tuple[int, ...]
    end: tuple[int, ...]
    low: tuple[str, ...]
    tag: str
    lemma: tuple[str, ...]

    def participle(self, at: int) -> bool:
        """Whether a past form can be a participle: "taken" and "met" can, "took" cannot.

        Examples
        --------
        >>> Tagger(["take"]).words("They took it.", 0, 13).participle(1)
        False
        """
        past, participle = irregular().get(self.lemma[at], ("", ""))
        return self.low[at] != past or past == participle


class Tagger:
    """Tags words; knows the verbs it is given and those of the lexicon.

    Parameters
    ----------
    verbs
        In their base form.
    single
        Names that end in s and yet are no plurals.
    """

    __slots__ = ("_closed", "_forms", "_single")

    def __init__(self, verbs: Iterable[str], single: Iterable[str] = ()) -> None:
        forms: dict[str, tuple[str, str]] = {}
        for base in sorted({*verbs, *lexicon().verbs.split()}):
            for form, kind in inflect(base).items():
                forms.setdefault(form, (kind, base))
            if (
                base.endswith("l")
                and base[-2] in "aeiou"
                and (base[-3] not in "aeiou" or base == "initial")
            ):
                forms.setdefault(f"{base}led", ("T", base))
                forms.setdefault(f"{base}ling", ("G", base))
        self._forms = forms
        self._single = frozenset(single)
        self._closed = closed_words()

    def words(self, text: str, start: int, end: int) -> Words:
        """Return the words of a stretch of the text.

        Examples
        --------
        >>> Tagger(["attack"]).words("They will attack; the attack failed.", 0, 36).tag
        'UMV;DNT.'
        """
        spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
        low = tuple([text[first:last].lower().replace("’", "'") for first, last in spans])
        starts = tuple([first for first, _ in spans])
        ends = tuple([last for _, last in spans])
        names = tuple([text[first].isupper() for first in starts])
        tags, lemmas = self._tags(low, names)
        return Words(starts, ends, low, tags, lemmas)

    def _tags(self, low: tuple[str, ...], names: tuple[bool, ...]) -> tuple[str, tuple[str, ...]]:
        closed, forms = self._closed, self._forms
        tags: list[str] = []
        lemmas: list[str] = []
        before = "."
        for at, word in enumerate(low):
            tag, lemma = closed.get(word, ""), ""
            if word in forms and (not tag or tag == "A"):
                tag, lemma = self._verb(low, at, before, tags)
                if tag == "T" and closed.get(word) == "A" and self._names_group(low, at):
                    tag, lemma = "A", ""  # "suspected rebels set off bombs"
                if tag == "N" and not names[at] and names[at - 1] and before == "N" and at:
                    tag, lemma = self._after_name(word)
            elif word == "to":
                tag = self._to(low, at)
            elif not tag:
                tag, lemma = self._unknown(low, at, before)
                if (
                    tag == "R"
                    and names[at]
                    and (at or any(names[1:2]))
                    and 2 * sum(names) < len(low)
                ):
                    tag = "N"  # "Anatoly Nogovitsyn"
                if tag == "A" and names[at] and at and self._acts(low[at + 1 : at + 2]):
                    tag = "N"  # "Milosevic accepts"
            tags.append(tag)
            lemmas.append(lemma)
            if tag != "R":
                before = tag
        _settle(low, tags, lemmas)
        return "".join(tags), tuple(lemmas)

    def _names_group(self, low: tuple[str, ...], at: int) -> bool:
        """Whether a word in the plural follows, and no object: "suspected rebels"."""
        after = low[at + 1] if at + 1 < len(low) else "."
        return after.endswith("s") and after not in self._closed and after not in self._forms

    def _acts(self, after: tuple[str, ...]) -> bool:
        """Whether a form in -s follows of what is always a verb."""
        kind, base = self._forms.get(after[0], ("", "")) if after else ("", "")
        return kind == "V" and base != after[0] and base in _ONLY_VERBS

    def _to(self, low: tuple[str, ...], at: int) -> str:
        """Decide whether "to" leads a verb or a noun."""
        after = low[at + 1] if at + 1 < len(low) else ""
        third = low[at + 2] if at + 2 < len(low) else ""
        known = self._forms.get(after)
        noun = after in self._closed or after in _PLACES or after.endswith("s")
        base = known is not None and known[1] == after
        does = base or (not noun and self._closed.get(third) in _TAKEN)
        return "I" if does or after in {"be", "have", "do", "not"} else "P"

    def _unknown(self, low: tuple[str, ...], at: int, before: str) -> tuple[str, str]:
        """Return the kind of a word that is in no list, from its ending and its neighbours."""
        word, lemma = low[at], ""
        tag = _open(word)
        if tag == "T":
            after = low[at + 1] if at + 1 < len(low) else "."
            noun = "N" if self._forms.get(after, "T")[0] == "V" else "T"
            follows = self._closed.get(after) or (noun if after in self._forms else _open(after))
            tag = "A" if before in "DAKPQV" and follows in "AN" else "T"
            lemma = word if tag == "T" else ""
        if tag == "N" and (before in "IMX" or (before == "," and word.endswith("ing"))):
            tag = "V" if before in "IMX" else "G"
        return tag, lemma

    def _verb(self, low: tuple[str, ...], at: int, before: str, tags: list[str]) -> tuple[str, str]:
        """Decide whether a word that can be a verb is one here."""
        kind, lemma = self._forms[low[at]]
        after = low[at + 1] if at + 1 < len(low) else "."
        follows = self._closed.get(after) or ("F" if after in self._forms else _open(after))
        if lemma in {"ready", "willing"}:
            return ("T", lemma) if after == "to" else ("A", "")
        if kind == "T" and before == "D" and low[at] in _HURT and follows not in "AN":
            return "N", ""  # "he visited the wounded"
        if kind == "T":
            noun_follows = follows in "AN" or (follows == "F" and self._forms[after][0] == "V")
            inside = before in "DAKQ" or (before in "PV" and follows != "F") or at == 0
            return ("A", "") if noun_follows and inside else ("T", lemma)
        if kind == "G":
            noun = _is_noun(low[at], before, follows, after) or (after == "of" and before in "C,")
            noun = noun or (low[at] in _DOINGS and at > 0 and low[at - 1] in _TELLS_OF)
            return ("N", "") if noun else ("G", lemma)
        return self._present(low, at, before, tags, after)

    def _present(
        self, low: tuple[str, ...], at: int, before: str, tags: list[str], after: str
    ) -> tuple[str, str]:
        """Decide whether a base form, or one in -s, is a verb here."""
        lemma = self._forms[low[at]][1]
        follows = self._closed.get(after) or ("F" if after in self._forms else _open(after))
        base = lemma == low[at]
        if low[at] in {"side", "party"} and at and low[at - 1] in _EITHER_ONE:
            return "N", ""
        if low[at] == "free" and after in _FREE:
            return "A", ""
        if before in "MIXO" or _is_set(lemma, low[at], before, after):
            return "V", lemma
        if base and _past_alike(lemma) and _is_past(before, follows, tags):
            return "T", lemma
        if base and before == "C" and follows in "DUQAR" and _goes_on(tags):
            return "V", lemma
        if low[0] in _IFS and after == "," and before in "NU" and low[at].endswith("s"):
            return "V", lemma  # "if the truce holds, talks begin"
        if before in _NOMINAL or before in "KBHVTG":
            return "N", ""
        if low[at].endswith("s") and not base:
            takes = follows in "DIUAXQR" or after in {"that", "to"} or lemma in _ONLY_VERBS
            last = low[at - 1] if at else "s"
            takes = takes or (low[at + 2 : at + 3] == ("to",) and at < _HEADLINE and follows == "N")
            single = not last.endswith("s") or last in self._single or tags[-1:] == ["U"]
            goes_on = before == "," and lemma in _HEADLINED
            return ("V", lemma) if (before in "NU" and takes and single) or goes_on else ("N", "")
        return ("V", lemma) if self._plain(low, at, before, tags, after) else ("N", "")

    def _after_name(self, word: str) -> tuple[str, str]:
        """Return what a word is behind a name: "Iran cut exports" tells of the past."""
        base = self._forms[word][1]
        return ("T", base) if base == word and _past_alike(base) else ("N", "")

    def _plain(
        self, low: tuple[str, ...], at: int, before: str, tags: list[str], after: str
    ) -> bool:
        """Whether a base form is the verb of a subject in the plural: "the rebels attack"."""
        follows = self._closed.get(after) or ("F" if after in self._forms else _open(after))
        back = at - 1
        while back > 0 and tags[back] == "R":
            back -= 1
        ends = low[back].endswith("s") and not low[back].endswith("ss")
        plural = at > 0 and (ends or low[back].endswith("men") or low[back] in _IRREGULAR_PLURALS)
        base = self._forms[low[at]][1] == low[at]
        wished = before == "N" and "that" in low[max(0, at - 5) : at] and base
        pronoun = before == "U" or (before == "W" and at > 0)
        takes = follows in "DIUAQPRNF" or after == "that" or self._forms[low[at]][1] in _ONLY_VERBS
        return (pronoun or wished or (before == "N" and plural)) and takes


def _is_set(lemma: str, word: str, before: str, after: str) -> bool:
    """Whether it is a verb by what it says: "X says", "the truce takes effect"."""
    course = word in _RUN and after in _INTO
    binds = lemma in {"oblige", "bind", "require"} and word != lemma and before == "N"
    return (
        (lemma == "say" and before in _SPEAKS)
        or binds
        or (((word, after) in _SET_PHRASES or course) and before == "N")
    )


def _is_noun(word: str, before: str, follows: str, after: str) -> bool:
    """Whether a form in -ing is a noun: "the fighting", "fighting broke out"."""
    inside = before == "N" and (follows == "N" and after.endswith("s"))
    noun = before in "NP" and word in _DOINGS and follows not in "DUQN"
    opens = before in ".,S" and word in _DOINGS and follows not in "DU"
    return before in "DAK" or inside or noun or opens


def _goes_on(tags: list[str]) -> bool:
    """Whether a base form stands before in the sentence: "will free prisoners and pull back"."""
    for at in range(len(tags) - 1, max(0, len(tags) - 16), -1):
        if tags[at] in ".;T":
            return False
        if tags[at] == "V" and any(tag in "MI" for tag in tags[max(0, at - 2) : at]):
            return True
    return False


def _is_past(before: str, follows: str, tags: list[str]) -> bool:
    """Whether a form that is base and past alike is the past: "Israel cut ties"."""
    subject = before == "U" or (before == "N" and tags[-1:] == ["N"])
    return before in "HB" or (subject and follows in "DUQR")


@cache
def _past_alike(base: str) -> bool:
    """Whether the past of a verb looks as its base does: "cut", "put"."""
    return irregular().get(base, ("",))[0] == base


_ALSO_THINGS = frozenset(
    "offensive counteroffensive counter-offensive initiative executive detective objective".split()  # noqa: SIM905
)
"""Adjectives that are nouns where none follows: "launched an offensive on"."""


def _settle(low: tuple[str, ...], tags: list[str], lemmas: list[str]) -> None:
    """Settle what only all the words around tell."""
    for at, tag in enumerate(tags):
        if tag == "Q" and at:
            _bound(low, at, tags)
        elif tag in "SP" and low[at] in _EITHER:
            _joint(low, at, tags)
        elif tag == "I" and at > 1 and tags[at - 2] == "B" and low[at - 1] == "going":
            tags[at - 1], tags[at], lemmas[at - 1] = "M", "R", ""
        elif tag == "A" and low[at] in _ALSO_THINGS:
            tags[at] = tag if tags[at + 1 : at + 2] in (["N"], ["A"]) else "N"
        elif low[at] in _SETTLED:
            _by_neighbours(low, at, tags, lemmas)


def _by_neighbours(low: tuple[str, ...], at: int, tags: list[str], lemmas: list[str]) -> None:
    """Settle single words that their neighbours decide."""
    word, before = low[at], tags[at - 1] if at else "."
    after, next_one = "".join(tags[at + 1 : at + 2]), "".join(low[at + 1 : at + 2])
    if word == "'" and at and low[at - 1].endswith("s") and after in ("N", "A"):
        tags[at] = "K"  # the doctors' union
    lately = word in _LATELY and before == "N" and after in ("T", "V")
    dead = word == "dead" and before == "T" and lemmas[at - 1] in {"shoot", "gun"}
    once = word == "once" and (before == "P" or after in ("G", ".", ","))
    hearsay = word in _AS_TOLD and before == "B" and after == "T"
    if lately or dead or once or hearsay or (word in _BOTH and before in "HB" and after == "T"):
        tags[at] = "R"
    elif word in _AS_SAID and before in "SP" and at and low[at - 1] == "as" and after in ",.PC":
        tags[at], lemmas[at] = "R", ""  # "failed to free them as promised"
    elif word == "may" and before in "PS":
        tags[at] = "N"
    elif (
        word == "that" and (next_one in _THAT_DAY or (before == "P" and after in ("N", "A")))
    ) or (word == "neither" and next_one in {"side", "party"}):
        tags[at] = "D"
    elif word == "close" and next_one == "to":
        tags[at], lemmas[at] = "A", ""
    elif word == "to" and next_one == "last" and tags[at + 2 : at + 3] in (["Q"], ["P"]):
        tags[at : at + 2], lemmas[at + 1] = ["I", "V"], "last"


def _bound(low: tuple[str, ...], at: int, tags: list[str]) -> None:
    """Let "at least", "more than" and the like belong to the number behind them."""
    if low[at - 1] in _ABOUT:
        tags[at - 1] = "R"
    if at > 1 and (low[at - 2], low[at - 1]) in _BOUNDS:
        tags[at - 2] = tags[at - 1] = "R"


def _joint(low: tuple[str, ...], at: int, tags: list[str]) -> None:
    """Decide whether a clause or only a noun follows: "before he fled", "before dawn"."""
    noun = False
    for place in range(at + 1, len(tags)):
        letter = tags[place]
        listed = letter == "C" and tags[place + 1 : place + 2] not in (["V"], ["T"])
        listed = listed or (letter == "," and _in_row(tags, place))
        if letter in ",;.CSWP" and place > at + 1 and not (noun and (letter == "P" or listed)):
            break
        if letter in "MBHO" or (letter in "VT" and (noun or low[at] != "as")):
            tags[at] = "S" if noun or low[at] != "as" else tags[at]
            return
        noun = noun or letter in "NU"
    tags[at] = "P"


def _in_row(tags: list[str], comma: int) -> bool:
    """Whether a comma stands in a row of names: "Russia, Ukraine and France"."""
    behind = "".join(tags[comma + 1 : comma + 8]).lstrip("DAN")
    return tags[comma + 1 : comma + 2] == ["N"] and behind[:1] in ("C", ",") and behind[1:2] == "N"


def _open(word: str) -> str:
    """Return the kind of a word that is in no list, from its ending."""
    first = word[0]
    if first.isdigit():
        return "A" if "-" in word else "Q"
    if not first.isalpha():
        return "K" if word == "'s" else first
    if word.endswith("n't"):
        return "X"
    if word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERB:
        return "R"
    if "-" in word:
        head, _, tail = word.partition("-")
        if (
            head in closed_words()
            and closed_words()[head] == "Q"
            and closed_words().get(tail) == "Q"
        ):
            return "Q"
    if "-" in word and word.endswith(("ed", "led", "run", "held", "built")):
        return "A"
    if word.endswith("ed") and len(word) > 4 and not word.endswith(_NO_PAST):
        return "T"
    return "A" if word.endswith(_ENDS_ADJECTIVE) else "N"
