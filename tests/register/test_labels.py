from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.telling import PLACE, START, told
from trucewatch.days import DaySpan
from trucewatch.domain.allegation import Casualties, When
from trucewatch.domain.claim import Claim, ClaimKind
from trucewatch.domain.incident import Attribution, Character, Incident
from trucewatch.domain.label import Label
from trucewatch.errors import InputError
from trucewatch.register.fields import FIELDS, flat
from trucewatch.register.labels import ABOVE, NAMES, field_labels, redact, redact_all
from trucewatch.register.lint import Leak, lint_export
from trucewatch.register.out.json_lines import json_lines
from trucewatch.register.out.stamp import Stamp
from trucewatch.register.wording import folded

INCIDENT = Incident(
    "i-1",
    "Shelling of the mill",
    When(START, START),
    PLACE,
    "shelling",
    Character.HOSTILE_ACT,
    allegations=("a-1", "a-2"),
    attribution=Attribution({"Hill Army": 0.75, "unknown": 0.25}, "fragments"),
    casualties=(Casualties("civilians", killed=(1, 2, 3)),),
    label=Label.PARTIES,
    labels={"attribution": Label.MISSION, "where.latitude": Label.COMMISSION},
)
CLAIM = Claim(
    "c-1", "Army", ClaimKind.COUNT, date(2020, 4, 1), "https://e.org", "attacks",
    DaySpan(date(2020, 3, 1), date(2020, 4, 1)), 12.0,
)  # fmt: skip


def test_a_record_as_plain_values() -> None:
    values = flat(INCIDENT)
    assert values["when.start"] == "2026-03-01T06:00:00+00:00"
    assert values["attribution.shares"] == {"Hill Army": 0.75, "unknown": 0.25}
    assert values["casualties"] == [{"category": "civilians", "killed": [1, 2, 3], "wounded": None}]
    assert (values["state"], values["allegations"]) == ("alleged", ["a-1", "a-2"])
    claim = flat(CLAIM)
    assert (claim["span.start"], claim["span.last"]) == ("2020-03-01", "2020-03-31")
    assert claim["value"] == 12.0
    assert flat(replace(CLAIM, span=None))["span.last"] is None
    with pytest.raises(TypeError):
        flat(told(text=3.5j))  # type: ignore[arg-type]


def test_a_field_is_as_protected_as_its_record_or_more() -> None:
    labels = field_labels(INCIDENT)
    assert labels["title"] is Label.PARTIES
    assert labels["attribution.shares"] is labels["attribution.reason"] is Label.MISSION
    assert labels["where.latitude"] is Label.COMMISSION
    looser = replace(INCIDENT, labels={"title": Label.PUBLIC})
    assert field_labels(looser)["title"] is Label.PARTIES


def test_a_misspelt_field_would_protect_nothing() -> None:
    wrong = replace(INCIDENT, labels={"atribution": Label.MISSION})
    with pytest.raises(InputError, match="incident i-1 labels 'atribution', which is none of its"):
        redact(wrong, Label.PUBLIC)


def test_what_each_reader_may_see() -> None:
    assert redact(INCIDENT, Label.PUBLIC) is None
    parties = redact(INCIDENT, Label.PARTIES)
    assert parties is not None
    assert parties.values["attribution.shares"] is None
    assert parties.values["where.latitude"] is None
    assert parties.values["where.longitude"] == 69.1789
    assert parties.withheld == {
        "attribution.shares": ABOVE,
        "attribution.reason": ABOVE,
        "where.latitude": ABOVE,
    }
    everything = redact(INCIDENT, Label.SOURCE_PROTECTED)
    assert everything is not None
    assert everything.values == flat(INCIDENT)
    assert everything.withheld == {}


def test_a_visible_text_that_names_what_is_hidden_is_withheld() -> None:
    record = told(
        source="Heron",
        text="The man they call HERÓN saw it.",
        accused="North",
        label=Label.PUBLIC,
        labels={"source": Label.SOURCE_PROTECTED},
    )
    seen = redact(record, Label.PUBLIC)
    assert seen is not None
    assert (seen.values["text"], seen.values["accused"]) == (None, "North")
    assert seen.withheld == {"source": ABOVE, "text": NAMES}


def test_an_id_that_tells_the_source_hides_the_record() -> None:
    record = told("heron-1", source="Heron", label=Label.PUBLIC, labels={"source": Label.MISSION})
    assert redact(record, Label.PUBLIC) is None
    assert redact(record, Label.MISSION) is not None


def test_references_to_hidden_records_are_cut() -> None:
    records = [
        INCIDENT,
        told("a-1", label=Label.PARTIES),
        told("a-2", label=Label.MISSION),
        told("a-3", label=Label.PARTIES, retells=("a-2", "a-1")),
        replace(CLAIM, incident="i-2"),
        replace(INCIDENT, id="i-2", label=Label.MISSION),
    ]
    first, third, claim, incident = redact_all(records, Label.PARTIES)
    assert (first.id, third.id, claim.id, incident.id) == ("a-1", "a-3", "c-1", "i-1")
    assert third.values["retells"] == ["a-1"]
    assert incident.values["allegations"] == ["a-1"]
    assert claim.values["incident"] is None
    assert "refers to records above" in claim.withheld["incident"]
    assert "retells" not in first.withheld


NAMES_OF_SOURCES = st.text("abcdeikmnorstuäéжи", min_size=4, max_size=14).map("zq".__add__)
MANNERS = st.sampled_from(
    [str, str.upper, str.title, lambda t: "-".join(t), lambda t: t[:2] + " " + t[2:],
     lambda t: f"({t})'s", lambda t: "x" * 3 + t + "y"]
)  # fmt: skip
OPEN_FIELDS = st.sampled_from(["text", "accused", "address", "kind", "language"])


@given(NAMES_OF_SOURCES, MANNERS, OPEN_FIELDS, st.sampled_from(list(Label)[:-1]))
def test_redaction_never_leaks(name: str, manner: object, field: str, reader: Label) -> None:
    """Whatever the spelling and wherever it stands: what is exported does not hold the name."""
    written = manner(name)  # type: ignore[operator]
    record = told(
        source=name,
        label=Label.PUBLIC,
        labels={"source": Label.SOURCE_PROTECTED},
        **{field: f"before {written} after"},
    )
    other = told("a-2", label=Label.MISSION, text=name)
    exported = json_lines(seen := redact_all([record], reader), Stamp(reader))
    assert folded(name) not in folded(exported.decode())
    assert lint_export(exported, [record], reader).leaks == ()
    assert seen[0].values[field] is None
    whole = json_lines(redact_all([record, other], reader), Stamp(reader))
    leaks = lint_export(whole, [record, other], reader).leaks
    assert leaks == ((Leak("a-1", "source"),) if reader is Label.MISSION else ())


FIELD_NAMES = st.sampled_from([field.name for field in FIELDS[type(told())]])
FIELD_LABELS = st.lists(st.tuples(FIELD_NAMES, st.sampled_from(Label)), max_size=6)


@given(st.sampled_from(list(Label)), FIELD_LABELS)
def test_a_reader_sees_what_is_within_his_label_and_no_more(
    reader: Label, labels: list[tuple[str, Label]]
) -> None:
    record = told(
        label=Label.PUBLIC, labels=dict(labels), text="Quiet.", source="Heron", accused="Nobody"
    )
    seen = redact(record, reader)
    if seen is None:
        assert not field_labels(record)["id"].within(reader)
        return
    for name, label in field_labels(record).items():
        if not label.within(reader):
            assert seen.values[name] is None
        elif name not in seen.withheld:
            assert seen.values[name] == flat(record)[name]
    for stricter in list(Label)[: list(Label).index(reader)]:
        less = redact(record, stricter)
        if less is not None:
            shown = {name for name, value in less.values.items() if value is not None}
            assert shown <= {name for name, value in seen.values.items() if value is not None}
