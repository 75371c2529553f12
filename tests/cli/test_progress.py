import sys

import pytest

from trucewatch.cli import progress as module
from trucewatch.cli.progress import progress


def test_a_log_is_told_only_of_long_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = iter([0.0, 0.0, 1.0, 10.0, 11.0, 12.0])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(now))
    with progress(at_once=["compiling"]) as tell:
        tell(0.0, "unpacking")
        assert capsys.readouterr().err == ""
        tell(0.0, "compiling")
        assert capsys.readouterr().err == "trucewatch: compiling\n"
        tell(0.2, "reading")
        tell(0.3, "reading")
        assert capsys.readouterr().err == "trucewatch: reading\n"
        tell(1.0, "done")
    assert capsys.readouterr().err == ""


def test_a_person_sees_a_bar_that_goes_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress() as tell:
        tell(0.1, "reading")
        tell(0.7, "checking")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "70%" in printed.err or "checking" in printed.err
