import datetime as dt

import pytest

from pmobook.inputs.mapping import ColumnRule, Mapping
from pmobook.inputs.sheets import FormulaFault
from pmobook.inputs.source_cells import CellRefusedError, convert_cell
from pmobook.method.forms import form

MAPPING = Mapping.model_validate(
    {
        "title": "Export",
        "business_unit": {"constant": "retail"},
        "quarter": {"constant": "2026Q3"},
        "not_assessed": ["TBC", {"text": "-", "reason": "a dash in the export"}, {"begins": "No"}],
        "blank": ["n/a"],
        "forms": {"projects": {"columns": {"title": "Name"}}},
    }
)


def convert(cell, column, name="projects", **rule):
    return convert_cell(cell, ColumnRule.model_validate({"column": "A", **rule}), form(name).column(column), MAPPING, "million")


def refused(cell, column, name="projects", **rule):
    with pytest.raises(CellRefusedError) as found:
        convert(cell, column, name, **rule)
    return f"found {found.value.found}, expected {found.value.expected}. {found.value.remedy}"


def test_the_text_stays_as_the_reason_for_what_is_not_assessed():
    assert convert("tbc", "forecast_finish") == "not assessed: tbc"
    assert convert("-", "whole_life_cost") == "not assessed: a dash in the export"
    assert convert("Not Assessed: no panel yet", "confidence") == "not assessed: no panel yet"
    assert convert("not assessed", "confidence") == "not assessed"


def test_a_text_that_means_not_assessed_stays_a_text_where_nothing_is_assessed():
    assert convert("TBC", "sponsor") == "TBC"


def test_an_exact_value_comes_before_any_rule():
    assert convert("No", "mandate", values={"No": "no"}) == "no"
    assert convert("TBC", "confidence", values={"tbc": "Amber"}) == "amber"
    assert convert("n/a", "confidence", values={"n/a": "red"}) == "red"
    assert convert("x", "confidence", values={"x": ""}) == ""


def test_letter_case_matters_in_values_only_when_told():
    assert convert("a", "confidence", values={"a": "red", "A": "green"}, match_case=True) == "red"
    assert "add it to values" in refused("X", "confidence", values={"x": "red"}, match_case=True)


def test_a_text_that_is_not_among_the_values_is_refused_with_the_nearest():
    assert "found 'Amberr'" in refused("Amberr", "confidence", values={"Amber": "amber"})
    assert "Did you mean 'Amber'?" in refused("Amberr", "confidence", values={"Amber": "amber"})
    assert convert("Green", "confidence", values={"Yellow": "amber"}, other_values="keep") == "green"


def test_choices_know_their_own_names_and_aliases():
    assert convert("A/G", "confidence") == "amber/green"
    assert "Did you mean amber?" in refused("ambr", "confidence")


def test_a_blank_is_blank_unless_its_meaning_is_stated():
    assert convert(None, "start") == ""
    assert convert("n/a", "start") == ""
    assert convert("", "start", when_blank="not assessed: not in the export") == "not assessed: not in the export"
    assert "found nothing" in refused(None, "title")
    assert "found 'n/a', which means blank" in refused("n/a", "title")


def test_numbers_and_dates_of_excel_need_no_format():
    assert convert(1.5, "whole_life_cost") == "1.5"
    assert convert(0.1 + 0.2, "whole_life_cost") == "0.30000000000000004"
    assert convert(dt.date(2026, 7, 31), "start") == "2026-07-31"
    assert "a number" in refused(dt.date(2026, 7, 31), "whole_life_cost")
    assert "a date as YYYY-MM-DD" in refused(46234.0, "start")
    assert convert(46234.0, "start", date_formats="excel number") == "2026-07-31"


def test_a_whole_number_is_asked_for_where_the_form_counts():
    assert convert("3", "rating", "responses") == "3"
    assert "a whole number" in refused("3.5", "rating", "responses")


@pytest.mark.parametrize(
    ("period", "expected"),
    [("month", "2027-03"), ("quarter", "2027Q1"), ("financial_year", "FY2026/27")],
)
def test_a_period_is_what_the_date_falls_in(period, expected):
    assert convert("2027-03-31", "period", "project_costs", period=period) == expected


def test_a_period_without_a_rule_must_be_one():
    assert convert("FY2026/27", "period", "project_costs") == "FY2026/27"
    assert "Say in the mapping which period" in refused("2027-03-31", "period", "project_costs")
    assert convert("2027-04-01", "period", "project_costs", period="financial_year") == "FY2027/28"


def test_formula_errors_are_named_unless_the_mapping_gives_them_a_meaning():
    assert "the formula error #REF!" in refused(FormulaFault("#REF!"), "start")
    assert "the formula error #N/A" in refused("#N/A", "sponsor")
    assert "never calculated" in refused(FormulaFault(), "sponsor")
    assert convert("#N/A", "start", blank="#N/A") == ""
    assert convert(FormulaFault("#N/A"), "start", not_assessed="#N/A") == "not assessed: #N/A"


def test_a_month_settles_the_period_that_it_lies_in():
    for period, expected in (("month", "2026-09"), ("quarter", "2026Q3"), ("financial_year", "FY2026/27")):
        assert convert("Sep 2026", "period", "project_costs", period=period, date_formats=["MMM YYYY"]) == expected


def test_a_month_where_a_day_is_meant_is_told_with_what_to_add():
    formats = ["DD/MM/YYYY", "MMM YYYY"]
    message = refused("Sep 2026", "start", date_formats=formats)
    assert "found the month 'Sep 2026', expected a day. Add missing_day: first or last" in message
    assert convert("Sep 2026", "start", date_formats=formats, missing_day="last") == "2026-09-30"
