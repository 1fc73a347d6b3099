import csv
import datetime as dt
import re

import openpyxl
import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.convert import import_sources
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.new import make_engagement
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.method.places import workbook_folder
from pmobook.vocabulary import Quarter

MAPPING = """\
title: Export
business_unit:
  column: Unit
  aliases: {retail: [Shops, "Shops (old)"]}
quarter: {column: When, texts: {autumn: 2026Q4}}
date_formats: [YYYY-MM-DD, DD/MM/YYYY]
numbers: {currency_signs: £}
not_assessed: [TBC, {begins: Exempt}]
blank: "-"
leave_out:
  - {column: Unit, when: Total, reason: A sum.}
forms:
  projects:
    columns:
      project_id: {id_from: Name}
      title: Name
      stage: {constant: executing}
      confidence: {column: RAG, values: {"Yellow": amber, "Amber/Red": amber/red, Green: green}}
      forecast_finish: Ends
      whole_life_cost: Cost
"""
HEAD = "Unit,When,Name,RAG,Ends,Cost\n"
GOOD = HEAD + "Shops,2026-09-30,Refit,Yellow,31/12/2026,£5\nsupply,2026Q3,Night,TBC,-,Exempt under Section 43\n"


@pytest.fixture
def engagement(tmp_path):
    make_engagement(tmp_path / "client", "Client", "GBP", ["Retail", "Supply"])
    return tmp_path / "client"


def run(engagement, source=GOOD, mapping=MAPPING, **allowed):
    place = engagement.parent
    (place / "export.csv").write_text(source, encoding="utf-8")
    (place / "mapping.yaml").write_text(mapping, encoding="utf-8")
    return import_sources(engagement, place / "mapping.yaml", [place / "export.csv"], **allowed)


def form(engagement, name, place="retail/2026Q3"):
    with (engagement / "inputs" / place / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(engagement):
    return sorted(path.relative_to(engagement).as_posix() for path in (engagement / "inputs").rglob("*") if path.is_file())


def text(report):
    return "\n".join(report.lines())


def test_the_worked_example_of_the_documentation_comes_out_as_it_says(tmp_path):
    make_engagement(tmp_path / "client", "Client", "GBP", ["Retail", "Supply"])
    blocks = re.findall(
        r"```(?:csv|yaml)\n(.*?)```", (workbook_folder() / "docs" / "import.md").read_text(encoding="utf-8"), re.DOTALL
    )
    source, mapping, projects, costs = blocks
    (tmp_path / "portfolio.csv").write_text(source, encoding="utf-8")
    (tmp_path / "portfolio.yaml").write_text(mapping, encoding="utf-8")
    report = import_sources(tmp_path / "client", tmp_path / "portfolio.yaml", [tmp_path / "portfolio.csv"])
    assert report.problems == ()
    assert len(report.written) == 4
    assert (tmp_path / "client/inputs/retail/2026Q3/projects.csv").read_text(encoding="utf-8") == projects
    assert (tmp_path / "client/inputs/retail/2026Q3/project_costs.csv").read_text(encoding="utf-8") == costs
    assert "Left out on purpose: 1 row. A sum, not a project." in text(report)


def test_rows_become_packs_that_pass_every_check(engagement):
    report = run(engagement)
    assert report.is_complete
    assert report.written == ("inputs/retail/2026Q3/projects.csv", "inputs/supply/2026Q3/projects.csv")
    assert form(engagement, "projects")[0] == {
        "project_id": "refit", "title": "Refit", "stage": "executing", "forecast_finish": "2026-12-31", "confidence": "amber",
        "whole_life_cost": "5",
    }  # fmt: skip
    opened = open_engagement(engagement)
    assert find_problems(opened, "supply", Quarter(2026, 3)) == []
    frame = read_pack(opened, "supply", Quarter(2026, 3)).form("projects")
    assert frame["confidence_not_assessed"].tolist() == ["TBC"]
    assert frame["whole_life_cost_not_assessed"].tolist() == ["Exempt under Section 43"]
    assert frame["forecast_finish"].isna().all()


def test_the_report_counts_rows_and_lists_every_value_turned_to_not_assessed(engagement):
    report = run(engagement, GOOD + "Total,2026-09-30,Sum,,,\n,,,,,\nShops,2026-09-30,Last,,,\n")
    assert (report.rows_read, report.blank_rows) == (4, 1)
    assert report.rows_with("left out") == 1
    assert report.rows_with("not assessed") == 1
    assert [(count.business_unit, count.quarter, count.form, count.rows, count.not_assessed) for count in report.counts] == [
        ("retail", "2026Q3", "projects", 2, 0), ("supply", "2026Q3", "projects", 1, 2),
    ]  # fmt: skip
    assert "1 x projects.whole_life_cost: Exempt under Section 43" in text(report)
    with (engagement / "imports" / "mapping.csv").open(encoding="utf-8", newline="") as file:
        kinds = [row["kind"] for row in csv.DictReader(file)]
    assert kinds == ["mapped", "mapped", "not assessed", "not assessed", "left out"]


BAD = GOOD + "Shops,2026-09-30,Bad,Purple,32/12/2026,five\n"


def test_one_row_with_problems_means_that_no_pack_is_written(engagement):
    report = run(engagement, BAD)
    assert report.written == ()
    assert files(engagement) == []
    assert not report.is_complete
    found = text(report)
    assert (
        "export.csv, row 4, column RAG: found 'Purple', expected for projects.confidence a text that the mapping gives" in found
    )
    assert (
        "row 4, column Ends: found '32/12/2026', expected for projects.forecast_finish a date as YYYY-MM-DD or DD/MM/YYYY"
        in found
    )
    assert "row 4, column Cost: found 'five'" in found
    assert "Nothing was written." in found
    assert "Purple" in (engagement / "imports" / "mapping.csv").read_text(encoding="utf-8")


def test_when_asked_the_rows_without_problems_are_written_and_the_others_listed(engagement):
    report = run(engagement, BAD, allow_partial=True)
    assert [row["title"] for row in form(engagement, "projects")] == ["Refit"]
    assert report.rows_with("problem") == 1
    assert "The rows with problems are not in them." in text(report)
    assert not report.is_complete


def test_every_row_is_mapped_left_out_or_a_problem(engagement):
    report = run(engagement, BAD + "Total,,,,,\nNobody,2026-09-30,X,,,\n", allow_partial=True)
    mapped = sum(count.rows for count in report.counts)
    assert mapped + report.rows_with("left out") + report.rows_with("problem") == report.rows_read == 5


def test_rows_with_the_same_problem_are_told_together(engagement):
    report = run(engagement, HEAD + "".join(f"Shopz,2026-09-30,P{number},,,\n" for number in range(12)))
    assert len(report.problems) == 1
    assert "export.csv, rows 2, 3, 4, 5, 6, 7, 8, 9 and 4 more, column Unit: found 'Shopz'" in str(report.problems[0])
    assert "Did you mean retail?" in str(report.problems[0])
    assert len(report.notes) == 12


@pytest.mark.parametrize(
    ("when", "place"), [("2026-07-01", "2026Q3"), ("30/09/2026", "2026Q3"), ("2026q3", "2026Q3"), ("AUTUMN", "2026Q4")]
)
def test_a_quarter_comes_from_a_date_a_quarter_or_a_stated_text(engagement, when, place):
    run(engagement, HEAD + f"Shops,{when},Refit,,,\n")
    assert files(engagement) == [f"inputs/retail/{place}/projects.csv"]


@pytest.mark.parametrize("when", ["", "2026", "2026Q5", "31/09/2026"])
def test_a_row_of_no_known_quarter_is_a_problem(engagement, when):
    report = run(engagement, HEAD + f"Shops,{when},Refit,,,\n")
    assert "expected a quarter such as 2026Q3, or a date as YYYY-MM-DD or DD/MM/YYYY" in str(report.problems[0])


def test_two_rows_with_the_same_key_are_problems_that_name_each_other(engagement):
    report = run(engagement, HEAD + "Shops,2026-09-30,Refit,,,\nretail,2026Q3,REFIT,,,1\n")
    found = text(report)
    assert "export.csv, row 2: found project_id 'refit' again, as in export.csv, row 3" in found
    assert "export.csv, row 3: found project_id 'refit' again, as in export.csv, row 2" in found
    assert files(engagement) == []


def test_rows_that_are_the_same_are_merged_when_the_mapping_says_so_and_others_are_not(engagement):
    mapping = MAPPING + "    repeated_rows: merge\n"
    same = HEAD + "Shops,2026-09-30,Refit,,,1\n" * 3
    assert run(engagement, same, mapping).is_complete
    assert len(form(engagement, "projects")) == 1
    report = run(engagement, same + "Shops,2026-09-30,Refit,,,2\n", mapping, replace=True)
    assert "again, as in" in text(report)


LONG = "A programme whose name goes on and on until nobody can tell any more which "


def test_two_long_names_that_make_one_id_are_problems_until_ids_are_given_by_hand(engagement):
    source = HEAD + f"Shops,2026-09-30,{LONG}one,,,\nShops,2026-12-31,{LONG}two,,,\n"
    report = run(engagement, source)
    assert "which makes the id a_programme_whose_name" in text(report)
    assert report.rows_with("problem") == 2
    mapping = MAPPING.replace("{id_from: Name}", f"{{id_from: Name, values: {{'{LONG}two': programme_two}}}}")
    assert run(engagement, source, mapping).is_complete
    assert form(engagement, "projects", "retail/2026Q4")[0]["project_id"] == "programme_two"


def test_names_that_differ_in_letter_case_and_signs_only_keep_one_id_from_quarter_to_quarter(engagement):
    assert run(engagement, HEAD + "Shops,2026-09-30,GOV.UK Verify,,,\nShops,2026-12-31,Gov UK verify,,,\n").is_complete


def test_texts_that_begin_like_formulas_are_kept_as_texts(engagement):
    mapping = MAPPING.replace("      forecast_finish", "      sponsor: RAG\n      forecast_finish").replace(
        '      confidence: {column: RAG, values: {"Yellow": amber, "Amber/Red": amber/red, Green: green}}\n', ""
    )
    starts = ["=1+1", "+44", "-x", "@lead"]
    run(engagement, HEAD + "".join(f"Shops,2026-09-30,P{start[1:]},{start},,\n" for start in starts), mapping)
    assert [row["sponsor"] for row in form(engagement, "projects")] == starts
    frame = read_pack(open_engagement(engagement), "retail", Quarter(2026, 3)).form("projects")
    assert frame["sponsor"].tolist() == starts


def test_a_form_that_is_there_is_replaced_only_when_asked_and_the_others_stay(engagement):
    run(engagement)
    pack = engagement / "inputs" / "retail" / "2026Q3"
    (pack / "gates.csv").write_text("project_id,gate\nrefit,one\n", encoding="utf-8")
    changed = GOOD.replace("£5", "£6")
    report = run(engagement, changed)
    assert "inputs/retail/2026Q3/projects.csv: found a form that is there and differs" in text(report)
    assert form(engagement, "projects")[0]["whole_life_cost"] == "5"
    report = run(engagement, changed, replace=True)
    assert report.written == ("inputs/retail/2026Q3/projects.csv",)
    assert report.unchanged == ("inputs/supply/2026Q3/projects.csv",)
    assert form(engagement, "projects")[0]["whole_life_cost"] == "6"
    assert form(engagement, "gates")[0]["gate"] == "one"


def test_importing_the_same_again_changes_nothing_and_is_no_problem(engagement):
    run(engagement)
    before = {name: (engagement / name).stat().st_mtime_ns for name in files(engagement)}
    report = run(engagement)
    assert report.is_complete
    assert report.written == ()
    assert before == {name: (engagement / name).stat().st_mtime_ns for name in files(engagement)}


def test_a_form_is_added_to_a_pack_that_lacks_it(engagement):
    pack = engagement / "inputs" / "retail" / "2026Q3"
    pack.mkdir(parents=True)
    (pack / "goals.csv").write_text("goal_id,title,owner\ng1,Grow,Board\n", encoding="utf-8")
    assert run(engagement).is_complete
    assert sorted(path.name for path in pack.iterdir()) == ["goals.csv", "projects.csv"]


def test_an_excel_pack_is_never_added_to(engagement):
    pack = engagement / "inputs" / "retail" / "2026Q3"
    pack.mkdir(parents=True)
    openpyxl.Workbook().save(pack / "pack.xlsx")
    report = run(engagement, replace=True)
    assert "inputs/retail/2026Q3/pack.xlsx: found an Excel pack" in text(report)
    assert files(engagement) == ["inputs/retail/2026Q3/pack.xlsx"]


def test_a_problem_that_the_packs_own_check_finds_names_the_row_of_the_source(engagement):
    report = run(engagement, GOOD + f"Shops,2026-09-30,{'long ' * 80},,,\n")
    assert "export.csv, row 4, which makes inputs/retail/2026Q3/projects.csv, line 3" in text(report)
    assert files(engagement) == []
    report = run(engagement, GOOD + f"Shops,2026-09-30,{'long ' * 80},,,\n", allow_partial=True)
    assert files(engagement) == ["inputs/supply/2026Q3/projects.csv"]


def test_a_business_unit_that_the_engagement_lacks_is_listed_or_added_when_asked(engagement):
    mapping = MAPPING.replace("aliases: {", "names: {banking: 'Banking: retail', unused: Never}\n  aliases: {banking: Bank, ")
    source = GOOD + "Bank,2026-09-30,Vault,,,\n"
    with pytest.raises(ProblemsFound, match=r"business_units/banking.yaml: found no such file.*--add-business-units"):
        run(engagement, source, mapping)
    report = run(engagement, source, mapping, add_business_units=True)
    assert report.added_business_units == ("banking",)
    assert open_engagement(engagement).business_units["banking"].name == "Banking: retail"
    assert "unused" not in open_engagement(engagement).business_units


def test_a_text_that_stands_for_two_business_units_is_refused(engagement):
    (engagement / "business_units" / "supply.yaml").write_text("name: Supply\nformer_names: [shops]\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="found 'shops' for retail and supply"):
        run(engagement)


def test_a_heading_that_the_source_lacks_is_named_with_the_nearest(engagement):
    with pytest.raises(ProblemsFound, match=r"no column 'Ends'.*Did you mean 'End'\?"):
        run(engagement, GOOD.replace("Ends", "End"))


def test_a_row_with_more_cells_than_headings_is_a_problem(engagement):
    report = run(engagement, HEAD + "Shops,2026-09-30,Refit, store,,,5\n")
    assert "row 2: found 7 cells under 6 headings" in text(report)


def test_a_blank_cell_in_a_required_column_is_a_problem_unless_its_meaning_is_stated(engagement):
    source = HEAD + "Shops,2026-09-30,,,,\n"
    assert "found nothing, expected for projects.title a value, since title is required" in text(run(engagement, source))
    mapping = MAPPING.replace("title: Name", "title: {column: Name, when_blank: Unnamed}")
    mapping = mapping.replace("{id_from: Name}", "{id_from: Name, when_blank: unnamed}")
    assert run(engagement, source, mapping).is_complete


def test_formula_errors_of_excel_are_problems_and_real_dates_and_numbers_are_read(engagement):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [HEAD.strip().split(","), ["Shops", dt.date(2026, 9, 30), "Refit", "Green", dt.datetime(2026, 12, 31), 1.25]]:  # noqa: DTZ001 - Excel knows no time zones
        sheet.append(row)
    path = engagement.parent / "export.xlsx"
    (engagement.parent / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    book.save(path)
    assert import_sources(engagement, engagement.parent / "mapping.yaml", [path]).is_complete
    assert form(engagement, "projects")[0]["forecast_finish"] == "2026-12-31"
    assert form(engagement, "projects")[0]["whole_life_cost"] == "1.25"
    sheet.append(["Shops", dt.date(2026, 9, 30), "Two", "#REF!", "=A1", True])
    sheet["D3"].data_type = "e"
    book.save(path)
    found = text(import_sources(engagement, engagement.parent / "mapping.yaml", [path]))
    assert "export.xlsx, sheet Sheet, row 3, column RAG: found the formula error #REF!" in found
    assert "row 3, column Ends: found a formula that was never calculated" in found
    assert "row 3, column Cost: found 'TRUE', expected for projects.whole_life_cost a number" in found


def test_several_sources_are_imported_together_and_repeats_between_them_found(engagement):
    place = engagement.parent
    (place / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    sources = [place / "one.csv", place / "two.csv"]
    for source in sources:
        source.write_text(GOOD, encoding="utf-8")
    found = text(import_sources(engagement, place / "mapping.yaml", sources))
    assert "one.csv, row 2: found project_id 'refit' again, as in two.csv, row 2" in found
    sources[1].write_text(HEAD + "Shops,2026-09-30,Other,,,\n", encoding="utf-8")
    assert import_sources(engagement, place / "mapping.yaml", sources).is_complete
    with pytest.raises(ProblemsFound, match=r"one.csv: found 2 sources of that name"):
        import_sources(engagement, place / "mapping.yaml", [sources[0], sources[0]])


def test_all_sources_that_can_not_be_read_are_named_at_once(engagement):
    (engagement.parent / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        import_sources(engagement, engagement.parent / "mapping.yaml", [engagement.parent / "a.csv", engagement.parent / "b.csv"])
    assert len(found.value.problems) == 2
    with pytest.raises(PmobookError, match="no source to import"):
        import_sources(engagement, engagement.parent / "mapping.yaml", [])


def test_an_import_into_what_is_no_engagement_is_refused(tmp_path):
    with pytest.raises(PmobookError, match="is no engagement"):
        import_sources(tmp_path, tmp_path / "mapping.yaml", [tmp_path / "export.csv"])


def test_nothing_is_left_behind_whatever_happens(engagement):
    run(engagement, BAD)
    with pytest.raises(ProblemsFound):
        run(engagement, GOOD, MAPPING.replace("retail: [", "nobody: ["))
    run(engagement)
    assert sorted(path.name for path in engagement.iterdir()) == [
        "README.md",
        "business_units",
        "engagement.yaml",
        "imports",
        "inputs",
    ]


def test_a_form_may_leave_rows_out_on_its_own(engagement):
    mapping = (
        MAPPING
        + """\
  project_costs:
    leave_out: {column: Cost, when: "", reason: No money stated.}
    columns:
      project_id: {id_from: Name}
      period: {column: When, period: financial_year, date_formats: YYYY-MM-DD}
      planned_value: Cost
""".replace("leave_out: {", "leave_out:\n    - {")
    )
    report = run(engagement, HEAD + "Shops,2026-09-30,Refit,,,£5\nShops,2026-09-30,Other,,,\n", mapping)
    assert report.is_complete
    assert form(engagement, "project_costs") == [{"project_id": "refit", "period": "FY2026/27", "planned_value": "5"}]
    assert "Left out on purpose from project_costs: 1 row. No money stated." in text(report)


def test_a_quarter_may_be_given_by_a_month(engagement):
    mapping = MAPPING.replace("{column: When,", "{column: When, date_formats: MMM YYYY,")
    assert run(engagement, HEAD + "Shops,Sep 2026,Refit,Green,-,5\n", mapping).problems == ()
    assert files(engagement) == ["inputs/retail/2026Q3/projects.csv"]


def test_a_quotation_mark_that_is_never_closed_is_a_problem_and_nothing_is_written(engagement):
    with pytest.raises(ProblemsFound, match=r"export\.csv, row 2: found a quotation mark that is never closed"):
        run(engagement, HEAD + 'Shops,2026-09-30,"Refit,Green,-,5\nShops,2026-09-30,Night,Green,-,5\n')
    assert files(engagement) == []
