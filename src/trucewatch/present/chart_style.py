"""What all charts share: colours that differ in lightness too, type, and the headline."""

import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

WIDTH = 780
INK = "#1a1a1a"
OBSERVED = "#22384f"
OBSERVED_BEFORE = "#ccd5de"
FITTED = "#4d4d4d"
EXPECTED = "#c44e00"
TRUCE = "#e3edf7"
WASHOUT = "#f2efe9"
AGREED = "#c44e00"
FONT = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"
_TITLE_COLUMNS, _SUBTITLE_COLUMNS = 76, 115


def headline(title: str, *, subtitle: list[str]) -> "alt.TitleParams":
    """Return a title that is broken into lines before it can be cut off."""
    import altair as alt

    lines = [line for part in subtitle for line in textwrap.wrap(part, _SUBTITLE_COLUMNS)]
    return alt.TitleParams(
        text=textwrap.wrap(title, _TITLE_COLUMNS),
        subtitle=lines,
        anchor="start",
        frame="bounds",
        fontSize=20,
        subtitleFontSize=14,
        subtitleColor="#404040",
        subtitlePadding=6,
        subtitleLineHeight=19,
        color=INK,
        offset=14,
    )


def rows(values: list[dict[str, Any]]) -> "alt.Chart":
    """Start a layer with its data inside."""
    import altair as alt

    return alt.Chart(alt.InlineData(values=values))


def encoded(mark: "alt.Chart", **channels: Any) -> "alt.Chart":  # noqa: ANN401
    """Give a layer its channels."""
    chart: alt.Chart = mark.encode(**channels)
    return chart


def finished(chart: "alt.LayerChart | alt.FacetChart") -> dict[str, Any]:
    """Return a chart's spec with the common type and colours."""
    chart = (
        chart.configure(font=FONT, background="#ffffff", padding=16)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=INK,
            domainColor="#666666",
            tickColor="#666666",
            gridColor="#dddddd",
            titlePadding=10,
        )
        .configure_legend(
            labelFontSize=13,
            labelColor=INK,
            labelLimit=360,
            symbolSize=180,
            symbolStrokeWidth=2,
            offset=24,
        )
    )
    spec: dict[str, Any] = chart.to_dict()
    datasets = spec.pop("datasets")
    for layer in spec["layer"]:
        layer["data"] = {"values": datasets[layer["data"]["name"]]}
    # Altair's checks do not know this setting, Vega-Lite does: one legend below the other.
    spec["config"]["legend"]["layout"] = {"top": {"direction": "vertical", "margin": 4}}
    return spec


def shortened(text: str, columns: int) -> str:
    """Cut a text that is too long for its place, with a sign that it was cut.

    Examples
    --------
    >>> shortened("security incidents", 9)
    'security…'
    """
    return text if len(text) <= columns else text[: columns - 1].rstrip() + "…"
