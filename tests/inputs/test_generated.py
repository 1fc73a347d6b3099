"""The blank forms and the pages on forms, model and measures in the repository are those that the method's data give today."""

from __future__ import annotations

import openpyxl

from pmobook.inputs.generated import write_generated
from pmobook.method.places import workbook_folder

REMEDY = "run: make docs"


def test_the_files_in_the_repository_are_current(tmp_path):
    write_generated(tmp_path)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(made) == 23
    for path in made:
        kept, fresh = workbook_folder() / path, tmp_path / path
        assert kept.is_file(), REMEDY
        if path.suffix == ".xlsx":  # its packing may differ from one version of a library to the next
            assert _content(kept) == _content(fresh), REMEDY
        else:
            assert kept.read_bytes() == fresh.read_bytes(), f"{path}: {REMEDY}"


def _content(path):
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: (
            list(sheet.iter_rows(values_only=True)),
            [(rule.type, rule.formula1, rule.prompt, rule.error) for rule in sheet.data_validations.dataValidation],
        )
        for sheet in book
    }
