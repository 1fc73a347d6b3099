import re

from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.style import COLOURS, page_style, stylesheet


def test_nothing_is_loaded_from_anywhere():
    assert not re.search(r"url\(|@import|https?:", stylesheet())


def test_every_class_of_the_stylesheet_is_ours():
    without_decimals = re.sub(r"\d*\.\d+", "", stylesheet())
    assert all(name.startswith("pmo-") for name in re.findall(r"\.([a-zA-Z][\w-]*)", without_decimals))


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_colours_stand_out_from_white():
    for name in re.findall(r"--pmo-(?:ink|faint|link|act|watch|good|grey):(#[0-9A-F]{6})", stylesheet()):
        assert (1.05) / (_luminance(name) + 0.05) >= 4.5, name


def test_shapes_of_every_status_colour_but_amber_stand_out_from_white():
    """Amber doesn't, which is why it always has an outline or a word."""
    for name in ("act", "good", "not assessed"):
        assert 1.05 / (_luminance(COLOURS[name]) + 0.05) >= 3, name


def test_the_style_is_an_exhibit_and_exhibits_stack():
    assert page_style().html.startswith("<style>")
    assert stack(Exhibit("a"), paragraph("<b>")).html == "a\n<p>&lt;b&gt;</p>"
    assert 'class="pmo-exhibit"' in Exhibit("x")._repr_html_()
