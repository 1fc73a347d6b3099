import json
import re
from pathlib import Path

import pytest

from pmobook.show import style
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.performance.icons import ICON_COLOURS
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


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _colours(name):
    """The colours of a page by name: light as the stylesheet begins, dark as it ends."""
    text = (Path(style.__file__).parent / name).read_text(encoding="utf-8")
    named = re.findall(r"--pmo-([a-z-]+):(#[0-9A-Fa-f]{3,6})\b", text)
    return {key: value if len(value) == 7 else "#" + "".join(2 * one for one in value[1:]) for key, value in named}


THEMES = {"light": _colours("style.css"), "dark": _colours("style_dark.css")}
ON_FILLS = [
    ("act-deep", "act-soft"),
    ("watch-deep", "watch-soft"),
    ("good-deep", "good-soft"),
    *((text, fill) for text in ("quiet", "ink") for fill in ("act-soft", "watch-soft", "good-soft", "soft", "share", "hatch")),
    ("quiet", "blank"),
    ("quiet", "blank-other"),
]


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_from_paper_and_from_the_page(theme):
    colours = THEMES[theme]
    for name in ("ink", "faint", "quiet", "link", "act", "watch", "good", "grey"):
        for under in ("paper", "soft"):
            assert _contrast(colours[name], colours[under]) >= 4.5, (name, under)
    assert _contrast("#FFFFFF", colours["bar"]) >= 4.5
    assert _contrast("#FFFFFF", colours["red-fill"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "fill"), ON_FILLS)
def test_text_stands_out_from_the_fill_under_it(theme, text, fill):
    assert _contrast(THEMES[theme][text], THEMES[theme][fill]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_the_edges_of_controls_stand_out_from_paper(theme):
    """Amber and the orange on white don't, which is why amber always has an outline or a word, and orange a legend."""
    faint = {"light": ("watch-fill", "fourth"), "dark": ()}[theme]
    for name in (
        "act",
        "good-fill",
        "unknown",
        "first",
        "second",
        "third",
        "fourth",
        "control",
        "focus",
        "red-fill",
        "better",
        "worse",
    ):
        if name not in faint:
            assert _contrast(THEMES[theme][name], THEMES[theme]["paper"]) >= 3, name


def test_a_dark_page_has_every_colour_of_a_light_one():
    assert THEMES["dark"].keys() == THEMES["light"].keys()


def test_every_colour_of_charts_has_a_name_that_a_dark_page_knows():
    config = json.dumps(style.CHART_STYLE)
    used = {*COLOURS.values(), *ICON_COLOURS.values(), *re.findall(r"#[0-9A-Fa-f]{6}", config)}
    for path in Path(style.__file__).parent.rglob("*.py"):
        used |= set(re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")))
    assert used <= set(style._IN_DRAWINGS)
    assert {f"pmo-{name}" for name in style._IN_DRAWINGS.values()} <= {f"pmo-{name}" for name in THEMES["dark"]}


def test_paper_is_never_dark():
    assert stylesheet().count("color-scheme:dark;") == 2
    assert re.findall(r"@media[^{]*\{html\.pmo-themed", stylesheet()) == [
        "@media screen and (prefers-color-scheme:dark){html.pmo-themed",
        "@media screen{html.pmo-themed",
    ]


def test_shapes_of_every_status_colour_but_amber_stand_out_from_white():
    """Amber doesn't, which is why it always has an outline or a word."""
    for name in ("act", "good", "not assessed"):
        assert 1.05 / (_luminance(COLOURS[name]) + 0.05) >= 3, name


def test_the_style_is_an_exhibit_and_exhibits_stack():
    assert page_style().html.startswith("<style>")
    assert stack(Exhibit("a"), paragraph("<b>")).html == "a\n<p>&lt;b&gt;</p>"
    assert 'class="pmo-exhibit"' in Exhibit("x")._repr_html_()
