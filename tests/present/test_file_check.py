import json

from trucewatch.domain.file_check import FileCheck, FileFinding, Weight
from trucewatch.present.file_check import file_check_json, file_check_plain
from trucewatch.present.json import text_of

from .factory import HOSTILE

FOUND = FileCheck(
    "hills.yaml",
    (
        FileFinding(Weight.ERROR, 3, "steps[0].needs.done: 'quite' is no step", "did you mean x?"),
        FileFinding(Weight.WARNING, 12, "commitments[0]: no source says so"),
    ),
)


def test_a_line_each_that_an_editor_can_jump_to() -> None:
    assert file_check_plain(FOUND) == (
        "hills.yaml:3: error: steps[0].needs.done: 'quite' is no step; did you mean x?\n"
        "hills.yaml:12: warning: commitments[0]: no source says so\n"
        "1 error, 1 warning\n"
    )


def test_nothing_that_was_found_is_told_too() -> None:
    assert file_check_plain(FileCheck("hills.yaml", ())) == "0 errors, 0 warnings\n"


def test_as_data() -> None:
    told = file_check_json(FOUND)
    assert (told["file"], told["errors"]) == ("hills.yaml", 1)
    assert told["findings"][1] == {
        "weight": "warning", "line": 12, "what": "commitments[0]: no source says so",
        "remedy": None,
    }  # fmt: skip


def test_texts_from_outside_stay_on_their_line_and_steer_nothing() -> None:
    odd = FileCheck(f"a\n{HOSTILE}", (FileFinding(Weight.ERROR, 1, f"x\n{HOSTILE}", HOSTILE),))
    text = file_check_plain(odd)
    assert text.count("\n") == 2
    for shown in (text, text_of(file_check_json(odd))):
        assert not any(one in shown for one in ("\x1b", "\x07", "\u202e"))
    assert json.loads(text_of(file_check_json(odd)))["findings"][0]["remedy"] == HOSTILE
