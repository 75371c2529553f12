"""What is no text is refused with one line; nothing is guessed."""

import pytest

from trucewatch.errors import ReadingError
from trucewatch.reading.source import LARGEST, bounded, decoded, digest, is_page


def test_utf8_and_byte_order_marks() -> None:
    assert decoded("été".encode()) == "été"
    for encoding in ("utf-8-sig", "utf-16"):
        assert decoded("été".encode(encoding)).endswith("été")
    assert decoded(b"\xfe\xff" + "été".encode("utf-16-be")).endswith("été")


def test_a_page_is_read_as_it_declares() -> None:
    page = '<meta charset="iso-8859-1"><p>“été”</p>'.encode("windows-1252")
    assert "“été”" in decoded(page)
    page = '<meta content="text/html; charset=windows-1251"><p>мир</p>'.encode("windows-1251")
    assert "мир" in decoded(page)


@pytest.mark.parametrize("name", ["utf-16", "unicode_escape", "zip", "idna", "nonsense"])
def test_a_declaration_that_cannot_be_is_not_followed(name: str) -> None:
    assert decoded(f'<meta charset="{name}"><p>été</p>'.encode()).endswith("<p>été</p>")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"PK\x03\x04\0\0", "a.txt: is no text: a zero byte at 4; give plain text or HTML"),
        (b"caf\xe9 is open", "a.txt: is not utf-8: byte 0xe9 at 3; save it as UTF-8"),
        (b"\xff\xfea", "a.txt: is not utf-16-le: byte 0x61 at 2; save it as UTF-8"),
        (
            b"a" * (LARGEST + 1),
            "a.txt: has at least 10,000,001 bytes, and at most 10,000,000 are read; "
            "give one report at a time",
        ),
    ],
)
def test_what_is_no_report(source: bytes, said: str) -> None:
    with pytest.raises(ReadingError) as error:
        decoded(source, "a.txt")
    assert str(error.value) == said


def test_the_largest_is_read() -> None:
    bounded(LARGEST)


def test_pages_are_told_from_text() -> None:
    assert is_page("<!DOCTYPE html><title>x</title>")
    assert is_page("Hello <br> world")
    assert not is_page("a < b and c > d")


def test_a_digest_is_of_bytes_or_of_utf8() -> None:
    assert digest("été") == digest("été".encode())
    assert len(digest("\ud800")) == 64
