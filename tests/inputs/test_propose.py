import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmobook.errors import ProblemsFound
from pmobook.inputs.convert import import_sources
from pmobook.inputs.mapping_checks import load_mapping
from pmobook.inputs.new import make_engagement
from pmobook.inputs.propose import propose_mapping
from pmobook.method.places import workbook_folder

EXPORT = """\
Division;Reporting date;Project name;RAG status;Start;End date;Budget;Forecast;Phase
Retail;30/09/2026;Refit;A/G;05/01/2026;18/12/2026;1.203,4 €;1.300,0 €;Delivery
retail;30/09/2026;Self-service;Red;01.02.26;TBC;12,5 €;n/a;Delivery
Supply;30/09/2026;Night runs;Not rated yet;01/03/2026;31/03/2027;7 €;8 €;Complete
Supply;30/09/2026;Depot;Green;13/03/2026;31/03/2027;7 €;8 €;Dreaming
"""


def propose(tmp_path, content, name="export.csv"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    text = propose_mapping(path)
    (tmp_path / "proposed.yaml").write_text(text, encoding="utf-8")
    return text, load_mapping(tmp_path / "proposed.yaml")


def test_a_proposal_finds_business_unit_quarter_form_and_columns(tmp_path):
    _, mapping = propose(tmp_path, EXPORT)
    assert mapping.business_unit.column == "Division"
    assert mapping.business_unit.aliases == {"retail": ("Retail", "retail"), "supply": ("Supply",)}
    assert mapping.quarter.column == "Reporting date"
    columns = mapping.forms["projects"].columns
    assert {name: rule.column for name, rule in columns.items() if rule.column} == {
        "title": "Project name", "stage": "Phase", "start": "Start", "forecast_finish": "End date", "confidence": "RAG status",
    }  # fmt: skip
    assert columns["project_id"].id_from == ("Project name",)
    assert columns["confidence"].values == {"A/G": "amber/green", "Red": "red", "Green": "green"}
    costs = mapping.forms["project_costs"].columns
    assert (costs["planned_value"].column, costs["forecast_cost"].column) == ("Budget", "Forecast")
    assert costs["period"].period == "quarter"
    assert (mapping.numbers.decimal, mapping.numbers.currency_signs) == (",", ("€",))
    assert set(mapping.date_formats) == {"DD/MM/YYYY", "DD.MM.YY"}
    assert {rule.text or rule.begins for rule in mapping.not_assessed} == {"TBC", "n/a", "Not rated yet"}


def test_a_proposal_says_what_was_seen_and_what_must_be_decided(tmp_path):
    text, _ = propose(tmp_path, EXPORT)
    assert 'column: "Division"  # choice: 3 different texts; such as "Supply" (2)' in text
    assert "# DECIDE: 2 dates could be read as day first or as month first" in text
    assert '"Dreaming": "idea"  # DECIDE' in text
    assert "# sponsor: nothing in the source seems to be it" in text


def test_a_proposal_can_be_imported_as_it_is(tmp_path):
    propose(tmp_path, EXPORT)
    make_engagement(tmp_path / "client", "Client", "EUR", ["Retail", "Supply"])
    report = import_sources(tmp_path / "client", tmp_path / "proposed.yaml", [tmp_path / "export.csv"])
    assert report.problems == ()
    assert sum(count.rows for count in report.counts) == 8


def test_the_real_portfolio_is_proposed_so_that_every_row_arrives(tmp_path):
    source = workbook_folder() / "params" / "gmpp" / "source" / "gmpp_2014_2019.csv"
    (tmp_path / "proposed.yaml").write_text(propose_mapping(source), encoding="utf-8")
    make_engagement(tmp_path / "gmpp", "Portfolio", "GBP", ["Placeholder"])
    report = import_sources(tmp_path / "gmpp", tmp_path / "proposed.yaml", [source], add_business_units=True)
    assert report.problems == ()
    assert sum(count.rows for count in report.counts if count.form == "projects") == 939
    assert sum(count.not_assessed for count in report.counts) == 268


@pytest.mark.parametrize(
    "content",
    [
        "a\n1\n",
        "a,b\n",
        "null,true\nnull,true\n",
        "Department,x\nnull,1\ntrue,2\nNo,3\n",
        'Division,Name\n\x85a: b # c,"x""y"\n{a},[b]\n\'q\',*z\n',
        "risk_id,title,probability,owner\nr1,Flood,0.3,Head of Risk\n",
        "respondent_id,role,capability_id,rating,comment\np1,Sponsor,ideas,3,\np1,Sponsor,roadmaps,,\n",
        "measure_id,period,value\nm1,2026-07,3\n",
        "Quarter,Department,Project\n2026Q3,Retail,Refit\n",
    ],
)
def test_whatever_the_source_the_proposal_loads_as_a_mapping(tmp_path, content):
    _, mapping = propose(tmp_path, content)
    assert mapping.forms


def test_headings_of_a_form_are_recognised(tmp_path):
    _, mapping = propose(tmp_path, "measure_id,period,value,claim\nm1,2026-07,3,better\nm2,2026-07,4,\n")
    assert set(mapping.forms["measure_values"].columns) == {"measure_id", "period", "value", "claim"}
    assert mapping.quarter.constant == "2026Q3"
    assert mapping.business_unit.constant == "business_unit_id"


def test_rows_above_the_headings_are_passed_over(tmp_path):
    _, mapping = propose(tmp_path, "Portfolio report,,,\nMade by finance,,,\n" + EXPORT.replace(";", ",").split("\n")[0] + "\n")
    assert mapping.source.header_row == 3


def test_an_excel_source_is_proposed_like_a_csv_file(tmp_path):
    book = openpyxl.Workbook()
    for line in EXPORT.splitlines():
        book.active.append(line.split(";"))
    book.save(tmp_path / "export.xlsx")
    text = propose_mapping(tmp_path / "export.xlsx")
    assert "# Read as sheet Sheet." in text
    assert 'title: "Project name"' in text


def test_a_source_that_can_not_be_read_is_refused(tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(ProblemsFound, match="an empty file"):
        propose_mapping(tmp_path / "empty.csv")


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=2, max_size=5))
def test_a_proposal_for_any_readable_file_loads(tmp_path, rows):
    path = tmp_path / "export.csv"
    path.write_text("\n".join(",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in rows), encoding="utf-8")
    try:
        text = propose_mapping(path)
    except ProblemsFound:
        return
    (tmp_path / "proposed.yaml").write_text(text, encoding="utf-8", newline="")
    assert load_mapping(tmp_path / "proposed.yaml").forms


AMOUNTS = """\
Division;Project name;RAG status;Budget;Forecast
Retail;Refit;Red;12 Mio;1
Retail;Night runs;Red;13 mio;2
Retail;Depot;Red;14;3
Retail;Sheds;Red;about 15;4
Retail;Doors;Red;TBC;5 parsecs
Retail;Roofs;Red;16;6
"""


def test_an_amount_with_a_word_is_never_taken_for_not_assessed(tmp_path):
    text, mapping = propose(tmp_path, AMOUNTS)
    assert [rule.text for rule in mapping.not_assessed] == ["TBC"]
    assert mapping.numbers.words["Mio"] == "million"
    assert mapping.numbers.words["bn"] == "billion"
    assert "parsecs" not in mapping.numbers.words
    assert '"Mio": million  # DECIDE: such as "12 Mio"' in text
    assert '    # "parsecs": million  # DECIDE: such as "5 parsecs"' in text
    assert '#   "about 15"' in text


def test_amounts_that_nothing_gives_a_meaning_to_are_listed_by_the_import(tmp_path):
    propose(tmp_path, AMOUNTS)
    make_engagement(tmp_path / "client", "Client", "EUR", ["Retail"])
    report = import_sources(tmp_path / "client", tmp_path / "proposed.yaml", [tmp_path / "export.csv"])
    assert {problem.found for problem in report.problems} == {"'about 15'", "'5 parsecs'"}


def test_a_column_of_amounts_with_words_is_a_column_of_numbers(tmp_path):
    _, mapping = propose(tmp_path, "Project name;Budget;Forecast\nRefit;1,5 Mrd €;1\nDepot;2,25 Mrd €;2\n")
    assert mapping.forms["project_costs"].columns["planned_value"].column == "Budget"
    assert mapping.numbers.decimal == ","
    assert mapping.numbers.words["Mrd"] == "billion"


def test_of_a_workbook_with_a_cover_the_sheet_most_like_a_table_is_taken(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active.append(["Portfolio report"])
    book.active.append(["Made by", "Head of Finance"])
    for name, lines in (("Codes", 3), ("Data", 5)):
        sheet = book.create_sheet(name)
        for line in EXPORT.splitlines()[:lines]:
            sheet.append(line.split(";"))
    book.save(tmp_path / "export.xlsx")
    text = propose_mapping(tmp_path / "export.xlsx")
    (tmp_path / "proposed.yaml").write_text(text, encoding="utf-8")
    assert load_mapping(tmp_path / "proposed.yaml").source.sheet == "Data"
    assert '# Other sheets, not read: "Cover", "Codes". DECIDE' in text


def test_of_a_workbook_the_first_sheet_is_taken_if_it_is_a_table(tmp_path):
    book = openpyxl.Workbook()
    for line in EXPORT.splitlines()[:3]:
        book.active.append(line.split(";"))
    other = book.create_sheet("More")
    for line in EXPORT.splitlines():
        other.append(line.split(";"))
    book.save(tmp_path / "export.xlsx")
    assert '  sheet: "Sheet"' in propose_mapping(tmp_path / "export.xlsx")


def test_a_source_with_a_quotation_mark_that_is_never_closed_is_refused(tmp_path):
    (tmp_path / "export.csv").write_text(EXPORT.replace("Refit", '"Refit'), encoding="utf-8")
    with pytest.raises(ProblemsFound, match="row 2: found a quotation mark that is never closed"):
        propose_mapping(tmp_path / "export.csv")
