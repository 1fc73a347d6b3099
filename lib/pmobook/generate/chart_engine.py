"""What draws the charts, made anew: Vega as one script, and how wide the letters of the usual fonts are.

Both are kept in the package, so that a chart needs no network, no browser and no font.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pmobook

__all__ = ["bundle_vega", "main", "measure_letters"]

_ENGINE = Path(pmobook.__file__).parent / "kernels" / "vega"
_FONTS = Path("/usr/share/fonts/truetype/liberation")
"""Where Debian's fonts-liberation puts them: Liberation Sans has Arial's widths."""
_CUTS = {"regular": "LiberationSans-Regular.ttf", "bold": "LiberationSans-Bold.ttf"}
_FIRST = 32

_VEGA_LITE = "6.4"
_MODULES = (
    "import {compile} from '/npm/vega-lite@6.4.1/+esm';"
    "import {View, parse, resetSVGDefIds} from '/npm/vega@6.2.0/+esm';"
    "globalThis.vega = {View, compile, parse, resetSVGDefIds};"
)


def bundle_vega() -> str:
    """Return Vega and Vega-Lite as one script that leaves what charts need in ``vega``: the copies that vl-convert carries."""
    import vl_convert  # noqa: PLC0415 - only whoever makes the engine has it

    return str(vl_convert.javascript_bundle(_MODULES, vl_version=_VEGA_LITE))


def measure_letters(fonts: Path = _FONTS) -> dict[str, Any]:
    """Return how wide letters are, by weight: runs of neighbouring letters, each the first one's number and then the widths.

    Parameters
    ----------
    fonts
        The folder with Liberation Sans.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only whoever makes the engine has it

    runs: dict[str, list[list[int]]] = {}
    units = 0
    for weight, file in _CUTS.items():
        with TTFont(fonts / file) as font:
            letters, units = font.getBestCmap(), font["head"].unitsPerEm
            runs[weight] = _runs({code: font["hmtx"][name][0] for code, name in letters.items() if code >= _FIRST})
    return {"units_per_em": units, "runs": runs}


def _runs(widths: dict[int, int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for code in sorted(widths):
        if code - 1 not in widths:
            runs.append([code])
        runs[-1].append(widths[code])
    return runs


def main() -> None:
    """Write both to the package."""
    (_ENGINE / "vega.js").write_text(bundle_vega(), encoding="utf-8")
    (_ENGINE / "widths.json").write_text(json.dumps(measure_letters(), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
