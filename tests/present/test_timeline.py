import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.accord.cases import shipped_cases
from trucewatch.domain.timeline import Group, MarkKind, TimelineRow
from trucewatch.present.chart_timeline import MOST_ROWS, timeline_chart
from trucewatch.present.timeline import timeline_html, timeline_svg
from trucewatch.usecases.process import timeline as lay_out

from .factory import HOSTILE
from .process_factory import mark, row, timeline

_DRAWING = re.compile(r"<svg.*?</svg>", re.S)


def values(spec: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The values of every layer that has this key."""
    layers = (layer.get("data", {}).get("values", []) for layer in spec["layer"])
    return [one for layer in layers for one in layer if key in one]


def labels(spec: dict[str, Any]) -> list[str]:
    found: list[str] = spec["layer"][0]["encoding"]["y"]["sort"]
    return found


class Cells(HTMLParser):
    """The texts of the table's cells, as a browser shows them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in ("td", "th")
        if self._inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def test_golden_chart(snapshot: SnapshotAssertion) -> None:
    assert timeline_chart(timeline()) == snapshot


def test_golden_page(snapshot: SnapshotAssertion) -> None:
    page = timeline_html(timeline())
    assert _DRAWING.sub("<svg/>", re.sub(r"<style>.*?</style>", "", page, flags=re.S)) == snapshot


@pytest.mark.parametrize("case", shipped_cases())
def test_every_shipped_timeline_is_drawn(case: str) -> None:
    found = lay_out(case)
    drawn = timeline_svg(found)
    ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing
    assert labels(timeline_chart(found))
    table = Cells(timeline_html(found)).rows
    assert [one[1] for one in table[1:]] == [row.name for row in found.rows]


def test_a_day_that_is_not_known_lies_in_the_middle_of_its_days() -> None:
    spec = timeline_chart(timeline())
    (declared,) = [one for one in values(spec, "point") if one["point"] == "declared"]
    assert declared["first"] == "2021-03-16"
    (line,) = [one for one in values(spec, "after") if "kind" not in one]
    assert (line["first"], line["after"]) == ("2021-03-01", "2021-03-31")


def test_the_last_day_of_a_bar_belongs_to_it() -> None:
    (late,) = [one for one in values(timeline_chart(timeline()), "kind") if one["kind"] == "late"]
    assert (late["first"], late["after"]) == ("2021-05-01", "2021-05-16")


def test_the_day_of_the_question_and_a_deadline_stand_at_the_end_of_their_day() -> None:
    spec = timeline_chart(timeline())
    alone = [one["first"] for one in values(spec, "first") if set(one) == {"first"}]
    assert alone == ["2021-05-16"]
    due = [one["first"] for one in values(spec, "first") if set(one) == {"first", "label"}]
    assert due == ["2021-05-01"]


def test_the_last_day_of_all_can_be_drawn() -> None:
    ever = timeline(row(Group.PHASES, "Ever", mark(MarkKind.PHASE, date(2021, 1, 1), date.max)))
    assert values(timeline_chart(ever), "kind")[0]["after"] == "9999-12-31"


def test_each_part_has_its_heading() -> None:
    assert [label for label in labels(timeline_chart(timeline())) if label.isupper()] == [
        "PHASES", "STEPS", "GATES", "COMMITMENTS",
    ]  # fmt: skip


def test_equal_names_get_lines_of_their_own() -> None:
    twice = row(Group.STEPS, "Meeting", mark(MarkKind.DONE, date(2021, 1, 1)), note="meeting")
    later = replace(twice, marks=(mark(MarkKind.DONE, date(2021, 2, 1)),))
    bare = replace(twice, note="")
    spec = timeline_chart(timeline(twice, later, later, bare, bare))
    names = ["Meeting (meeting)", "Meeting (meeting) 2", "Meeting (meeting) 3"]
    assert labels(spec) == ["STEPS", *names, "Meeting", "Meeting 2"]


def test_a_name_that_reads_like_a_heading_is_none() -> None:
    spec = timeline_chart(
        timeline(row(Group.STEPS, "STEPS", mark(MarkKind.DONE, date(2021, 1, 1))))
    )
    assert labels(spec) == ["STEPS", "STEPS 2"]
    assert values(spec, "point")[0]["label"] == "STEPS 2"


def test_many_lines_are_cut_in_the_picture_and_not_in_the_table() -> None:
    done = mark(MarkKind.DONE, date(2021, 1, 1))
    many = timeline(*(row(Group.STEPS, f"Step {n}", done) for n in range(MOST_ROWS + 7)))
    assert len(labels(timeline_chart(many))) == MOST_ROWS + 1
    assert len(Cells(timeline_html(many)).rows) == MOST_ROWS + 8


def test_long_names_are_shortened() -> None:
    long = row(Group.STEPS, "word " * 40, mark(MarkKind.DONE, date(2021, 1, 1)), note="meeting")
    label = labels(timeline_chart(timeline(long)))[1]
    assert len(label) < 65
    assert label.endswith("… (meeting)")


def test_a_process_of_which_nothing_is_known_yet_is_drawn() -> None:
    empty = replace(timeline(), rows=())
    assert timeline_svg(empty).startswith("<svg")
    assert timeline_svg(timeline(TimelineRow(Group.GATES, "g", "A gate", "shut", ())))


def test_the_day_of_knowledge_is_told() -> None:
    told = timeline(known=date(2021, 6, 1))
    assert "as known on 1 Jun 2021" in str(timeline_chart(told)["title"])
    assert "as known on 1 Jun 2021" in timeline_html(told)
    assert "as known" not in str(timeline_chart(timeline(known=timeline().as_of))["title"])


def test_the_page_says_what_it_was_made_of() -> None:
    assert "SHA-256 0123456789ab..." in timeline_html(timeline())
    assert "SHA-256" not in timeline_html(timeline(made_of=None))


def test_those_who_do_not_see_it_are_told() -> None:
    drawn = timeline_svg(timeline())
    assert '<title id="trucewatch-timeline-title">Peace process of the hills</title>' in drawn
    assert "at the end of 15 May 2021.</desc>" in drawn


def test_texts_from_outside_are_harmless() -> None:
    done = mark(MarkKind.DONE, date(2021, 1, 1))
    odd = timeline(
        replace(row(Group.STEPS, "x", done), name=HOSTILE, note=HOSTILE),
        name=HOSTILE,
        text=HOSTILE,
    )
    page, drawn = timeline_html(odd), timeline_svg(odd)
    ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing
    for text in (page, drawn):
        assert "<script" not in text
        assert not any(one in text for one in ("\x1b", "\x07", "\u202e"))
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_the_same_timeline_gives_the_same_bytes() -> None:
    assert timeline_html(timeline()) == timeline_html(timeline())


def test_every_kind_of_mark_is_drawn() -> None:
    spec = timeline_chart(timeline())
    drawn = {one["kind"] for one in values(spec, "kind")}
    drawn |= {one["point"] for one in values(spec, "point")} | {"due"}
    assert drawn == {kind.value for kind in MarkKind}
