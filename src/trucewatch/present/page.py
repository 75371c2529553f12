"""The pages that are written: templates that escape all, load nothing and run nothing."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from trucewatch import words

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = "report.css"


def page(template: str, **values: object) -> str:
    """Return a page from one of our templates.

    Everything put into it is escaped, and nothing may be missing; the style sheet and the hash by
    which the page's policy knows it are there already.

    Parameters
    ----------
    template
        Name of the template's file.
    **values
        What it shows.
    """
    style = (_TEMPLATES / _STYLE).read_text(encoding="utf-8")
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=_csp_hash(style),
            **values,
        )
    )


def drawing(svg: str | None) -> Markup | None:
    """Mark a picture that we drew ourselves as fit to stand in a page as it is.

    Parameters
    ----------
    svg
        From :func:`trucewatch.present.render.render_svg`; None where there is none.
    """
    return Markup(svg) if svg else None  # noqa: S704 - our own drawing


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["plain"] = words.clean
    environment.globals.update(w=words)
    return environment


def _csp_hash(style: str) -> str:
    """Return the hash by which the policy of the page knows its one style sheet."""
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
