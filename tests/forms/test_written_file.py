from pathlib import Path

import pytest
from pydantic import Field

from trucewatch.errors import DatasetError, InputError, TruceFileError
from trucewatch.forms.form import Form, Text
from trucewatch.forms.written_file import parse_form, read_text, try_form


class TownForm(Form):
    """A town."""

    name: Text = Field(description="Its name.")
    people: int = Field(0, ge=0, description="How many live there.")


def complaint(text: str, error: type[InputError] = DatasetError) -> str:
    with pytest.raises(error) as caught:
        parse_form(text, TownForm, where="t.yaml", kind="a town file", error=error)
    assert type(caught.value) is error
    return str(caught.value)


def test_a_form_and_its_lines() -> None:
    form, lines = parse_form("name: Balkh\npeople: 7", TownForm, where="t", kind="a town file")
    assert (form.name, form.people, lines["people",]) == ("Balkh", 7, 2)


@pytest.mark.parametrize("error", [DatasetError, TruceFileError])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae: x", "t.yaml, line 1: nmae is not a key of a town file; did you mean name?"),
        ("name: x\npeople: -1", "t.yaml, line 2: people: '-1' is less than 0"),
        ("name: [", "t.yaml, line 1: not YAML"),
        ("- x", "t.yaml: is not a mapping of keys to values; start from an example"),
        ("", "t.yaml: is empty"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_in_the_class_of_its_file(
    text: str, said: str, error: type[InputError]
) -> None:
    assert complaint(text, error).startswith(said)


def test_all_problems_can_be_had_at_once() -> None:
    form, problems, lines = try_form("nmae: x\npeople: y", TownForm, where="t", kind="a town file")
    assert form is None
    assert len(problems) == 2
    assert lines["people",] == 2


@pytest.mark.parametrize("error", [DatasetError, TruceFileError])
def test_a_file_that_cannot_be_read(tmp_path: Path, error: type[InputError]) -> None:
    path = tmp_path / "t.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: x")
    assert read_text(path, error=error) == "name: x"
    with pytest.raises(error, match="is larger than 3 bytes"):
        read_text(path, most=3, error=error)
    path.write_bytes(b"a\n\xff")
    with pytest.raises(error, match="line 2: the byte 0xff is not UTF-8"):
        read_text(path, error=error)
    for name, said in (("none", "there is no such file"), ("\0", "cannot be read"), (".", "is a")):
        with pytest.raises(error, match=said):
            read_text(tmp_path / name, error=error)
