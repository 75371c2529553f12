import pytest

from trucewatch import errors
from trucewatch.errors import TrucewatchError


def test_a_message_is_one_line_with_place_and_remedy() -> None:
    error = TrucewatchError("no such\n release:\t99", where="a.csv, line 3", remedy="give 26.1")
    assert str(error) == "a.csv, line 3: no such release: 99; give 26.1"
    assert (error.where, error.remedy) == ("a.csv, line 3", "give 26.1")
    assert str(TrucewatchError("plain")) == "plain"


@pytest.mark.parametrize(
    "name",
    [
        "InputError",
        "TruceFileError",
        "DatasetError",
        "QuestionError",
        "RegisterError",
        "DamageError",
        "StoreError",
        "ModelError",
    ],
)
def test_there_is_one_tree_and_it_is_drawn(name: str) -> None:
    assert issubclass(getattr(errors, name), TrucewatchError)
    assert name in (errors.__doc__ or "")
