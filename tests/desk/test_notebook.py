from pathlib import Path

from pmobook.lean_imports import skip_slow_format_checks

skip_slow_format_checks()

from papermill import execute_notebook  # noqa: E402 - nbformat may be imported only after the line above

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "desk" / "assessment.ipynb"


def test_the_notebook_runs_unattended_to_its_end_and_writes_nothing(engagement):
    before = {path: path.read_bytes() for path in engagement.folder.rglob("*") if path.is_file()}
    done = execute_notebook(
        str(NOTEBOOK),
        None,
        parameters={"engagement": str(engagement.folder), "business_unit": "retail", "quarter": "2026Q3"},
        kernel_name="python3",
        progress_bar=False,
        execution_timeout=120,
    )
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.output_type for output in outputs] == ["execute_result"]
    assert "application/vnd.jupyter.widget-view+json" in outputs[0].data
    assert {path: path.read_bytes() for path in engagement.folder.rglob("*") if path.is_file()} == before
