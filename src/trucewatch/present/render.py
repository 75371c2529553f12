"""From a chart's spec to SVG and PNG: offline, and readable without seeing it."""

import html
import re
from collections.abc import Mapping
from typing import Any

import vl_convert

_VEGA_LITE = "6.4"
_SVG_TAG = re.compile(r"<svg\b[^>]*>")


def render_svg(spec: Mapping[str, Any], name: str = "chart") -> str:
    """Return a chart as SVG with a title and a description for those who cannot see it.

    Parameters
    ----------
    spec
        A Vega-Lite spec with its data inside; nothing is ever loaded for it.
    name
        Tells the pictures of one page apart.

    Returns
    -------
    str
        The ``svg`` element, without an XML declaration, ready to stand in a page.
    """
    svg = vl_convert.vegalite_to_svg(dict(spec), vl_version=_VEGA_LITE, allowed_base_urls=[])
    title, description = _title(spec), str(spec.get("description", ""))
    spoken = (
        f'<title id="trucewatch-{name}-title">{html.escape(title)}</title>'
        f'<desc id="trucewatch-{name}-description">{html.escape(description)}</desc>'
    )
    return _SVG_TAG.sub(lambda found: _accessible(found[0], name) + spoken, svg, count=1)


def _accessible(tag: str, name: str) -> str:
    """Say in the opening tag that this is one picture, and where its name is."""
    title, description = f"trucewatch-{name}-title", f"trucewatch-{name}-description"
    named = f'role="img" aria-labelledby="{title}" aria-describedby="{description}"'
    return f"{tag.removesuffix('>')} {named}>"


def _title(spec: Mapping[str, Any]) -> str:
    """Return the title of a spec on one line."""
    lines = spec["title"]["text"]
    return lines if isinstance(lines, str) else " ".join(lines)


def render_png(spec: Mapping[str, Any], scale: float = 2) -> bytes:
    """Return a chart as a PNG picture.

    Parameters
    ----------
    spec
        A Vega-Lite spec with its data inside; nothing is ever loaded for it.
    scale
        Picture points per point of the chart.
    """
    picture: bytes = vl_convert.vegalite_to_png(
        dict(spec), vl_version=_VEGA_LITE, scale=scale, allowed_base_urls=[]
    )
    return picture
