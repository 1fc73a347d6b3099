import importlib.util
from pathlib import Path

import nbformat
import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.record.store import open_store


@pytest.fixture(scope="session")
def bank(tmp_path_factory):
    """A small organisation with three published quarters and hostile names."""
    place = Path(__file__).parents[1] / "show" / "any_bank.py"
    specification = importlib.util.spec_from_file_location(place.stem, place)
    any_bank = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(any_bank)
    folder = tmp_path_factory.mktemp("published")
    any_bank.make_engagement(folder)
    any_bank.record(folder, any_bank.make_results())
    keep_notebooks(folder)
    return open_engagement(folder)


HOSTILE = "<script>alert(1)</script> =cmd|' /C calc'!A0 \N{ROCKET} \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe"


def keep_notebooks(folder):
    """Keep an executed notebook of every published run, as the runner does; one of them is lost."""
    store = open_store(folder)
    for quarter in store.quarters():
        for unit, notebooks in store.run_ids(quarter).items():
            for name, run_id in notebooks.items():
                place = folder / "results" / "notebooks" / str(quarter) / unit / f"{name}.ipynb"
                place.parent.mkdir(parents=True, exist_ok=True)
                if (str(quarter), unit, name) != ("2026Q1", "markets", "60_resources"):
                    nbformat.write(executed(run_id, unit), place)


def executed(run_id, unit):
    """An executed notebook as the runner leaves one."""
    new, shown = nbformat.v4, {"tags": ["show"]}
    parameters = {"business_unit": unit, "engagement": "/data/clients/bank", "run_id": run_id, "note": HOSTILE}
    caption = "<table class='pmo-table'><caption>Scores &amp; targets</caption><tbody><tr><td>3.1</td></tr></tbody></table>"
    cells = [
        new.new_markdown_cell("# Is it *well*?\n\nWhat nobody rated is not assessed.", id="title"),
        new.new_code_cell('run_id: str = "by_hand"', id="parameters", metadata={"tags": ["parameters"]}),
        new.new_code_cell('engagement = "/data/clients"', id="given", metadata={"tags": ["injected-parameters"]}),
        new.new_code_cell("read_pack(opened)", id="load", metadata={"tags": ["load"]}, outputs=[_html("<p>Read from pack</p>")]),
        new.new_markdown_cell("Look for the largest gap. Then ask.", id="say-scores"),
        new.new_code_cell("scores()", id="scores", metadata=shown, outputs=[_html(caption)]),
        new.new_markdown_cell("Whoever is silent is named here. No more.", id="say-silent"),
        new.new_code_cell("silent()", id="silent", metadata=shown, outputs=[_plain(HOSTILE)]),
        new.new_markdown_cell("The results go on record.", id="say-record"),
        new.new_code_cell("stage()", id="record", metadata={"tags": ["record"]}, outputs=[_plain("staged")]),
    ]
    papermill = {"parameters": parameters, "version": "2.7.0"}
    return new.new_notebook(
        cells=cells, metadata={"papermill": papermill, "language_info": {"name": "python", "version": "3.11.7"}}
    )


def _html(text):
    return nbformat.v4.new_output("execute_result", data={"text/html": text, "text/plain": "an exhibit"}, execution_count=1)


def _plain(text):
    return nbformat.v4.new_output("execute_result", data={"text/plain": text}, execution_count=1)
