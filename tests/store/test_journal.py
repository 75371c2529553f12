import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.errors import StoreError
from trucewatch.store.journal import Journal

ABOUT = {"work": "one"}
LINES: list[dict[str, object]] = [{"n": n, "text": "día\u2028 1"} for n in range(3)]


def filled(path: Path, lines: list[dict[str, object]] = LINES) -> bytes:
    with Journal(path, ABOUT) as journal:
        for line in lines:
            journal.add(line)
    return path.read_bytes()


def test_what_is_added_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "j.jsonl"
    filled(path)
    with Journal(path, ABOUT) as journal:
        assert journal.lines == LINES
        journal.add({"n": 3})
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[-1]) == {"n": 3}


def test_a_line_is_on_the_disk_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    with Journal(path, ABOUT) as journal:
        journal.add({"n": 1})
        assert path.read_bytes().endswith(b'{"n": 1}\n')


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(min_value=0, max_value=200))
def test_wherever_it_was_cut_whole_lines_are_kept_and_the_rest_done_again(
    cut: int, tmp_path: Path
) -> None:
    path = tmp_path / "j.jsonl"
    path.unlink(missing_ok=True)
    whole = filled(path)
    path.write_bytes(whole[:cut])
    with Journal(path, ABOUT) as journal:
        done = len(journal.lines)
        assert done == max(0, whole[:cut].count(b"\n") - 1)
        for line in LINES[done:]:
            journal.add(line)
    assert path.read_bytes() == whole


def test_other_work_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    before = filled(path)
    with pytest.raises(StoreError, match="is about other truces, events or options; name another"):
        Journal(path, {"work": "two"})
    assert path.read_bytes() == before
    with Journal(path, {"work": "two"}, fresh=True) as journal:
        assert journal.lines == []


@pytest.mark.parametrize("odd", [b"no json\n", b"\xff\xfe\n"])
def test_a_file_that_is_no_journal_is_refused(odd: bytes, tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(filled(path) + odd)
    with pytest.raises(StoreError, match="cannot be used"):
        Journal(path, ABOUT)


def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be used"):
        Journal(tmp_path / "file" / "j.jsonl", ABOUT)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    journal = Journal(tmp_path / "j.jsonl", ABOUT)
    journal._file.close()
    journal._file = full.open("ab", buffering=0)
    with pytest.raises(StoreError, match="cannot be written: No space left"), journal:
        journal.add({"n": 1})
    assert journal.lines == []


class _Short:
    def write(self, text: bytes) -> int:
        return len(text) - 1

    def close(self) -> None:
        pass


def test_a_line_that_was_written_in_part_is_told(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl", ABOUT)
    journal._file.close()
    journal._file = _Short()  # type: ignore[assignment]
    with pytest.raises(StoreError, match="the disk is full"), journal:
        journal.add({"n": 1})
