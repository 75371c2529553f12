import io
import json
import random
import zipfile
from dataclasses import replace

import pytest

from register.telling import PLACE, told
from trucewatch.domain.allegation import Allegation, PlacePrecision, Where
from trucewatch.domain.label import Label
from trucewatch.errors import InputError
from trucewatch.register.lint import VAULT, Leak, lint_export, refuse_leaks

SECRET = told(
    "a-9",
    source="Ahmad Karimi",
    text="He counted eleven covered trucks at the north gate and called his brother.",
    where=replace(PLACE, name="Hill 402", admin1="Oxbow"),
    accused="Second Brigade",
    files=("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",),
    address="https://example.org/posts/77",
)


def leaking(export: str | bytes, **more: object) -> set[str]:
    found = lint_export(export, [SECRET], Label.PUBLIC, **more)  # type: ignore[arg-type]
    return {leak.field for leak in found.leaks}


@pytest.mark.parametrize(
    "export",
    [
        "said Ahmad Karimi.",
        "AHMAD-KARIMI",
        "ahmad_karimi@example.org",
        "AhmadKarimi",
        "Ahmed Kareemi",
        "KARIMI, Ahmad",
        "Kareemi, Ahmed",
        "Ahmad Shah Karimi",
        "Ahmad\u200b Kari\u00admi",
        "Áhmàd Kârïmî",
        "احمد کریمی",
        "Ахмад Карими",
        "ａｈｍａｄ　ｋａｒｉｍｉ",
        '{"text": "Ahmad\\u0020Karimi"}',
        '{"text": "by\\nAhmad\\nKarimi"}',
        "Ahmad&nbsp;Karimi",
        "q=Ahmad%20Karimi",
        "<b>Ahm</b>ad Karimi",
        "Ahmad,\nKarimi",
        "Ahmad Karimi".encode("utf-16"),
    ],
)
def test_a_name_is_found_however_it_is_written(export: str | bytes) -> None:
    assert leaking(export) == {"source"}


@pytest.mark.parametrize(
    ("export", "field"),
    [
        ("the trucks at the north gate and called him", "text"),
        ("COUNTED ELEVEN COVERED TRUCKS AT", "text"),
        ("at hill 402 on", "where.name"),
        ("Hill-402", "where.name"),
        ("the 2nd or second brigade fired", "accused"),
        ("near 34.512, 69.179", "where.latitude"),
        ("34.5123; height 1800.555 m, 69.1789", "where.latitude"),
        ('{"type":"Point","coordinates":[69.17890001, 34.5123]}', "where.latitude"),
        ("34,5123 N, 69,1789 E", "where.latitude"),
        ("sha 9F86D081 884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08", "files"),
        ("see http://example.org/posts/77 or https example.org/posts/77", "address"),
        ("record a-9", None),
    ],
)
def test_what_is_found_of_other_fields(export: str, field: str | None) -> None:
    assert leaking(export) == ({field} if field else set())


@pytest.mark.parametrize(
    "export",
    [
        "Ahmad said it. Later Karimov came.",
        "Hill 403, hill 40, or 2 hills",
        "34.62, 69.2, 34.5",
        "34.5123 and 69.2789",
        "34.512 1.111 2.222 3.333 69.179",
        "He counted some covered trucks.",
        "shelling, 2026-03-01T06:00:00+00:00, exact, mission",
        "",
    ],
)
def test_what_is_no_leak(export: str) -> None:
    assert leaking(export) == set()


def test_who_may_see_it_may_read_it() -> None:
    assert lint_export("said Ahmad Karimi", [SECRET], Label.MISSION).leaks == ()


@pytest.mark.parametrize(
    "written",
    [
        "+93 70 123 4567",
        "0701234567",
        "070-123-4567",
        "(070) 123 45 67",
        "٠٧٠١٢٣٤٥٦٧",
        "0093701234567",
    ],
)
def test_a_phone_number_out_of_the_vault(written: str) -> None:
    secrets = {"S-12": ("+93 (70) 123-4567",)}
    found = lint_export(f"call {written} now", [], Label.SOURCE_PROTECTED, secrets=secrets)
    assert found.leaks == (Leak("S-12", VAULT),)
    assert lint_export("call 0701234568", [], Label.PUBLIC, secrets=secrets).leaks == ()


def test_a_long_word_of_a_name_out_of_the_vault_is_enough() -> None:
    secrets = {"S-12": ("Ahmad Shah Karimi", "12 Market Street", "Al-Zaeem")}
    told_of = {"Mr Karimi said": 1, "kareemi": 0, "Ahmad and the Shah": 0, "market street": 0}
    for export, found in told_of.items():
        leaks = lint_export(export, [], Label.SOURCE_PROTECTED, secrets=secrets).leaks
        assert len(leaks) == found
    excused = lint_export("Karimi", [], Label.PUBLIC, secrets=secrets, public=["KARIMI"])
    assert excused.leaks == ()


def test_a_phone_number_in_a_hidden_text() -> None:
    record = replace(SECRET, text="Ring him: 070 123 4567, or ring a.k@hill.example please.")
    for export in ("0701234567", "A.K@HILL.example"):
        found = lint_export(export, [record], Label.PUBLIC)
        assert {leak.field for leak in found.leaks} == {"text"}


def test_the_refusal_names_record_and_field_and_never_the_value() -> None:
    export = "Ahmad Karimi at Hill 402"
    with pytest.raises(InputError) as caught:
        refuse_leaks(export, [SECRET], Label.PUBLIC)
    message = str(caught.value)
    assert message == (
        "the export for public holds the source of a-9, which is above that label (and 1 more); "
        "withhold the field that names it, or change the label of one of the two"
    )
    assert "karimi" not in repr(lint_export(export, [SECRET], Label.PUBLIC)).casefold()
    assert refuse_leaks("clean", [SECRET], Label.PUBLIC).searched > 5


def test_what_may_be_seen_in_the_same_field_elsewhere_is_no_leak() -> None:
    town = Where("Kabul", PlacePrecision.NEAR, "Afghanistan", "Kabul")
    hidden = told("a-1", source="Heron", where=town, accused="North")
    shown = told("a-2", where=town, accused="North", label=Label.PUBLIC)
    assert lint_export("Kabul, North", [hidden, shown], Label.PUBLIC).leaks == ()
    alone = lint_export("Kabul, North", [hidden], Label.PUBLIC).leaks
    assert {leak.field for leak in alone} == {"where.name", "where.admin1", "accused"}
    public = ["KABUL", "north"]
    assert lint_export("Kabul, North", [hidden], Label.PUBLIC, public=public).leaks == ()


def test_a_place_that_is_shown_as_a_country_is_no_leak() -> None:
    hidden = told("a-1", where=replace(PLACE, name="Hilland", admin1=None))
    shown = told("a-2", label=Label.PUBLIC)
    assert lint_export("in Hilland", [hidden, shown], Label.PUBLIC).leaks == ()


def test_a_stock_phrase_is_no_leak_and_what_is_rare_is() -> None:
    phrase = "members of the armed forces were killed"
    texts = [f"{n} {phrase} by the road of {n}" for n in ("two", "six", "nine", "ten")]
    hidden = [told(f"h-{n}", text=text, source="Heron") for n, text in enumerate(texts)]
    assert lint_export(f"Four {phrase} today.", hidden, Label.PUBLIC).leaks == ()
    found = lint_export("he keeps two grey mules at home", [*hidden, told(
        "h-9", text="They say he keeps two grey mules behind the mill.", source="Heron"
    )], Label.PUBLIC)  # fmt: skip
    assert found.leaks == (Leak("h-9", "text"),)
    alone = lint_export(f"Four {phrase} today.", hidden[:1], Label.PUBLIC)
    assert alone.leaks == (Leak("h-0", "text"),), "in one text alone it is no stock phrase yet"


def test_common_words_tell_nothing_in_a_large_register() -> None:
    texts = [f"the army and the police said that on day {n} it was so" for n in range(300)]
    hidden = [told(f"h-{n}", text=text, source="Heron") for n, text in enumerate(texts)]
    odd = told("h-x", text="and the police said that the army was so", source="Heron")
    found = lint_export("police said that the army was", [*hidden, odd], Label.PUBLIC)
    assert found.leaks == ()


def test_texts_of_a_word_or_two_cannot_be_looked_for() -> None:
    for text, leaks, unsearchable in (("Quiet.", 0, 1), ("Trucks moved off", 1, 0)):
        hidden = told("h-1", text=text, source="Heron")
        found = lint_export("All quiet; trucks moved off.", [hidden], Label.PUBLIC)
        assert len(found.leaks) == leaks
        assert len([one for one in found.unsearchable if one.field == "text"]) == unsearchable


def test_a_source_is_never_excused() -> None:
    hidden = told("a-1", source="Heron")
    shown = told("a-2", source="Heron", label=Label.PUBLIC)
    found = lint_export("Heron", [hidden, shown], Label.PUBLIC, public=["Heron"])
    assert found.leaks == (Leak("a-1", "source"),)


def test_what_is_too_short_to_be_looked_for_is_told() -> None:
    found = lint_export("Al", [told("a-1", source="Al"), told("a-2", source="★★★")], Label.PUBLIC)
    assert found.leaks == ()
    assert {Leak("a-1", "source"), Leak("a-2", "source")} <= set(found.unsearchable)


def test_a_short_name_is_a_word_and_no_part_of_one() -> None:
    hidden = told("a-1", source="Ali", text="", where=replace(PLACE, name="Zz", latitude=None))
    for export, leaks in (("casualties, alive", 0), ("Ali.", 1), ("A-l-i", 1), ("ALI'S", 1)):
        assert len(lint_export(export, [hidden], Label.PUBLIC).leaks) == leaks


def test_every_file_of_a_zip_is_looked_at() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.csv", "nothing")
        archive.writestr("xl/shared.xml", "<si><r><t>Ahmad Ka</t></r><r><t>rimi</t></r></si>")
    assert leaking(packed.getvalue()) == {"source"}
    named = io.BytesIO()
    with zipfile.ZipFile(named, "w") as archive:
        archive.writestr("ahmad-karimi.csv", "nothing")
    assert leaking(named.getvalue()) == {"source"}


def test_a_zip_that_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="a zip that cannot be read"):
        leaking(b"PK\x03\x04 and no more")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"0" * 10_000)
    monkeypatch.setattr("trucewatch.register.lint.MOST_BYTES", 9_999)
    with pytest.raises(InputError, match="too large to be looked through"):
        leaking(packed.getvalue())


def test_attribution_shares_are_looked_for_by_name() -> None:
    from register.test_labels import INCIDENT

    found = lint_export("unknown; the hill-army", [INCIDENT], Label.PARTIES)
    assert found.leaks == (Leak("i-1", "attribution.shares"),)


def test_other_places_nearby_are_no_leak_by_chance() -> None:
    """One coordinate alone is shared with somebody at that scale; both are not."""
    rng = random.Random(6)

    def some(prefix: str, label: Label) -> list[Allegation]:
        places = [
            replace(PLACE, name="x", latitude=round(rng.uniform(34, 36), 5),
                    longitude=round(rng.uniform(68, 70), 5))
            for _ in range(1500)
        ]  # fmt: skip
        return [
            told(f"{prefix}{n}", where=place, label=label, text="Quiet.", source="Heron")
            for n, place in enumerate(places)
        ]

    hidden, shown = some("h", Label.MISSION), some("s", Label.PUBLIC)
    export = json.dumps([[one.where.longitude, one.where.latitude] for one in shown])
    assert lint_export(export, [*hidden, *shown], Label.PUBLIC).leaks == ()
    leak = [hidden[7].where.longitude, hidden[7].where.latitude]
    found = lint_export(json.dumps([*json.loads(export), leak]), [*hidden, *shown], Label.PUBLIC)
    assert found.leaks == (Leak("h7", "where.latitude"),)


def test_a_large_export_is_searched_for_many_values_at_once() -> None:
    rng = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ["".join(rng.choices(letters, k=9)) for _ in range(2000)]
    hidden = [told(f"h-{n}", source=name) for n, name in enumerate(names)]
    rows = [{"text": " ".join(rng.choices(names, k=6))[::-1]} for _ in range(2000)]
    export = json.dumps([*rows, {"text": f"x {names[77]} y"}])
    found = lint_export(export, hidden, Label.PUBLIC)
    records = {leak.record for leak in found.leaks if leak.field == "source"}
    assert "h-77" in records
    assert len(records) < 10, "a few have the consonants of another"
