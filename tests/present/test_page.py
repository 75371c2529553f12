import base64
import hashlib
import re

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from trucewatch.present.page import drawing, page
from trucewatch.present.timeline import timeline_html

from .process_factory import timeline


def test_nothing_may_be_missing() -> None:
    with pytest.raises(UndefinedError):
        page("timeline.html.j2", chart=None, made_of=[])


def test_only_our_own_templates_are_read() -> None:
    for name in ("no-such-page", "../page.py"):
        with pytest.raises(TemplateNotFound):
            page(name)


def test_all_is_escaped_but_our_own_drawing() -> None:
    text = page("timeline.html.j2", t=timeline(name="<b>"), chart="<i>", made_of=[])
    assert "<b>" not in text
    assert "&lt;i&gt;" in text
    drawn = page("timeline.html.j2", t=timeline(), chart=drawing("<svg></svg>"), made_of=[])
    assert "<svg></svg>" in drawn
    assert drawing(None) is drawing("") is None


def test_the_policy_knows_the_style_sheet_and_allows_nothing_else() -> None:
    text = timeline_html(timeline())
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="https?:', text)
