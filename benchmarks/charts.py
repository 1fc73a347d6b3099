"""Processor time of drawing charts: the workbook's engine, and vl-convert, which measures every text in the machine's fonts.

Run: python benchmarks/charts.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import vl_convert

from pmobook.kernels.drawing import draw_here
from pmobook.show.style import CHART_STYLE

_ROUNDS = 3
_AREAS = [f"Focus area {number} of the organisation" for number in range(1, 13)]
_MONTHS = [f"{year}-{month:02d}-28" for year in (2024, 2025, 2026) for month in range(1, 13)]


def _charts() -> dict[str, dict[str, Any]]:
    """Return a chart of each kind that notebooks draw most."""
    levels = [{"area": area, "level": at % 5, "goal": 4} for at, area in enumerate(_AREAS)]
    days = [{"day": day, "share": at / 40, "area": area} for area in _AREAS[:4] for at, day in enumerate(_MONTHS)]
    area = {"field": "area", "type": "nominal", "title": None}
    level = {"field": "level", "type": "quantitative", "title": "Level"}
    day = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y"}}
    share = {"field": "share", "type": "quantitative", "axis": {"format": ".0%"}}
    text = {"field": "level", "type": "quantitative"}
    line = {"mark": "line", "encoding": {"x": day, "y": share}}
    bars = [{"mark": "bar"}, {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": text}}]
    return {
        "bars with labels": {"data": {"values": levels}, "encoding": {"x": level, "y": area}, "layer": bars},
        "lines": {"data": {"values": days}, **line, "encoding": {**line["encoding"], "color": area}},
        "small multiples": {"data": {"values": days}, "facet": area, "columns": 2, "spec": {"width": 260, "height": 120, **line}},
    }


def _theirs(specification: dict[str, Any]) -> str:
    return str(vl_convert.vegalite_to_svg(specification, vl_version="6.4", allowed_base_urls=[]))


def _seconds(draw: Callable[[dict[str, Any]], str], specification: dict[str, Any], rounds: int = 1) -> float:
    started = time.process_time()
    for _ in range(rounds):
        draw({**specification, "config": CHART_STYLE})
    return (time.process_time() - started) / rounds


def main() -> None:
    """Print milliseconds of processor time a chart."""
    charts = _charts()
    for draw in (draw_here, _theirs):
        print(f"{'pmobook' if draw is draw_here else 'vl-convert'}: first chart, the engine's start included")
        print(f"  {_seconds(draw, charts['lines']) * 1000:8.1f} ms")
    print(f"{'':20}{'pmobook':>12}{'vl-convert':>12}{'times':>8}")
    for name, chart in charts.items():
        for draw in (draw_here, _theirs):
            _seconds(draw, chart, rounds=_ROUNDS)
        mine, theirs = (_seconds(draw, chart, rounds=10 * _ROUNDS) for draw in (draw_here, _theirs))
        print(f"{name:20}{mine * 1000:9.1f} ms{theirs * 1000:9.1f} ms{theirs / mine:8.1f}")


if __name__ == "__main__":
    main()
