"""A page drawn without a kernel shows what its notebook shows in one, byte for byte."""

import nbformat
import pytest
from nbclient import NotebookClient

from pmobook.assess.results import TABLES_READ, Results
from pmobook.publish import exhibits
from pmobook.publish.addresses import PAGES, PageAddress
from pmobook.publish.exhibits import drawn_at, places, scorecard_of
from pmobook.publish.notebooks import with_parameters
from pmobook.publish.site import notebooks_folder
from pmobook.record.store import open_store
from pmobook.vocabulary import Quarter

LATEST, BEFORE = Quarter(2026, 3), Quarter(2026, 1)
PAGES_SHOWN = [
    (PageAddress("enterprise", LATEST), ()),
    (PageAddress("enterprise", LATEST, beside=BEFORE, only=("retail", "wealth")), ()),
    (PageAddress("business_unit", LATEST, "retail"), ()),
    (PageAddress("business_unit", BEFORE, "wealth"), ("wealth",)),
]


@pytest.fixture(scope="module")
def in_a_kernel(bank):
    """What the notebooks show of each page, all of them in one kernel."""
    cells = []
    for address, shown in PAGES_SHOWN:
        notebook = nbformat.read(notebooks_folder() / f"{address.page}.ipynb", as_version=4)
        given = {"engagement": str(bank.folder), **address.parameters(), **({"shown": " ".join(shown)} if shown else {})}
        cells += with_parameters(notebook, given).cells
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    executed = NotebookClient(nbformat.v4.new_notebook(cells=cells), kernel_name="python3").execute()
    shown = [cell.outputs[0]["data"]["text/html"] for cell in executed.cells if "show" in cell.metadata.get("tags", ())]
    numbers = [len(places(address.page)) for address, _ in PAGES_SHOWN]
    assert len(shown) == sum(numbers)
    return [[shown.pop(0) for _ in range(number)] for number in numbers]


@pytest.mark.parametrize("number", range(len(PAGES_SHOWN)))
def test_every_exhibit_is_the_notebook_s(bank, in_a_kernel, number):
    address, shown = PAGES_SHOWN[number]
    store = open_store(bank.folder)
    results = Results(quarters=store.quarters(), **store.tables(TABLES_READ))
    scorecard = scorecard_of(bank.restricted_to(shown), results, address)
    assert [drawn_at(place, scorecard) for place in places(address.page)] == in_a_kernel[number]


@pytest.mark.parametrize("page", PAGES)
def test_a_section_is_quoted_by_the_cell_of_its_notebook(page):
    notebook = nbformat.read(notebooks_folder() / f"{page}.ipynb", as_version=4)
    assert {place.cell for place in places(page)} <= {cell.id for cell in notebook.cells}


def test_a_cell_that_shows_anything_else_is_refused(tmp_path, monkeypatch):
    cell = nbformat.v4.new_code_cell("print(scorecard)", metadata={"tags": ["show"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "other.ipynb")
    monkeypatch.setattr(exhibits, "notebooks_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"is scorecard\.<exhibit>; this one is 'print\(scorecard\)'"):
        places("other")
