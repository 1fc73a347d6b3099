import xml.etree.ElementTree as ET

import pytest

from pmobook.show.chart import POINTED, _as_one_image, chart, pointed
from pmobook.show.exhibit import Exhibit

FIGURES = Exhibit("<table></table>")


def bars(values):
    encoding = {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a", "type": "nominal"}}
    return {"data": {"values": values}, "mark": {"type": "bar", "clip": True}, "encoding": encoding}


def svg_of(exhibit):
    html = exhibit.html
    return ET.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])


def test_a_chart_is_one_image_with_one_description_and_its_figures_below():
    exhibit = chart(bars([{"a": "x", "b": 1}]), "One bar & no more", FIGURES)
    svg = svg_of(exhibit)
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "One bar & no more"
    assert not [part for part in svg.iter() if part is not svg and (part.get("role") or part.get("aria-label"))]
    assert "Show the figures" in exhibit.html
    assert FIGURES.html in exhibit.html


def test_names_in_a_chart_are_text():
    exhibit = chart(bars([{"a": "<script>alert(1)</script>", "b": 1}]), "d", FIGURES)
    assert "<script" not in exhibit.html


def test_two_charts_on_a_page_share_no_ids():
    ids = [
        {part.get("id") for part in svg_of(chart(bars([{"a": "x", "b": value}]), "d", FIGURES)).iter() if part.get("id")}
        for value in (1, 2)
    ]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_chart_fetches_nothing():
    with pytest.raises(ValueError, match="fetches nothing"):
        chart({"data": {"url": "http://127.0.0.1:1/x.csv"}, "mark": "bar"}, "d", FIGURES)


def test_a_mark_without_a_place_is_not_drawn():
    first = '<path d="MNaN,0" fill="#000" transform="translate(1,1)"/><path transform="translate(0,9)" d="MNaN,0" opacity="1"/>'
    svg = f'<svg width="9" height="9">{first}<path d="M1,0LNaN,2"/></svg>'
    assert _as_one_image(svg, "Marks").count("<path") == 1


def test_a_mark_says_its_figures_to_those_who_point_at_it_and_a_line_through_many_says_none():
    values = [{"a": 1, "b": 2, "said": pointed('July "26" <b>: £2m')}, {"a": 2, "b": 3, "said": pointed("August: £3m")}]
    x, y = ({"field": name, "type": "quantitative"} for name in "ab")
    drawn = {
        "data": {"values": values},
        "mark": {"type": "line", "point": True},
        "encoding": {"x": x, "y": y, "description": POINTED},
    }
    parts = [part for part in svg_of(chart(drawn, "d", FIGURES)).iter() if part.get("data-tip")]
    assert [part.get("data-tip") for part in parts] == ['July "26" <b>: £2m', "August: £3m"]


def test_without_words_of_ours_no_mark_says_anything():
    assert "data-tip" not in chart(bars([{"a": "x", "b": 1}]), "d", FIGURES).html
