"""How exhibits look: one stylesheet for JupyterLab, scorecards and reports, light and dark, and the same colours for charts."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from pmobook.show.exhibit import Exhibit

__all__ = ["CHART_STYLE", "COLOURS", "page_style", "stylesheet"]

COLOURS = {
    "ink": "#16202E",
    "faint": "#5A6675",
    "line": "#DDE3EA",
    "navy": "#1F3A5F",
    "act": "#B3261E",
    "watch": "#E8A33D",
    "good": "#1B7F79",
    "not assessed": "#8A94A2",
    "first": "#12436D",
    "second": "#28A197",
    "third": "#801650",
    "fourth": "#F46A25",
}
"""Told apart by people with any of the common colour blindnesses; status colours never stand without shape and word."""

_FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"
"""Of charts alone: all are as wide as the letters that charts are laid out with, so that no label is cut or meets another."""

CHART_STYLE: dict[str, Any] = {
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": COLOURS["ink"],
        "titleColor": COLOURS["faint"],
        "domainColor": "#9AA5B1",
        "tickColor": "#9AA5B1",
        "gridColor": "#ECEFF3",
        "labelLimit": 260,
    },
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": COLOURS["ink"], "titleColor": COLOURS["faint"]},
    "title": {"fontSize": 15, "color": COLOURS["ink"], "anchor": "start"},
    "range": {"category": [COLOURS[name] for name in ("first", "second", "third", "fourth")]},
}
"""Vega-Lite configuration of every chart."""


_IN_DRAWINGS = {
    "#16202E": "ink", "black": "ink", "#5A6675": "faint", "#DDE3EA": "line", "#ECEFF3": "grid", "#F2F5F9": "group",
    "#fff": "paper", "white": "paper", "#1F3A5F": "navy", "#B3261E": "act", "#E8A33D": "watch-fill", "#1B7F79": "good-fill",
    "#8A94A2": "unknown", "#12436D": "first", "#28A197": "second", "#801650": "third", "#F46A25": "fourth", "#9AA5B1": "axis",
    "#8FA6C2": "pale", "#E4E8ED": "blank", "#C3D0DF": "faded", "#B9C4D1": "faded", "#0B5A9D": "better", "#B84A00": "worse",
}  # fmt: skip
"""Every colour that a drawing is made with to the name under which the stylesheet knows it: a dark page has its own."""

_BY_ITSELF = "html.pmo-themed:not([data-pmo-theme=light])"
_ON_REQUEST = "html.pmo-themed[data-pmo-theme=dark],body[data-jp-theme-light=false]"


@functools.cache
def stylesheet() -> str:
    """Return the CSS of all exhibits, light and dark.

    A page of ours whose root has the class ``pmo-themed`` is dark where its reader's system is, or where its switch says so;
    JupyterLab's is dark where its theme is. Paper is always light.
    """
    folder = Path(__file__).parent
    light, dark = ((folder / name).read_text(encoding="utf-8").strip() for name in ("style.css", "style_dark.css"))
    drawn = "".join(
        f'.pmo-exhibit svg [{kind}="{colour}"]{{{kind}:var(--pmo-{name})}}'
        for colour, name in _IN_DRAWINGS.items()
        for kind in ("fill", "stroke")
    )
    return (
        f"{light}\n{drawn}\n@media screen and (prefers-color-scheme:dark){{{_BY_ITSELF}{{{dark}}}}}\n"
        f"@media screen{{{_ON_REQUEST}{{{dark}}}}}\n"
    )


def page_style() -> Exhibit:
    """Return the stylesheet as an exhibit: shown once, it dresses every exhibit of a notebook."""
    return Exhibit(f"<style>{stylesheet()}</style>")
