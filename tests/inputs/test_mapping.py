import pytest

from pmobook.errors import ProblemsFound
from pmobook.inputs.mapping_checks import load_mapping

START = """\
title: Export
business_unit: {column: Department}
quarter: {constant: 2026Q3}
"""
PROJECTS = """\
forms:
  projects:
    columns:
      project_id: {id_from: [Programme, Project]}
      title: Project
      stage: {constant: executing}
"""


def problems(tmp_path, text):
    path = tmp_path / "client.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_mapping(path)
    return found.value.problems


def test_a_mapping_names_each_heading_of_the_source_once(tmp_path):
    path = tmp_path / "client.yaml"
    path.write_text(START + PROJECTS, encoding="utf-8")
    assert load_mapping(path).headings == ("Department", "Programme", "Project")


def test_all_problems_of_the_keys_come_at_once(tmp_path):
    text = START.replace("title", "titel").replace("2026Q3", "2026Q5") + PROJECTS.replace(
        "executing}", "executing, column: Stage}"
    )
    found = "\n".join(map(str, problems(tmp_path, text)))
    assert "client.yaml, titel: found the unknown key 'titel'" in found
    assert "Did you mean title?" in found
    assert "client.yaml, quarter" in found
    assert "2026Q5' is not a quarter" in found
    assert "forms > projects > columns > stage" in found
    assert "one of column, constant and id_from" in found


def test_all_problems_with_the_forms_come_at_once_with_the_nearest_names(tmp_path):
    text = START + PROJECTS.replace("title:", "titel:") + "  projekts:\n    columns: {project_id: Id}\n"
    found = "\n".join(map(str, problems(tmp_path, text)))
    assert "client.yaml, forms > projects > columns > titel: found the unknown column 'titel'" in found
    assert "Did you mean title?" in found
    assert "found no title, expected every column that the form requires" in found
    assert "found the unknown form 'projekts'" in found
    assert "Did you mean projects?" in found


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("start: {column: A, id_from: B}", "one of column, constant and id_from"),
        ("start: {column: A, period: month}", "period for a column of the type date"),
        ("sponsor: {column: A, date_formats: DD/MM/YYYY}", "date_formats only where the type is date or period"),
        ("start: {column: A, date_formats: '%d'}", "such as DD/MM/YYYY"),
        ("sponsor: {column: A, not_assessed: TBC}", "this column can't be not assessed"),
        ("sponsor: {constant: 'not assessed: gone'}", "this column can't be not assessed"),
        ("confidence: {column: A, values: {Yellow: yelow}}", "one of red, amber/red, amber, amber/green, green"),
        ("confidence: {column: A, values: {Amber: amber, AMBER: red}}", "'Amber' and 'AMBER' clash"),
        ("confidence: {constant: ambr}", "Did you mean amber?"),
        ("whole_life_cost: {column: A, numbers: {decimal: ',', thousands: ','}}", "a decimal mark that differs"),
        ("whole_life_cost: {column: A, numbers: {scale: trillion}}", "'one', 'thousand', 'million' or 'billion'"),
        ("confidence: {column: A, not_assessed: {pattern: '(a+)+'}}", "without a repeated group"),
        ("project_costs: 3", "unknown column 'project_costs'|dictionary"),
    ],
)
def test_a_rule_that_can_mean_nothing_is_refused(tmp_path, line, words):
    found = "\n".join(map(str, problems(tmp_path, START + PROJECTS + f"      {line}\n")))
    assert any(word in found for word in words.split("|")), found


def test_a_period_is_checked_when_it_is_stated(tmp_path):
    text = START + "forms:\n  project_costs:\n    columns: {project_id: Id, period: {constant: 2026-13}}\n"
    assert "FY2026/27" in str(problems(tmp_path, text)[0])


def test_letter_case_may_be_told_to_matter(tmp_path):
    path = tmp_path / "client.yaml"
    values = "      confidence: {column: A, match_case: true, values: {a: amber, A: green}}\n"
    path.write_text(START + PROJECTS + values, encoding="utf-8")
    assert load_mapping(path).forms["projects"].columns["confidence"].match_case


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("{column: D, aliases: {retail: [R, X], supply: [x]}}", "'x' stands for retail and supply"),
        ("{column: D, aliases: {Retail: R}}", "'Retail' is none"),
        ("{column: D, constant: retail}", "one of column and constant"),
        ("{}", "one of column and constant"),
        ("{constant: ../retail}", "'../retail' is none"),
    ],
)
def test_aliases_that_clash_and_ids_that_are_none_are_refused(tmp_path, rule, words):
    text = START.replace("{column: Department}", rule) + PROJECTS
    assert words in str(problems(tmp_path, text)[0])


def test_a_date_column_with_a_format_without_a_day_must_say_which_day(tmp_path):
    line = "      start: {column: A, date_formats: MMM YYYY}\n"
    (found,) = problems(tmp_path, START + PROJECTS + line)
    assert "start > date_formats: found 'MMM YYYY', which gives no day" in str(found)
    assert "Add missing_day: first or last" in found.remedy
    assert len(problems(tmp_path, START + "date_formats: MMM YYYY\n" + PROJECTS + "      start: A\n")) == 1
    path = tmp_path / "client.yaml"
    path.write_text(START + PROJECTS + line.replace("}", ", missing_day: last}"), encoding="utf-8")
    assert load_mapping(path).forms["projects"].columns["start"].missing_day == "last"


def test_the_mappings_own_formats_may_hold_months_for_other_columns(tmp_path):
    path = tmp_path / "client.yaml"
    path.write_text(START + "date_formats: [DD/MM/YYYY, MMM YYYY]\n" + PROJECTS + "      start: A\n", encoding="utf-8")
    assert load_mapping(path).date_formats == ("DD/MM/YYYY", "MMM YYYY")


def test_a_problem_shows_keys_and_values_as_they_stand_in_the_mapping(tmp_path):
    text = START.replace("2026Q3", "2026Q9") + PROJECTS.replace("executing}", "executing, column: Stage}")
    found = "\n".join(map(str, problems(tmp_path, text)))
    assert "quarter: found 'constant: 2026Q9'" in found
    assert "stage: found 'constant: executing, column: Stage'" in found
    assert "{'" not in found


def test_a_problem_shows_a_list_as_it_stands_in_the_mapping(tmp_path):
    (found,) = problems(tmp_path, START.replace("title: Export", "title: [One, two]") + PROJECTS)
    assert found.found == "'[One, two]'"
