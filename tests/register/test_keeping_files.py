"""Files by what is in them, and keys that only their owner may read."""

import stat
from datetime import datetime
from pathlib import Path

import pytest

from trucewatch.errors import RegisterError, StoreError
from trucewatch.register import files
from trucewatch.register.canonical import canonical, time_text
from trucewatch.register.keys import make_key, read_key


def test_a_file_is_kept_once_and_never_edited(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.txt", tmp_path / "files"
    path.write_text("seen", encoding="utf-8")
    digest = files.keep(folder, path)
    kept = files.kept_at(folder, digest)
    assert kept.read_text(encoding="utf-8") == "seen"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o440
    assert files.keep(folder, path) == digest
    assert list(files.kept(folder)) == [digest]
    kept.chmod(0o600)
    kept.write_text("changed", encoding="utf-8")
    files.keep(folder, path)
    assert kept.read_text(encoding="utf-8") == "seen"


def test_a_file_that_cannot_be_kept_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RegisterError, match=r"none.txt: cannot be read: No such file"):
        files.keep(tmp_path, tmp_path / "none.txt")
    path = tmp_path / "a.txt"
    path.write_text("seen", encoding="utf-8")
    (tmp_path / "files").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError, match="nothing was changed; free some space"):
        files.keep(tmp_path / "files", path)
    copy = files._copy

    def tampered(source: Path, beside: Path) -> None:
        copy(source, beside)
        beside.write_text("other", encoding="utf-8")

    monkeypatch.setattr(files, "_copy", tampered)
    with pytest.raises(RegisterError, match="changed while it was being copied"):
        files.keep(tmp_path / "kept", path)
    assert list((tmp_path / "kept").rglob("*")) == [next((tmp_path / "kept").iterdir())]


def test_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    made = make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key(path).id == made.id
    with pytest.raises(RegisterError, match="there is a key already"):
        make_key(path)
    with pytest.raises(RegisterError, match="the signing key is not there"):
        read_key(tmp_path / "b.key")
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(RegisterError, match="no signing key that can be read"):
        read_key(path)


def test_what_json_cannot_say_is_refused() -> None:
    for value in (float("nan"), "\ud800", object()):
        with pytest.raises(RegisterError, match="what JSON cannot say"):
            canonical({"x": value})
    with pytest.raises(RegisterError, match="has no time zone"):
        time_text(datetime(2020, 1, 1))
