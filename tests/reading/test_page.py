"""What a reader of a page sees, each character with its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.reading.page import visible

MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div hidden>",
            "</div>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<",
            ">",
            "&amp;",
            "&",
            "&#8220;",
            "<a href='x>y'>",
            "</a>",
            "<br/>",
            "\n",
            " ",
            "truce",
            '="',
            "<![CDATA[",
            "</",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One</p><p>Two", "One\n\nTwo"),
        ("a<b>b</b>c <i> d</i>", "abc d"),
        ("x<script>alert('</p>')</script>y", "xy"),
        ("x<style>p { color: red }</style><noscript>n</noscript>y", "xy"),
        ("<div hidden>a<div>b</div>c</div>d", "d"),
        ("<span style='display: none'>a</span>b", "b"),
        ("<span aria-hidden='true'>a</span>b", "b"),
        ("<div hidden>never closed", "never closed"),
        ("<script>never closed", ""),
        ("a<!-- b --> c<!-- never closed", "a c"),
        ("a <!doctype html> b </ c> d", "a b d"),
        ("5 < 6 &lt; 7 &amp; 8 &unknown; &nbsp;9", "5 < 6 < 7 & 8 &unknown; 9"),
        ('<a title="a > b">c</a>', "c"),
        ('<a title="never closed>c', "c"),
        ("<a title", ""),
        ("<svg/>a", "a"),
        ("", ""),
    ],
)
def test_the_visible_text(source: str, text: str) -> None:
    assert visible(source).text == text


def test_places_lead_back_to_the_source() -> None:
    source = "<h1>A &amp; B</h1>\n<p>The  truce held."
    page = visible(source)
    assert page.text == "A & B\n\nThe truce held."
    assert [
        source[page.offsets[page.text.index(word)] :][: len(word)] for word in ("The", "truce")
    ] == [
        "The",
        "truce",
    ]
    assert source[page.offsets[2] :].startswith("&amp;")


def test_blocks_know_what_they_stand_in() -> None:
    page = visible("<title>T &amp; t</title><nav><a>Home</a> x</nav><p>Text <a>link</a></p>")
    assert page.title == "T & t"
    nav, text = page.blocks
    assert "nav" in nav.roles
    assert nav.linked == 4
    assert text.roles == frozenset()


@given(MARKUP | st.text())
def test_any_markup_gives_text_with_places(source: str) -> None:
    page = visible(source)
    assert len(page.offsets) == len(page.text)
    assert list(page.offsets) == sorted(page.offsets)
    assert all(0 <= place <= len(source) for place in page.offsets)


@pytest.mark.parametrize(
    "piece", ["<div hidden>", '<a b="', "<!--", "&", "<", "</", "<p ", "<title"]
)
def test_hostile_markup_takes_no_longer(piece: str) -> None:
    start = time.process_time()
    visible(piece * 20_000)
    assert time.process_time() - start < 5
