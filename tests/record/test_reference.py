"""The page on recorded results is what the tables say today."""

from pmobook.method.places import workbook_folder
from pmobook.record.reference import results_reference
from pmobook.record.tables import TABLES


def test_the_page_in_the_repository_is_current():
    page = workbook_folder() / "docs" / "results.md"
    assert page.read_text(encoding="utf-8") == results_reference(), "run: make docs"


def test_every_column_of_every_table_is_explained():
    page = results_reference()
    for table in TABLES.values():
        assert f"## {table.name}\n" in page
        assert all(f"| {column.name} | {column.kind} | {column.meaning}" in page for column in table.own_columns)
