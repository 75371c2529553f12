"""Whether a verb is told as having happened."""

from trucewatch.domain.reading import Modality
from trucewatch.reading.phrases import Verb
from trucewatch.reading.scene import Scene

DEMANDS = frozenset({"must", "should", "shall", "ought"})
_MIGHT = frozenset({"may", "might", "could", "can"})
_IF = frozenset({"if", "unless", "whether", "once"})
_GOES_ON = frozenset({"begin", "start", "continue", "resort", "manage", "try", "attempt"})
_IN_VAIN = frozenset({"fail", "seek"})
"""Who failed to do something did not do it, and who sought to may not have."""
_TOLD = frozenset({"say", "believe", "think", "report", "know"})
_ASSERTS = frozenset({"by", "after", "to"})


def modality(scene: Scene, number: int, verb: Verb) -> Modality:
    """Return whether a verb is told as having happened, planned, demanded or possible.

    Parameters
    ----------
    scene
        The sentence.
    number, verb
        The verb and its number.
    """
    low, verbs = scene.parsed.words.low, scene.parsed.phrases.verbs
    previous = verbs[number - 1] if number else None
    if verb.form == "infinitive" and verb.first:
        return _of_infinitive(scene, number, verb, previous)
    before = scene.parsed.words.tag[verb.first - 1 : verb.first] if verb.first else ""
    if verb.form == "ing":
        if before in {",", "C"} and previous is not None and previous.form == "ing":
            return modality(scene, number - 1, previous)
        if before == "P" and low[verb.first - 1] not in _ASSERTS:
            return Modality.POSSIBLE
        for earlier in range(number - 1, -1, -1):
            if verbs[earlier].form == "finite":
                return modality(scene, earlier, verbs[earlier])
    left = max(previous.at if previous else 0, scene.parsed.words.tag.rfind(",", 0, verb.first))
    if _IF.intersection(low[left : verb.first]):
        return Modality.POSSIBLE
    if before == "C" and not verb.modal:
        main = next((at for at in range(number - 1, -1, -1) if verbs[at].form == "finite"), None)
        if main is not None and modality(scene, main, verbs[main]) is Modality.POSSIBLE:
            return Modality.POSSIBLE
    return _of_modal(verb)


def _of_modal(verb: Verb) -> Modality:
    if verb.modal in {"will", "would", "shall", "going"}:
        return Modality.PLANNED
    if verb.modal in DEMANDS:
        return Modality.DEMANDED
    return Modality.POSSIBLE if verb.modal in _MIGHT else Modality.HAPPENED


def _of_infinitive(scene: Scene, number: int, verb: Verb, previous: Verb | None) -> Modality:
    if previous is None:
        return Modality.PLANNED  # a headline: "Rebels to free 40 prisoners"
    near = verb.first - previous.at <= 3
    if near and previous.lemma in _TOLD and "have" in scene.parsed.words.low[verb.first : verb.at]:
        return Modality.HAPPENED  # "are said to have been set free"
    if near and previous.lemma in _IN_VAIN:
        return Modality.POSSIBLE
    if near and previous.lemma in scene.frames.through:
        if previous.lemma in _GOES_ON:
            return modality(scene, number - 1, previous)
        return Modality.PLANNED
    if verb.first - previous.at == 1 and previous.lemma in {"have", "need"}:
        return Modality.DEMANDED
    return Modality.PLANNED if near and previous.lemma == "be" else Modality.POSSIBLE
