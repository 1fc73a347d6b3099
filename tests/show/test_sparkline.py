import xml.etree.ElementTree as ET

import pytest

from pmobook.show.sparkline import sparkline


def test_a_sparkline_is_an_image_with_a_description():
    svg = ET.fromstring(sparkline([1, 2, 3], 'On time & "late"'))
    assert svg.get("aria-label") == 'On time & "late"'
    assert len(svg.findall("polyline")) == 1


def test_a_missing_value_leaves_a_gap():
    svg = ET.fromstring(sparkline([1, 2, None, 4, 5], "d"))
    assert len(svg.findall("polyline")) == 2


def test_a_value_between_two_gaps_is_a_dot():
    svg = ET.fromstring(sparkline([1, None, 4, None, 2], "d"))
    assert len(svg.findall("circle")) == 4


@pytest.mark.parametrize("values", [[], [1], [None, 3.0], [float("nan"), 2]])
def test_fewer_than_two_values_are_no_line(values):
    assert "too few values" in sparkline(values, "d")


def test_equal_values_and_a_target_are_drawn_inside_the_picture():
    svg = ET.fromstring(sparkline([5, 5, 5], "d", target=9))
    heights = [float(point.split(",")[1]) for point in svg.find("polyline").get("points").split()]
    assert all(0 <= height <= float(svg.get("height")) for height in heights)
    assert svg.find("line") is not None
