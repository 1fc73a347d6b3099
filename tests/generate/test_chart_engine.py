"""The script that draws charts is what vl-convert makes of Vega, unchanged; widths are read off the fonts."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder

import pmobook
from pmobook.generate.chart_engine import bundle_vega, measure_letters

ENGINE = Path(pmobook.__file__).parent / "kernels" / "vega"


@pytest.fixture
def fonts(tmp_path):
    """A folder with two small fonts under the names of Liberation Sans."""
    for name, wider in (("Regular", 0), ("Bold", 50)):
        letters = {ord("A"): "A", ord("B"): "B", ord("i"): "i", 10: "feed"}
        builder = FontBuilder(1000)
        builder.setupGlyphOrder([".notdef", *letters.values()])
        builder.setupCharacterMap(letters)
        builder.setupHorizontalMetrics({glyph: (width + wider, 0) for glyph, width in
                                        {".notdef": 500, "A": 667, "B": 666, "i": 222, "feed": 1}.items()})  # fmt: skip
        builder.setupHorizontalHeader()
        builder.setupPost()
        builder.font.save(tmp_path / f"LiberationSans-{name}.ttf")
    return tmp_path


def test_vega_is_the_copy_that_vl_convert_carries():
    assert (ENGINE / "vega.js").read_text(encoding="utf-8") == bundle_vega()


def test_widths_come_in_runs_of_neighbouring_letters(fonts):
    assert measure_letters(fonts) == {
        "units_per_em": 1000,
        "runs": {"regular": [[65, 667, 666], [105, 222]], "bold": [[65, 717, 716], [105, 272]]},
    }


def test_every_module_in_the_script_has_its_licence_beside_it():
    licences = (ENGINE / "LICENCES.txt").read_text(encoding="utf-8")
    for name in ("vega", "vega-lite", "vega-scenegraph", "d3-array", "d3-scale-chromatic", "delaunator", "robust-predicates"):
        assert f"{name}," in licences or f", {name}" in licences or f"\n{name}\n" in licences, name
