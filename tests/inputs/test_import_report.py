from pmobook.errors import Problem
from pmobook.inputs.import_report import FormCount, ImportReport, RowNote, problems_of


def report(**changed):
    start = {
        "mapping": "m.yaml",
        "sources": ("a.csv (UTF-8)",),
        "rows_read": 1,
        "blank_rows": 0,
        "counts": (),
        "notes": (),
        "problems": (),
    }
    return ImportReport(**{**start, **changed})


def test_problems_that_say_the_same_of_one_column_stand_together_in_order_of_the_first_row():
    notes = [
        RowNote("problem", "a.csv", 5, "RAG", found="'x'", expected="a rating", remedy="Mend it."),
        RowNote("problem", "a.csv", 6, "Cost", found="'y'", expected="a number", remedy="Mend it."),
        RowNote("not assessed", "a.csv", 7, "RAG", found="TBC"),
        RowNote("problem", "a.csv", 9, "RAG", found="'x'", expected="a rating", remedy="Mend it."),
    ]
    assert [str(problem) for problem in problems_of(notes)] == [
        "a.csv, rows 5, 9, column RAG: found 'x', expected a rating. Mend it.",
        "a.csv, row 6, column Cost: found 'y', expected a number. Mend it.",
    ]


def test_one_is_written_as_one():
    lines = report(counts=(FormCount("retail", "2026Q3", "projects", 1),), written=("x",)).lines()
    assert lines == [
        "Read 1 row from a.csv (UTF-8).",
        "They make 1 row of forms in 1 pack; rows by quarter:",
        "  retail projects: 2026Q3 1",
        "Wrote 1 file.",
    ]


def test_the_list_holds_problems_of_packs_too_and_no_text_that_excel_would_calculate():
    problem = Problem("inputs/retail/2026Q3/pack.xlsx", "an Excel pack", "none", "Move it.")
    note = RowNote("problem", "a.csv", 2, "Cost", found="'=cmd'", expected="a number", remedy="Mend it.")
    kept = RowNote("not assessed", "a.csv", 3, "Cost", found="=kept", expected="start")
    text = report(notes=(note, kept), problems=(*problems_of([note]), problem)).as_csv()
    assert text.count("an Excel pack") == 1
    assert text.count("'=cmd'") == 1
    assert ",=" not in text
