import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.assessment import Assessment
from trucewatch.domain.truce import EventsSource
from trucewatch.present.chart import assessment_chart
from trucewatch.present.render import render_svg
from trucewatch.present.report import report_html

from .factory import doha, hostile, syria, undetermined

VOID = {"meta", "br", "img", "link", "hr", "input"}


class Page(HTMLParser):
    """Check that tags close in order, and keep what matters."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(a: Assessment) -> str:
    spec = assessment_chart(a)
    return report_html(a, render_svg(spec) if spec else None)


@pytest.mark.parametrize("make", [syria, undetermined, doha, hostile])
def test_nothing_is_loaded_and_nothing_runs(make: type[Assessment]) -> None:
    text = page_of(make())
    page = Page(text)
    loading = {"script", "img", "link", "iframe", "object", "image", "use"}
    assert not loading & {tag for tag, _ in page.tags}
    for tag, attributes in page.tags:
        assert "src" not in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        href = attributes.get("href")
        if href is not None:
            assert tag == "a"
            assert href.startswith(("#note-", "https://", "http://"))
    assert "url(" not in re.sub(r"url\(#\w+\)", "", text)
    assert "@import" not in text
    assert text == page_of(make())


def test_links_out_tell_nothing() -> None:
    links = [attributes for tag, attributes in Page(page_of(doha())).tags if tag == "a"]
    out = [link for link in links if str(link["href"]).startswith("http")]
    assert out
    assert all(link["rel"] == "noopener noreferrer" for link in out)


def test_the_policy_lets_in_only_our_style() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page_of(syria()))
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]


def test_hostile_text_stays_text() -> None:
    text = page_of(hostile())
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<span>javascript:alert(1)</span>" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_what_a_reader_of_screens_needs() -> None:
    page = Page(page_of(doha()))
    assert ("html", {"lang": "en"}) in page.tags
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert [tag for tag, _ in page.tags].count("h1") == 1
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = [a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a]
    assert set(named) <= set(ids)


def contrast(one: str, other: str) -> float:
    light = sorted((luminance(one), luminance(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_enough_in_light_and_dark() -> None:
    blocks = re.findall(r":root \{([^}]*#[^}]*)\}", page_of(syria()))[:2]
    assert len(blocks) == 2
    for block in blocks:
        colors = dict(re.findall(r"--([\w-]+): (#\w{6})", block))
        for ink in ("ink", "soft", "link"):
            assert contrast(colors[ink], colors["paper"]) >= 4.5
            assert contrast(colors[ink], colors["wash"]) >= 4.5
        assert contrast(colors["mark"], colors["mark-ink"]) >= 4.5


def test_the_rule_and_the_full_provenance_are_in_it() -> None:
    a = syria()
    text = report_html(a, None, verdict_rule="Reduced from .95 on.")
    assert a.data is not None
    assert a.data.sha256 in text
    assert a.made_by.command in text
    assert "Reduced from .95 on." in text
    assert "<figure>" not in text


def test_a_bare_answer() -> None:
    source = EventsSource("ucdp-ged", "x.csv", "ftp://example.org", "")
    a = replace(syria(), days=(), limits=(), undated_share=None, events_sources=(source,))
    page = page_of(a)
    assert Page(page)
    assert "<span>ftp://example.org</span>" in page


@pytest.mark.parametrize("make", [syria, doha, hostile])
def test_golden(make: type[Assessment], snapshot: SnapshotAssertion) -> None:
    assert report_html(make(), "<svg></svg>") == snapshot
