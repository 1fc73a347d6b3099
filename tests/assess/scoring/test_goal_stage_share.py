import pandas as pd
import pytest

from pmobook.assess.scoring import score
from pmobook.errors import ProblemsFound


def test_the_share_of_best_practices_is_shown_by_domain_and_stage(practices, value):
    """Own figures by OPM3's rule: of four best practices of a process, standardise and measure are achieved."""
    found = score("goal_stage_share", practices({"x": {1: [1], 2: [1], 3: [0], 4: [1]}}, area="portfolio"))
    assert found.overall["score"] == 0.5
    assert found.scale_maximum == 1
    assert pd.isna(found.overall["level"])
    shares = [
        value(found, f"share achieved, {one}", area="portfolio") for one in ("standardise", "measure", "control", "improve")
    ]
    assert shares == [1, 1, 0, 0]


def test_with_five_levels_the_first_two_make_a_standard_process(practices, value):
    found = score("goal_stage_share", practices({"x": {1: [1], 2: [0], 3: [0], 4: [0], 5: [0]}}))
    assert value(found, "share achieved, standardise", area="governance") == 0.5


def test_a_best_practice_counts_only_once_all_it_depends_on_does(practices):
    ratings = practices({"x": {1: [1], 2: [1]}, "y": {1: [0]}})
    assert score("goal_stage_share", ratings).overall["score"] == pytest.approx(2 / 3)
    ratings["depends_on"] = ["", "y:1", ""]
    assert score("goal_stage_share", ratings).overall["score"] == pytest.approx(1 / 3)
    ratings["depends_on"] = ["y_10", "", ""]
    assert score("goal_stage_share", ratings).overall["score"] == 0


def test_while_a_dependency_is_not_assessed_the_best_practice_is_left_out(practices):
    ratings = practices({"x": {1: [1], 2: [1]}, "y": {1: [None]}}).assign(depends_on=["", "y", ""])
    found = score("goal_stage_share", ratings)
    assert (found.overall["score"], found.overall["lowest"], found.overall["highest"]) == (1, pytest.approx(1 / 3), 1)


def test_a_dependency_that_leads_nowhere_is_refused(practices):
    with pytest.raises(ProblemsFound, match="column depends_on: found 'zz:1'"):
        score("goal_stage_share", practices({"x": {1: [1]}}).assign(depends_on="zz:1"))


def test_stages_stand_in_for_levels_and_domains_for_areas(value):
    ratings = pd.DataFrame(
        {
            "area": "a",
            "domain": ["project", "portfolio"],
            "capability": "x",
            "stage": ["Standardise", "measure"],
            "rating": [1, 1],
        }
    ).assign(scale_maximum=1)
    found = score("goal_stage_share", ratings)
    assert found.areas["area"].tolist() == ["portfolio", "project"]
    assert found.steps.loc[found.steps["quantity"] == "share met", "level"].tolist() == [2, 1]


def test_areas_with_weights_are_averaged_by_them(practices):
    ratings = pd.concat([practices({"x": {1: [1]}}, area="a"), practices({"y": {1: [0], 2: [0]}}, area="b")], ignore_index=True)
    assert score("goal_stage_share", ratings).overall["score"] == pytest.approx(1 / 3)
    assert score("goal_stage_share", ratings, area_weights={"a": 1, "b": 1}).overall["score"] == 0.5
