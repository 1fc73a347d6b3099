"""An executed notebook says what it is called, what it shows and what it was run with."""

import nbformat
import pytest

from pmobook.errors import PmobookError
from pmobook.publish.report_notebook import read_executed


def write(folder, *cells):
    place = folder / "10_maturity.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), place)
    return place


def shown(text):
    output = nbformat.v4.new_output("display_data", data={"text/html": text})
    return nbformat.v4.new_code_cell("x", metadata={"tags": ["show"]}, outputs=[output])


def titles(place):
    return [one.title for one in read_executed(place).sections]


def test_a_section_is_called_as_its_exhibit_and_else_as_the_sentence_before_it(tmp_path):
    said = nbformat.v4.new_markdown_cell("Look at `gaps` first: then ask. Later, decide.")
    place = write(tmp_path, said, shown("<h2>Gaps &amp; <b>targets</b></h2>"), shown("<p>No gaps</p>"))
    assert titles(place) == ["Gaps & targets", "Look at gaps first"]


def test_two_exhibits_that_begin_alike_are_told_apart_by_what_is_said_before_them(tmp_path):
    first, second = nbformat.v4.new_markdown_cell("By rule."), nbformat.v4.new_markdown_cell("By rater.")
    place = write(tmp_path, first, shown("<h3>All</h3>"), second, shown("<h3>All</h3>"))
    assert titles(place) == ["By rule", "By rater"]


def test_a_long_title_is_shortened(tmp_path):
    assert titles(write(tmp_path, shown(f"<h2>{'long ' * 2000}</h2>")))[0] == f"{'long ' * 17}long…"


def test_a_notebook_without_a_heading_is_called_as_its_file(tmp_path):
    executed = read_executed(write(tmp_path))
    assert (executed.title, executed.run_id, executed.sections) == ("10_maturity", "", ())


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"cells": 3}'])
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    (tmp_path / "10_maturity.ipynb").write_bytes(content)
    with pytest.raises(PmobookError, match=r"10_maturity\.ipynb can't be read as a notebook: .*pmobook run --force"):
        read_executed(tmp_path / "10_maturity.ipynb")
