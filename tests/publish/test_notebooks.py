import ast

import nbformat
import pytest

from pmobook.publish.addresses import PAGES
from pmobook.publish.notebooks import with_parameters
from pmobook.publish.site import notebooks_folder


def notebook(source="engagement: str = 'here'  # folder\nquarter: str = ''  # quarter"):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("#"), cell, nbformat.v4.new_code_cell("quarter")])


@pytest.mark.parametrize("value", ["2026Q3", "'); import os; ('", 'a"b\\n\n', "\N{RIGHT-TO-LEFT OVERRIDE}"])
def test_a_value_arrives_as_the_text_it_is(value):
    cell = with_parameters(notebook(), {"quarter": value}).cells[2]
    (statement,) = ast.parse(cell.source).body
    assert ast.literal_eval(statement.value) == value
    assert statement.targets[0].id == "quarter"


def test_a_name_that_the_notebook_does_not_set_is_refused():
    with pytest.raises(ValueError, match="no parameter x; import os; it has engagement, quarter"):
        with_parameters(notebook(), {"x; import os": "1"})


@pytest.mark.parametrize("cells", [0, 2])
def test_a_notebook_has_one_parameters_cell(cells):
    made = notebook()
    made.cells = [made.cells[1]] * cells
    with pytest.raises(ValueError, match=f"this one has {cells}"):
        with_parameters(made, {})


@pytest.mark.parametrize("page", PAGES)
def test_every_page_s_notebook_is_there_and_takes_the_page_s_parameters(page):
    read = nbformat.read(notebooks_folder() / f"{page}.ipynb", as_version=4)
    with_parameters(read, {"engagement": "x", **dict.fromkeys(PAGES[page], "x")})


def test_the_folder_that_is_served_holds_the_scorecards_notebooks_and_nothing_else():
    assert {path.suffix for path in notebooks_folder().iterdir() if path.name != ".ipynb_checkpoints"} == {".ipynb"}
    assert {f"{page}.ipynb" for page in PAGES} <= {path.name for path in notebooks_folder().iterdir()}
