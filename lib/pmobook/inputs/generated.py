"""Files of the repository that are made from the method's data: blank forms, and pages on forms, model and measures.

Run ``make docs`` after a change in ``params/method/forms``, ``maturity`` or ``measures``; a test says when that is due.
"""

from __future__ import annotations

from pathlib import Path

from pmobook.inputs.blank import write_blank_csv, write_blank_pack
from pmobook.inputs.reference import forms_reference
from pmobook.method.maturity import maturity_crosswalks, maturity_model
from pmobook.method.measure_catalogue import measure_catalogue
from pmobook.method.measure_page import measure_page
from pmobook.method.model_page import maturity_model_page

__all__ = ["write_generated"]

_MODEL = "strategic_pmo"


def write_generated(folder: Path) -> list[Path]:
    """Write ``templates/forms`` and the pages on forms, maturity model and measures below a folder; return the paths."""
    templates = folder / "templates" / "forms"
    (templates / "csv").mkdir(parents=True, exist_ok=True)
    write_blank_pack(templates / "pack.xlsx", model=maturity_model(_MODEL))
    blank = write_blank_csv(templates / "csv")
    (folder / "docs").mkdir(exist_ok=True)
    page = folder / "docs" / "forms.md"
    page.write_text(forms_reference(), encoding="utf-8", newline="\n")
    model_page = folder / "docs" / "maturity_model.md"
    text = maturity_model_page(maturity_model(_MODEL), maturity_crosswalks(_MODEL))
    model_page.write_text(text, encoding="utf-8", newline="\n")
    measures = folder / "docs" / "measures.md"
    measures.write_text(measure_page(measure_catalogue()), encoding="utf-8", newline="\n")
    return [templates / "pack.xlsx", *blank, page, model_page, measures]
