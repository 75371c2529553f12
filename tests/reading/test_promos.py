"""Promos and furniture are marked where they stand, and nothing else."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.reading.promos import in_text
from trucewatch.reading.sentences import sentences
from trucewatch.reading.text import document

FIRST = "The truce held for a week, officials said."


def marked(text: str) -> list[str]:
    return [mark.span.of(text) for mark in document(text).marked]


def test_the_founding_report(shared: Path) -> None:
    text = (shared / "articles" / "founding.txt").read_text(encoding="utf-8")
    found = marked(text)
    assert len(found) == 3
    assert all(one.startswith("Also Read - ") for one in found)
    assert [text[text.index(one) + len(one)] for one in found] == ["\n", "\n", "\n"]


@pytest.mark.parametrize(
    "promo",
    [
        "Also Read - Rain Ahead of Vote in the South",
        "ALSO READ: Rain in the south",
        "Read more: Rain in the south",
        "READ MORE | Rain",
        "Read more",
        "RELATED Rain in the south",
        "Related stories: Rain",
        "See also: Rain in the south.",
        "Click here to read the paper.",
        "Subscribe to our newsletter",
        "Sign up for the daily briefing.",
        "Follow us on Telegram.",
        "[Read: What the accord means.]",
        "(Also read: Rain in the south)",
        "• RELATED: Rain in the south",
        "Read Next | Rain in the South",
    ],
)
def test_promos(promo: str) -> None:
    assert marked(f"{FIRST}\n\n{promo}") == [promo]
    assert marked(f"{FIRST} {promo}\n\n{FIRST[:-1]} again.") == [promo]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Story continues below",
        "3 min read",
        "Share this article",
        "Last updated: 3 March 2020",
        "Photo: a street in the capital",
        "File photo of a convoy",
        "© Some Agency",
        "With inputs from agencies",
        "(This story has not been edited by our staff)",
        "Tags: truce, talks",
        "By Amina Example and Omar Example",
        "Friday, 21 February 2020",
        "Feb. 21, 2020, 10:30 pm IST",
        "People walk in the capital on Friday [Amina Example/Reuters]",
        "A market (AP Photo/Amina Example)",
        "A convoy leaves. Amina Example/AFP",
        "Recommended Stories",
        "list 1 of 3",
    ],
)
def test_furniture_on_a_line_of_its_own(line: str) -> None:
    assert marked(f"{line}\n\n{FIRST}") == [line]


@pytest.mark.parametrize(
    "text",
    [
        "He said he would read more about it before signing.",
        "The related question of prisoners was left open.",
        "The image of the army suffered. By Friday the army had left.",
        "They share a border. He also read the statement aloud.",
        "More than 40 people were killed. More from both sides were wounded.",
        "On Friday, 21 February 2020, it began. (Photo chances were few.) More stories were told.",
        'It was told by Reuters. The latest news were good. "I read: nothing," he said.',
        "Watch towers were built. Related talks went on.",
    ],
)
def test_what_is_told_is_not_marked(text: str) -> None:
    assert marked(text) == []


def test_inside_a_sentence_without_an_end() -> None:
    text = "The parties agreed to meet Also Read - Rain Ahead of Vote"
    assert marked(text) == ["Also Read - Rain Ahead of Vote"]


def test_a_promo_ends_with_its_sentence() -> None:
    text = "Also Read - U.S. Senate votes on Gen. Example. The truce held."
    assert marked(text) == ["Also Read - U.S. Senate votes on Gen. Example."]


def test_a_line_that_comes_again() -> None:
    teaser = "Floods leave thousands homeless"
    text = f"{teaser}\n\n{FIRST}\n\n{teaser}\n\nNo.\n\nNo."
    (mark,) = document(text).marked
    assert (mark.rule, mark.span.start) == ("repeated", text.rindex(teaser))


def test_characters_that_steer() -> None:
    text = "The truce \u202edleh\u202c.\x1b[31m"
    assert {mark.rule for mark in in_text(text)} == {"control"}
    (sentence,) = sentences(document(text))
    assert sentence.span.of(text).startswith("The truce")


def test_a_line_that_is_only_wrapped_begins_nothing() -> None:
    text = "THE BARRACKS WERE ATTACKED WITH MORTARS LATE IN THE NIGHT\nBY GUERRILLAS NEAR THE GATE"
    assert marked(text) == []


def test_a_page() -> None:
    body = " ".join([FIRST] * 3 + ["Both sides met in the capital on Monday about prisoners."])
    page = f"""<html><head><title>Truce</title></head>
    <body><nav><a href=/>Home</a><a href=/w>World</a></nav>
    <article><h1>Truce holds</h1><p>{body}</p>
    <figure><img src=x><figcaption>A street</figcaption></figure><p>{body} It went on.</p>
    <p><a href=/f>Floods leave thousands homeless in the south</a></p></article>
    <aside><p>Most viewed this week</p></aside><footer>Imprint</footer></body></html>"""
    found = document(page)
    text = found.text
    got = {mark.span.of(text): mark.why for mark in found.marked}
    assert got["HomeWorld"] == "furniture"
    assert got["A street"] == "caption"
    assert got["Floods leave thousands homeless in the south"] == "promo"
    assert got["Most viewed this week"] == "furniture"
    assert got["Imprint"] == "furniture"
    assert "Truce holds" not in got
    assert body not in got
    assert found.title == "Truce"


def test_a_page_that_never_closes_its_navigation() -> None:
    told = " ".join([FIRST] * 4)
    page = (
        f"<html><body><form><nav><a href=/>Home</a><article><p>{told}</p>"
        f"<p>{told} It <b>went</b> <i>on</i>, and <a href=x>on</a>.</p>"
        "</article></form></body></html>"
    )
    found = document(page)
    assert [mark.span.of(found.text) for mark in found.marked] == ["Home"]


@given(st.text() | st.text(alphabet="Also Read-:.\n \x1b"))
def test_any_text_has_marks_within_it(text: str) -> None:
    found = document(text) if "<" not in text else None
    for mark in found.marked if found else ():
        assert 0 <= mark.span.start < mark.span.end <= len(text)


PLAIN = "The truce held across the whole of the province on Friday, residents and officials said."


def test_a_headline_that_hangs_behind_a_paragraph_is_no_part_of_it() -> None:
    hung = "Rebels Sign Another Deal in Doha Next Year"
    text = f"{PLAIN}\n\n{PLAIN} {hung}\n\n{PLAIN} Talks go on.\n\n{PLAIN} Nobody was hurt."
    marked = [mark.span.of(text) for mark in in_text(text) if mark.rule == "loose-end"]
    assert marked == [hung]


def test_a_text_without_stops_is_all_of_it_the_report() -> None:
    text = "\n\n".join(f"{PLAIN[:-1]} Number {n} of the list of villages" for n in range(4))
    assert not [mark for mark in in_text(text) if mark.rule == "loose-end"]


@pytest.mark.parametrize(
    "promo",
    [
        "IN PICTURES: Ten years of war in the north",
        "Podcast: How the deal was done.",
        "Explained | Why the talks failed.",
        "More on Yemen: The long road to Hodeidah.",
        "For more news on this, follow us on our channel.",
    ],
)
def test_teasers_are_marked(promo: str) -> None:
    text = f"The truce held on Friday. {promo}"
    assert [mark.span.of(text) for mark in in_text(text)] == [promo]


@pytest.mark.parametrize(
    "line",
    [
        "Himalaya News Service",
        "By our correspondent in Kabul",
        "Kabul bureau",
        "(With agency inputs)",
        "Reuters, AFP",
        "21 February 2020 | Kabul bureau",
        "Follow our Asia desk for the latest",
        "What to read next",
        "Terms of use",
        "Home > World > Asia",
        "World",
        "Reading time: 4 minutes",
        "A fighter in Laghman (Picture: N. Ullah)",
        "Correction: an earlier version misstated the day.",
        "The writer is a fellow in Kabul.",
        "Key points",
        "18:40 GMT",
        "Last modified on Fri 21 Feb 2020 14.30 GMT",
        "Image caption, Residents have spent weeks in cellars",
        "More on this topic",
        "Facebook Twitter WhatsApp Email",
        "Already a subscriber? Log in",
        "We use cookies to improve your experience.",
        "Follow the writer on Twitter @abc",
        "KABUL (AFP)",
        "Ana Ruiz is our correspondent in Nairobi.",
        "-ENDS-",
        "For further information please contact the spokesman at +254 20 762 1234",
        "Analysis: Why the truce may not last",
    ],
)
def test_a_line_of_furniture(line: str) -> None:
    assert marked(f"{FIRST}\n\n{line}\n\n{FIRST[:-1]} on Monday.") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Talks resume Tuesday.",
        "What comes next",
        "The terms",
        "Watch posts were left empty.",
        "Ana Ruiz is our best witness, the judge said.",
        "Analysis of the samples went on.",
        "The talks end.",
        "More soldiers left.",
        "Follow the money, the envoy said.",
        "Correspondents were kept out of the camp on Monday.",
    ],
)
def test_a_line_of_the_report(line: str) -> None:
    assert marked(f"{FIRST}\n\n{line}\n\n{FIRST[:-1]} on Monday.") == []


def test_short_lines_behind_the_end() -> None:
    text = f"{FIRST} Nobody was hurt.\n\n{FIRST[:-1]} on Monday.\n\nMine caves in\n\nRain ahead"
    assert marked(text) == ["Mine caves in", "Rain ahead"]


def test_lines_that_are_only_broken_off_are_told() -> None:
    paragraphs = [
        "THE ARMY SAID THAT NOBODY WAS HURT IN DEEDS RELATED TO THE TRUCE THAT BEGAN HERE AT DAWN.",
        "A REBEL COMMANDER WHO CAME FROM THE NORTH TOLD A RADIO THAT HIS MEN HAD KEPT THEIR POSTS.",
        "THE BISHOP OF THE TOWN ASKED BOTH SIDES TO LET THE WOUNDED PASS AND COUNT THEIR DEAD [END",
        "OF THE RECORDING] SIGNED BY THE GENERAL COMMAND IN THE HILLS",
    ]
    assert marked("\n\n".join("\n".join(textwrap.wrap(one, 30)) for one in paragraphs)) == []


def test_titles_under_a_heading() -> None:
    text = f"{FIRST}\n\nREAD MORE\nThe oil that nobody pumps\nA drone over the lake\n\n{FIRST} No."
    assert marked(text) == ["READ MORE", "The oil that nobody pumps", "A drone over the lake"]


def test_what_stands_between_rules_without_an_end() -> None:
    text = f"{FIRST}\n\n___\n\nMORE COVERAGE\n\nWhat to know\n\n___\n\nIt held on, he said."
    assert marked(text) == ["MORE COVERAGE", "What to know"]
    assert marked(f"{FIRST}\n\n***\n\nThe army left.\n\nIt held on.") == []


def test_who_contributed_is_a_credit() -> None:
    credit = "Associated Press writer Ana Ruiz in Phnom Penh, Cambodia, contributed to this report."
    assert marked(f"{FIRST}\n\n{credit}") == [credit]
    assert marked(f"{FIRST}\n\nCambodia contributed to the fund.") == []
