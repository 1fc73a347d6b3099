"""Charts: a Vega-Lite specification drawn as SVG here, with a description and its figures one click away."""

from __future__ import annotations

import hashlib
import html
import re
from typing import Any

from pmobook.kernels.drawing import draw
from pmobook.language import chart_locale, say
from pmobook.show.exhibit import Exhibit
from pmobook.show.style import CHART_STYLE

__all__ = ["POINTED", "chart", "pointed"]

POINTED = {"field": "said", "type": "nominal"}
"""The encoding channel ``description`` of marks whose rows carry what `pointed` returns as ``said``."""

_SAID = "\N{INVISIBLE SEPARATOR}"

_SVG_OPENING = re.compile(r"<svg\b[^>]*\bwidth=\"([\d.]+)\"[^>]*\bheight=\"([\d.]+)\"[^>]*>")
_INNER_ROLES = re.compile(r" (?:role|aria-[a-z]+)=\"[^\"]*\"")
_TIP = re.compile(rf' aria-label="{_SAID}([^"]*)" role="[^"]*" aria-roledescription="(?!line)[^"]*"')
_NOWHERE = re.compile(r'<path\b[^>]*?\sd="MNaN,[^"]*"[^>]*?(?:/>|></path>)')
_IDS = re.compile(r"(\bid=\"|url\(#|href=\"#)([A-Za-z_][\w-]*)")


def pointed(text: str) -> str:
    """Return what a mark says to those who point at it, as a row's ``said``: its figures, written as everywhere else."""
    return f"{_SAID}{text}"


def chart(specification: dict[str, Any], description: str, figures: Exhibit) -> Exhibit:
    """Draw a chart.

    Parameters
    ----------
    specification
        Vega-Lite with its data inside (``data.values``); colours and fonts come from the workbook's style.
    description
        What the chart shows, in a sentence, for those who can't see it.
    figures
        The same figures as a table, shown on request.

    Raises
    ------
    ValueError
        If Vega-Lite refuses the specification.
    """
    styled = {**specification, "config": {**CHART_STYLE, **chart_locale(), **specification.get("config", {})}}
    svg = draw(styled)
    return Exhibit(
        f'<figure class="pmo-chart"><div class="pmo-scroll" role="group" tabindex="0" aria-label="{say("Chart")}">'
        f"{_as_one_image(svg, description)}</div>"
        f"<details><summary>{say('Show the figures')}</summary>{figures.html}</details></figure>"
    )


def _as_one_image(svg: str, description: str) -> str:
    """Turn Vega's many labelled parts into one image with one description, and keep its ids apart from other charts'.

    A mark whose value is missing has no place; Vega writes it all the same, and browsers complain of it.
    """
    opening = _SVG_OPENING.search(svg)
    if opening is None:
        message = "the drawing has no size"
        raise ValueError(message)
    width, height = opening[1], opening[2]
    own = hashlib.sha256(svg.encode()).hexdigest()[:8]
    marks = _TIP.sub(r' data-tip="\1"', _NOWHERE.sub("", svg[opening.end() :]))
    inner = _IDS.sub(rf"\1pmo-{own}-\2", _INNER_ROLES.sub("", marks))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{html.escape(description)}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">{inner}'
    )
