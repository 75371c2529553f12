import json

from hypothesis import given
from hypothesis import strategies as st

from register.telling import told
from register.test_labels import INCIDENT
from trucewatch.domain.label import Label
from trucewatch.register.labels import redact_all
from trucewatch.register.out.json_lines import json_lines
from trucewatch.register.out.stamp import Stamp


def test_the_stamp_comes_first_and_parts_are_nested() -> None:
    seen = redact_all([INCIDENT], Label.PARTIES)
    head, row = map(json.loads, json_lines(seen, Stamp(Label.PARTIES, "q", "h")).splitlines())
    assert head == {"trucewatch": {"reader": "parties", "query": "q", "register_head": "h"}}
    assert row["where"]["name"] == "Upper Mill"
    assert row["attribution"] == {"shares": None, "reason": None, "standard": None}
    assert row["withheld"]["where.latitude"] == "its label is above the reader's"


@given(st.text(max_size=20))
def test_any_text_gives_one_line_that_reads_back(text: str) -> None:
    seen = redact_all([told(text=text, label=Label.PUBLIC)], Label.PUBLIC)
    data = json_lines(seen, Stamp(Label.PUBLIC))
    assert len(data.decode().splitlines()) == 2
    assert json.loads(data.splitlines()[1])["text"] == text
