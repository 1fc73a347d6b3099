"""The axis of names beside a chart: wrapped, never cut off."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

__all__ = ["name_axis", "row_height", "wrapped"]

_CHARACTERS = 32
_LINE = 15
"""Pixels from one line of a name to the next."""
_LEAST_HEIGHT = 38
_WIDEST_CHARACTER = 7.8
"""Pixels at the charts' 13: fonts differ between the drawing and the screen, so there must be room for a wide one."""


def wrapped(title: str) -> str:
    r"""Return a title in lines short enough to stand beside a chart.

    Examples
    --------
    >>> wrapped("Halve emissions from our own operations by 2030")
    'Halve emissions from our own\noperations by 2030'
    """
    return "\n".join(textwrap.wrap(title, _CHARACTERS)) or title


def row_height(names: Iterable[str]) -> int:
    """Return the height in pixels that each row of a chart needs, so that names in several lines don't run into each other."""
    most = max((name.count("\n") + 1 for name in names), default=1)
    return max(_LEAST_HEIGHT, most * _LINE + 8)


def name_axis(field: str, names: Iterable[str]) -> dict[str, Any]:
    """Return the vertical axis of a chart with one row for each name, in the order given, as `wrapped` returns them."""
    order = list(dict.fromkeys(names))
    longest = max((len(line) for name in order for line in name.split("\n")), default=0)
    return {
        "field": field,
        "type": "nominal",
        "sort": order,
        "title": None,
        "scale": {"domain": order},
        "axis": {
            "labelExpr": "split(datum.label, '\\n')",
            "labelLimit": 0,
            # A name in several lines begins above the middle of its row, so that its middle stands there.
            "labelOffset": {"expr": f"-{_LINE / 2} * (length(split(datum.label, '\\n')) - 1)"},
            "minExtent": round(longest * _WIDEST_CHARACTER),
            "domain": False,
            "ticks": False,
        },
    }
