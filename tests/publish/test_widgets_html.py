"""A widget as HTML is one field with its label, holds no markup that somebody wrote, and takes only values that it can have."""

import ipywidgets as widgets
import pytest

from pmobook.publish.widgets_html import change_of, heard, html_of

HOSTILE = "<script>alert(1)</script>\"' onfocus=x =cmd|"
SLIDER = {"min": 0, "max": 10, "step": 0.5, "value": 2.5}


def all_kinds():
    return [
        widgets.FloatSlider(description=HOSTILE, **SLIDER),
        widgets.Text(description=HOSTILE, value=HOSTILE, placeholder=HOSTILE),
        widgets.Checkbox(description=HOSTILE, value=True),
        widgets.Dropdown(description=HOSTILE, options=[(HOSTILE, HOSTILE), ("b", "")]),
        widgets.Button(description=HOSTILE),
    ]


def test_what_people_wrote_is_text_in_every_widget():
    shown = html_of(widgets.VBox([widgets.HBox(all_kinds())]))
    assert "<script" not in shown
    assert "\"' onfocus" not in shown
    assert shown.count("&lt;script&gt;") == 9


def test_a_field_has_its_label_its_value_and_its_classes():
    slider = widgets.FloatSlider(description="Budget", **SLIDER)
    slider.add_class("pmo-any")
    shown = html_of(slider)
    own = f"w{slider.model_id}"
    assert f'<label class="widget-label" for="{own}">Budget</label>' in shown
    assert f'<input type="range" id="{own}" min="0.0" max="10.0" step="0.5" value="2.5">' in shown
    assert 'class="widget-inline-hbox widget-slider pmo-any"' in shown


def test_what_is_chosen_ticked_hidden_or_shut_is_shown_so():
    dropdown = widgets.Dropdown(options=[("One", "1"), ("Two", "2")], value="2")
    assert '<option value="2" selected>Two</option>' in html_of(dropdown)
    assert "checked" not in html_of(widgets.Checkbox(value=False))
    text = widgets.Text()
    text.layout.display = "none"
    assert " hidden>" in html_of(text)
    assert " disabled>" in html_of(widgets.Button(description="Save", disabled=True))


def test_a_widget_of_another_kind_is_refused_by_name():
    with pytest.raises(TypeError, match="Password can't be shown without a kernel; there are VBox"):
        html_of(widgets.VBox([widgets.Password()]))


def test_only_what_a_page_shows_is_a_change():
    text, button = widgets.Text(value="a"), widgets.Button(description="Save")
    assert change_of(text, "value") == {"value": "a"}
    assert change_of(text, "tooltip") == {}
    assert change_of(widgets.HTML("<b>x</b>"), "value") == {"html": "<b>x</b>"}
    assert change_of(button, "disabled") == {"disabled": False, "text": "Save"}
    assert change_of(text, "display") == {"hidden": False}
    assert "One" in change_of(widgets.Dropdown(options=["One"]), "options")["html"]


def test_a_value_is_taken_as_the_widget_keeps_it_and_held_to_its_scale():
    slider = widgets.FloatSlider(**SLIDER)
    assert (heard(slider, 3), heard(slider, 99.0), heard(slider, -1)) == (3.0, 10.0, 0.0)
    assert heard(widgets.Text(), HOSTILE) == HOSTILE
    assert heard(widgets.Checkbox(), said=True) is True
    assert heard(widgets.Dropdown(options=[("One", "1")]), "1") == "1"


@pytest.mark.parametrize(
    ("widget", "said"),
    [
        (widgets.FloatSlider(), "3"),
        (widgets.FloatSlider(), float("nan")),
        (widgets.FloatSlider(), float("inf")),
        pytest.param(widgets.FloatSlider(), 10**400, id="a number of 401 digits"),
        (widgets.FloatSlider(), True),
        (widgets.Text(), 3),
        (widgets.Text(), "x" * 10_001),
        (widgets.Checkbox(), "yes"),
        (widgets.Dropdown(options=[("One", "1")]), "2"),
        (widgets.Dropdown(options=[("One", "1")]), ["1"]),
        (widgets.Button(), "x"),
        (widgets.HTML(), "<b>x</b>"),
    ],
)
def test_a_value_that_a_widget_can_not_have_is_refused(widget, said):
    with pytest.raises(ValueError, match=f"a {type(widget).__name__} can't be"):
        heard(widget, said)
