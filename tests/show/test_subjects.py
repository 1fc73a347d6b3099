"""Every exhibit of the seven notebooks belongs to a section of the business unit's page, and each section on what exists."""

import nbformat
import pytest

from pmobook.method.places import workbook_folder
from pmobook.record.tables import TABLES
from pmobook.show.subjects import SUBJECTS, figure_name, item_of, subject_of

NOTEBOOKS = sorted(path.stem for path in (workbook_folder() / "notebooks").glob("*.ipynb"))


def shown_cells(notebook):
    read = nbformat.read(workbook_folder() / "notebooks" / f"{notebook}.ipynb", as_version=4)
    return [cell.id for cell in read.cells if "show" in cell.metadata.get("tags", ())]


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_exhibit_belongs_to_exactly_one_section_unless_it_may_say_who_answered_what(notebook):
    own = [subject for subject in SUBJECTS.values() if subject.notebook == notebook]
    personal = {cell for subject in own for cell in subject.personal}
    for cell in shown_cells(notebook):
        assert sum(subject.shows(cell) for subject in own) == (cell not in personal), cell


@pytest.mark.parametrize("name", list(SUBJECTS))
def test_a_section_names_a_table_its_key_and_workings_that_exist(name):
    subject = SUBJECTS[name]
    assert subject.key in {column.name for column in TABLES[subject.table].own_columns}
    assert set(subject.workings) | set(subject.personal) <= set(shown_cells(subject.notebook))
    assert all(subject.shows(cell) for cell in subject.workings)


@pytest.mark.parametrize(
    ("subject", "row", "item"),
    [
        ("maturity", {"area_id": "overall"}, "overall"),
        ("money", {"project_id": ""}, "total"),
        ("money", {"project_id": None}, "total"),
        ("alignment", {"goal_id": float("nan")}, "no_goal"),
        ("skills", {"skill": "Data  science\N{NO-BREAK SPACE}2"}, "Data_science_2"),
        ("risk", {"grouping": "total", "subject": ""}, "total"),
        ("risk", {"grouping": "driver", "subject": "Same name"}, "driver-Same_name"),
        ("risk", {"grouping": "category", "subject": "Same name"}, "category-Same_name"),
    ],
)
def test_a_recorded_row_has_a_name_without_spaces_that_leads_back_to_it(subject, row, item):
    assert item_of(subject, row) == item
    assert subject_of(figure_name(subject, item)) == (subject, item)


@pytest.mark.parametrize("figure", ["", "weather", "Maturity", "-maturity", "maturity_x"])
def test_what_begins_with_no_section_is_no_figure(figure):
    assert subject_of(figure) is None
