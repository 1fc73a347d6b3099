"""An engagement opens whole or says everything that is wrong with it."""

from pathlib import Path

import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

PARAMETERS = """\
organisation: Example
money: {currency: EUR, scale: thousand}
target_levels: {portfolio_management: 3.0, strategic_partner: 2}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "engagement.yaml").write_text(PARAMETERS, encoding="utf-8")
    (tmp_path / "business_units").mkdir()
    (tmp_path / "business_units" / "retail.yaml").write_text(
        "name: Retail\ntarget_levels: {strategic_partner: 4}\n", encoding="utf-8"
    )
    (tmp_path / "business_units" / "technology.yaml").write_text("name: Technology\n", encoding="utf-8")
    return tmp_path


def problems(folder: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        open_engagement(folder)
    return [str(problem) for problem in found.value.problems]


def test_a_business_unit_overrides_what_the_engagement_says(folder: Path) -> None:
    engagement = open_engagement(folder)
    assert engagement.target_levels("retail") == {"portfolio_management": 3.0, "strategic_partner": 4.0}
    assert engagement.target_levels("technology") == {"portfolio_management": 3.0, "strategic_partner": 2.0}
    assert engagement.scoring_rule("retail") == "weighted_mean"
    assert engagement.model("retail").model_id == "strategic_pmo"


def test_quarters_are_those_with_a_pack_folder(folder: Path) -> None:
    for name in ("retail/2026Q2", "retail/2025Q4", "technology/2026Q3", "retail/notes"):
        (folder / "inputs" / name).mkdir(parents=True)
    engagement = open_engagement(folder)
    assert [str(quarter) for quarter in engagement.quarters()] == ["2025Q4", "2026Q2", "2026Q3"]
    assert engagement.quarters("technology") == (Quarter(2026, 3),)


def test_a_folder_that_is_no_engagement_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(PmobookError, match=r"it has no engagement\.yaml.*pmobook init FOLDER"):
        open_engagement(tmp_path)


def test_an_unknown_business_unit_gives_the_nearest(folder: Path) -> None:
    with pytest.raises(PmobookError, match=r"no business unit 'retial'\. Did you mean retail\? It has retail, technology"):
        open_engagement(folder).business_unit("retial")


def test_a_business_unit_cannot_be_a_path(folder: Path) -> None:
    with pytest.raises(PmobookError, match="no business unit"):
        open_engagement(folder).pack_folder("../retail", Quarter(2026, 3))


def test_everything_wrong_is_told_at_once(folder: Path) -> None:
    (folder / "engagement.yaml").write_text("organisation: Example\nmoney: {currency: euro}\nfroms: []\n", encoding="utf-8")
    (folder / "business_units" / "Big Unit.yaml").write_text("name: Big\n", encoding="utf-8")
    (folder / "business_units" / "retail.yaml").write_text("nam: Retail\n", encoding="utf-8")
    told = "\n".join(problems(folder))
    for words in ("money > currency: found 'euro'", "Did you mean forms?", "Big Unit.yaml: found the name", "Did you mean name?"):
        assert words in told


def test_names_that_do_not_exist_are_told(folder: Path) -> None:
    (folder / "business_units" / "retail.yaml").write_text(
        "name: Retail\nparent: group\ntarget_levels: {portfolio: 3, strategic_partner: 6}\n", encoding="utf-8"
    )
    told = problems(folder)
    assert "business_units/retail.yaml, parent: found 'group'" in told[0]
    assert "target_levels > portfolio: found an unknown focus area, expected one of portfolio_management" in told[1]
    assert "found 6.0, expected a level from 0 to 5" in told[2]


def test_an_unknown_form_is_refused_with_the_nearest(folder: Path) -> None:
    (folder / "engagement.yaml").write_text(PARAMETERS + "forms: [riks]\n", encoding="utf-8")
    assert "did you mean risks?" in problems(folder)[0]


def test_an_unknown_model_is_told_with_its_file(folder: Path) -> None:
    (folder / "business_units" / "retail.yaml").write_text("name: Retail\nmaturity_model: strategic\n", encoding="utf-8")
    assert problems(folder)[0].startswith("business_units/retail.yaml, maturity_model: found 'strategic', expected a model")


def test_an_engagement_without_business_units_says_so(folder: Path) -> None:
    for path in (folder / "business_units").iterdir():
        path.unlink()
    assert "expected one YAML file for each business unit" in problems(folder)[0]


def test_a_business_unit_that_was_dissolved_reports_no_more(folder: Path) -> None:
    (folder / "business_units" / "retail.yaml").write_text(
        "name: Retail\nreports_from: 2025Q1\nreports_until: 2026Q1\n", encoding="utf-8"
    )
    engagement = open_engagement(folder)
    expected = {"2024Q4": False, "2025Q1": True, "2026Q1": True, "2026Q2": False}
    assert {text: "retail" in engagement.reporting(Quarter.parse(text)) for text in expected} == expected


def test_a_pack_handed_in_all_the_same_is_not_passed_over(folder: Path) -> None:
    (folder / "business_units" / "retail.yaml").write_text("name: Retail\nreports_until: 2026Q1\n", encoding="utf-8")
    (folder / "inputs" / "retail" / "2026Q2").mkdir(parents=True)
    assert "retail" in open_engagement(folder).reporting(Quarter(2026, 2))


def test_a_last_quarter_that_is_none_is_told(folder: Path) -> None:
    (folder / "business_units" / "retail.yaml").write_text("name: Retail\nreports_until: spring\n", encoding="utf-8")
    assert "Write the year and the quarter, as in 2026Q3" in problems(folder)[0]


def test_a_business_unit_may_have_a_budget_in_total_and_by_quarter(tmp_path):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "engagement.yaml").write_text("organisation: Northwind Stores\nmoney: {currency: EUR}\n", encoding="utf-8")
    unit = tmp_path / "business_units" / "retail.yaml"
    unit.write_text("name: Retail\nbudget: 12\nbudget_by_quarter: {2026Q4: 3.2}\n", encoding="utf-8")
    opened = open_engagement(tmp_path).business_unit("retail")
    assert (opened.budget, opened.budget_by_quarter) == (12.0, {"2026Q4": 3.2})
    unit.write_text("name: Retail\nbudget: -1\nbudget_by_quarter: {2026-10: 3}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="not a quarter"):
        open_engagement(tmp_path)


def test_leadership_says_which_weights_count_how_much_may_be_lost_and_whether_starts_move(tmp_path):
    (tmp_path / "engagement.yaml").write_text(f"{PARAMETERS}goal_weights: given\nstart_shifts: false\n", encoding="utf-8")
    (tmp_path / "business_units").mkdir()
    unit = tmp_path / "business_units" / "retail.yaml"
    unit.write_text("name: Retail\nrisk_tolerance: {amount: 2, dated: 2026-07-01, set_by: Board}\n", encoding="utf-8")
    engagement = open_engagement(tmp_path)
    assert engagement.parameters.goal_weights == "given"
    assert not engagement.parameters.start_shifts
    tolerance = engagement.business_unit("retail").risk_tolerance
    assert (tolerance.amount, str(tolerance.dated), tolerance.set_by) == (2.0, "2026-07-01", "Board")


def test_without_a_word_of_leadership_the_method_decides_and_nothing_is_tolerated_or_not(folder: Path) -> None:
    engagement = open_engagement(folder)
    assert engagement.parameters.goal_weights is None
    assert engagement.business_unit("retail").risk_tolerance is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("risk_tolerance: {amount: 0, dated: 2026-07-01, set_by: Board}", "risk_tolerance > amount"),
        ("risk_tolerance: {amount: 2, set_by: Board}", "risk_tolerance > dated"),
        ("risk_tolerance: {amount: 2, dated: 2026-07-01}", "risk_tolerance > set_by"),
    ],
)
def test_a_tolerance_needs_an_amount_a_day_and_who_set_it(folder: Path, line: str, words: str) -> None:
    (folder / "business_units" / "retail.yaml").write_text(f"name: Retail\n{line}\n", encoding="utf-8")
    assert any(words in problem for problem in problems(folder))


@pytest.mark.parametrize(("given", "words"), [("3.5", "less than 1"), ("-0.01", "greater than or equal to 0")])
def test_a_discount_rate_is_a_share_and_the_method_s_if_left_out(folder: Path, given: str, words: str) -> None:
    place = folder / "engagement.yaml"
    assert open_engagement(folder).parameters.discount_rate is None
    place.write_text(f"{PARAMETERS}discount_rate: 0.05\n", encoding="utf-8")
    assert open_engagement(folder).parameters.discount_rate == 0.05
    place.write_text(f"{PARAMETERS}discount_rate: {given}\n", encoding="utf-8")
    (problem,) = problems(folder)
    assert "engagement.yaml, discount_rate" in problem
    assert words in problem


def test_tolerances_of_single_categories_are_read_with_blanks_evened_out(folder: Path) -> None:
    line = "risk_tolerance: {amount: 2, by_category: {Supplier: 1, ' Data  protection': 0.5}, dated: 2026-07-01, set_by: Board}"
    (folder / "business_units" / "retail.yaml").write_text(f"name: Retail\n{line}\n", encoding="utf-8")
    tolerance = open_engagement(folder).business_unit("retail").risk_tolerance
    assert tolerance is not None
    assert tolerance.by_category == {"Supplier": 1.0, "Data protection": 0.5}


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ("{Supplier: 0}", "an amount of money above 0 for 'Supplier'"),
        ("{Supplier: true}", "an amount of money above 0 for 'Supplier'"),
        ("{Supplier: much}", "an amount of money above 0 for 'Supplier'"),
        ("{' ': 1}", "the name of a category before each amount"),
        ("{Supplier: 1, suppliers: 2}", "'Supplier' and 'suppliers' are spelled alike"),
    ],
)
def test_a_tolerance_of_a_category_is_an_amount_and_named_once(folder: Path, amounts: str, words: str) -> None:
    line = f"risk_tolerance: {{amount: 2, by_category: {amounts}, dated: 2026-07-01, set_by: Board}}"
    (folder / "business_units" / "retail.yaml").write_text(f"name: Retail\n{line}\n", encoding="utf-8")
    assert any("risk_tolerance > by_category" in problem and words in problem for problem in problems(folder))


def test_what_a_business_unit_can_spend_on_improving_goes_before_the_engagements(tmp_path):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "engagement.yaml").write_text(
        "organisation: Acme\nmoney: {currency: GBP}\nimprovement: {effort_days: 40, day_cost: 0.001}\n"
    )
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\nimprovement: {effort_days: 12}\n")
    (tmp_path / "business_units" / "wine.yaml").write_text("name: Wine\n")
    opened = open_engagement(tmp_path)
    assert (opened.improvement("retail").effort_days, opened.improvement("retail").day_cost) == (12, 0.001)
    assert (opened.improvement("wine").effort_days, opened.improvement("wine").budget) == (40, None)


def test_a_language_without_a_catalogue_names_those_that_have_one(folder: Path) -> None:
    with (folder / "engagement.yaml").open("a", encoding="utf-8") as file:
        file.write("language: tlh\n")
    assert "a language that there is a catalogue for: en or de" in problems(folder)[0]
