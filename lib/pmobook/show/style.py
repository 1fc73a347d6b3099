"""How exhibits look: one stylesheet for JupyterLab, scorecards and reports, and the same colours for charts."""

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

_FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"

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


@functools.cache
def stylesheet() -> str:
    """Return the CSS of all exhibits; every class begins with ``pmo-``."""
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def page_style() -> Exhibit:
    """Return the stylesheet as an exhibit: shown once, it dresses every exhibit of a notebook."""
    return Exhibit(f"<style>{stylesheet()}</style>")
