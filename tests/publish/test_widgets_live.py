"""A notebook's widgets are live without a kernel: what is set reaches their callbacks, and what changes is told."""

import threading
import time

import nbformat
import pytest
from ipywidgets.widgets.widget import _instances

from pmobook.language import catalogue, use_language
from pmobook.publish.widgets_live import open_page

SOURCE = """
import asyncio
import ipywidgets as widgets
slider, told, more = widgets.FloatSlider(min=0, max=100, description="Weight"), widgets.HTML("nothing"), widgets.VBox([])
def moved(change):
    told.value = f"{start}{change['new']:.0f}"
    asyncio.get_running_loop().call_later(0.05, lambda: setattr(told, "value", told.value + ", later"))
slider.observe(moved, "value")
button = widgets.Button(description="More")
def broken(change):
    if change["new"] == 13:
        raise KeyError("thirteen")
slider.observe(broken, "value")
button.on_click(lambda _: setattr(more, "children", [*more.children, widgets.Text(description="New")]))
"""


@pytest.fixture
def notebook(tmp_path):
    new = nbformat.v4
    cells = [
        new.new_markdown_cell("# What if?\n\nMove *it*."),
        new.new_code_cell('start: str = ""', metadata={"tags": ["parameters"]}),
        new.new_code_cell(SOURCE, metadata={"tags": ["load"]}),
        new.new_code_cell("widgets.VBox([slider, told, button, more])", metadata={"tags": ["show"]}),
    ]
    place = tmp_path / "live.ipynb"
    nbformat.write(new.new_notebook(cells=cells), place)
    return place


@pytest.fixture
def page(notebook):
    opened = open_page(notebook, {"start": "at "})
    yield opened
    opened.close()


def named(page, kind):
    return next(name for name, widget in page._known.items() if type(widget).__name__ == kind)


def until(page, version, holds):
    """Return what has changed once it holds; the loop works on a thread of its own."""
    for _ in range(400):
        newest, changes = page.changes(version)
        if holds(changes):
            return newest, changes
        time.sleep(0.02)
    pytest.fail(f"this did not come: {changes}")


def test_the_words_and_the_widgets_are_those_of_the_notebook(page):
    assert "<h1" in page.words
    assert "<em>it</em>" in page.words
    assert "anchor-link" not in page.words
    assert page.html().count("data-widget=") == 5
    assert page.changes(0) == (0, {})


def test_a_value_reaches_its_callbacks_and_what_they_change_is_told_at_once_and_later(page):
    slider, told = named(page, "FloatSlider"), named(page, "HTML")
    page.tell([(slider, 10.0), (slider, 40.0)])
    version, changes = until(page, 0, lambda found: found.get(told, {}).get("html") == "at 40, later, later")
    assert slider not in changes, "where it was set it stands already"
    assert page.changes(version) == (version, {})


def test_a_click_is_a_click_and_a_new_widget_is_live_too(page):
    page.tell([(named(page, "Button"), None)])
    _, changes = until(page, 0, bool)
    (change,) = changes.values()
    assert 'type="text"' in change["html"]
    page.tell([(named(page, "Text"), "written")])
    until(page, 0, lambda _: page._known[named(page, "Text")].value == "written")


def test_nothing_is_taken_of_what_holds_a_value_that_can_not_be(page):
    slider = named(page, "FloatSlider")
    with pytest.raises(ValueError, match="can't be 'much'"):
        page.tell([(slider, 10.0), (slider, "much")])
    page.tell([("nowhere", 1.0)])
    assert page.changes(0) == (0, {})


def test_whoever_waits_is_called(page):
    called = threading.Event()
    page.called = called.set
    page.tell([(named(page, "FloatSlider"), 5.0)])
    assert called.wait(20)


def test_a_page_that_has_ended_holds_no_widget_and_no_thread(notebook):
    before, threads = set(_instances), threading.active_count()
    opened = open_page(notebook, {})
    assert set(_instances) - before
    opened.close()
    opened.close()
    for _ in range(200):
        if threading.active_count() == threads:
            break
        time.sleep(0.02)
    assert threading.active_count() == threads
    assert not set(_instances) - before


def test_what_a_cell_raises_reaches_whoever_opens(notebook):
    with pytest.raises(ValueError, match="has no parameter nothing"):
        open_page(notebook, {"nothing": "x"})


def test_the_words_are_in_the_language_of_whoever_opens_the_page(monkeypatch, notebook):
    class German:
        def pgettext(self, context, text):
            return {"# What if?\n\nMove *it*.": "# Was wäre wenn?\n\nHier *schieben*."}[text]

    monkeypatch.setattr(catalogue, "_catalogue", lambda code: German())
    use_language("de")
    opened = open_page(notebook, {"start": "at "})
    opened.close()
    assert "Was wäre wenn?" in opened.words
    assert "<em>schieben</em>" in opened.words
    assert "What if?" not in opened.words


def test_a_control_that_fails_is_named_and_what_was_set_after_it_is_taken_in(page, caplog):
    slider, button = named(page, "FloatSlider"), named(page, "Button")
    assert page.trouble(0) == ""
    page.tell([(slider, 13.0), (button, None)])
    version, _ = until(page, 0, lambda found: any("New" in str(one.get("html")) for one in found.values()))
    for _ in range(200):
        if page.trouble(0):
            break
        time.sleep(0.02)
    assert page.trouble(0).startswith("This failed: Weight. Everything else that you set holds")
    assert page.trouble(page.version) == "", "it is told once"
    assert "thirteen" in caplog.text
    page.tell([(slider, 40.0)])
    until(page, version, lambda found: any("at 40" in str(one.get("html")) for one in found.values()))
