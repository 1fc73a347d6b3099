import re

import pandas as pd
import pytest

from pmobook.assess.performance import Assurance, Variation
from pmobook.show.performance.icons import ICON_COLOURS, assurance_icon, measure_icons, variation_icon


def letter(icon):
    return re.search(r">([^<])</text>", icon)[1]


@pytest.mark.parametrize(
    ("variation", "direction", "shown", "colour"),
    [
        ("improving", "higher", "H", "better"),
        ("improving", "lower", "L", "better"),
        ("worsening", "higher", "H", "worse"),
        ("worsening", "lower", "L", "worse"),
        ("rising", "higher", "H", "neutral"),
        ("falling", "lower", "L", "neutral"),
        ("changed", "", "!", "neutral"),
        ("common", "", "=", "neutral"),
    ],
)
def test_a_variation_shows_a_letter_and_a_colour_and_says_itself_in_words(variation, direction, shown, colour):
    icon = variation_icon(variation, direction)
    assert letter(icon) == shown
    assert ICON_COLOURS[colour] in icon
    assert re.search(r'aria-label="[a-z].+"', icon)


@pytest.mark.parametrize(
    ("assurance", "shown"), [("consistently passes", "P"), ("hit and miss", "?"), ("consistently fails", "F")]
)
def test_an_assurance_shows_its_letter(assurance, shown):
    assert letter(assurance_icon(assurance)) == shown


def test_no_two_icons_of_a_kind_look_the_same_without_colour():
    def plain(icon):
        shades = re.sub(r"#[0-9A-F]{6}", "dark", icon)
        return re.sub(r"aria-label=\"[^\"]*\"|<title>.*?</title>", "", shades)

    said = [("improving", "higher"), ("improving", "lower"), ("worsening", "higher"), ("worsening", "lower"), ("common", ""),
            ("changed", ""), ("not assessed", "")]  # fmt: skip
    assert len({plain(variation_icon(*one)) for one in said}) == len(said)
    assert len({plain(assurance_icon(one)) for one in Assurance}) == 4


@pytest.mark.parametrize("missing", [None, float("nan"), "", pd.NA])
def test_what_is_missing_is_not_assessed(missing):
    assert "not assessed" in variation_icon(missing)
    assert "not assessed" in assurance_icon(missing)


def test_a_signal_without_a_direction_keeps_its_word():
    assert 'aria-label="improving"' in variation_icon(Variation.IMPROVING)


def test_both_icons_stand_side_by_side():
    assert measure_icons("common", "", "hit and miss").count("<svg") == 2
