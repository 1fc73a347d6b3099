"""Files of the repository that are made from the forms' specifications: the blank forms and their reference.

Run ``make docs`` after a change in ``params/method/forms``; a test says when that is due.
"""

from __future__ import annotations

from pathlib import Path

from pmobook.inputs.blank import write_blank_csv, write_blank_pack
from pmobook.inputs.reference import forms_reference
from pmobook.method.maturity import maturity_model

__all__ = ["write_generated"]


def write_generated(folder: Path) -> list[Path]:
    """Write ``templates/forms`` and ``docs/forms.md`` below a folder and return the paths."""
    templates = folder / "templates" / "forms"
    (templates / "csv").mkdir(parents=True, exist_ok=True)
    write_blank_pack(templates / "pack.xlsx", model=maturity_model("strategic_pmo"))
    blank = write_blank_csv(templates / "csv")
    (folder / "docs").mkdir(exist_ok=True)
    page = folder / "docs" / "forms.md"
    page.write_text(forms_reference(), encoding="utf-8", newline="\n")
    return [templates / "pack.xlsx", *blank, page]
