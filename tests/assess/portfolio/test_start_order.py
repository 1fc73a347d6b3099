"""A project that requires another can start from the quarter after the other's finish."""

import pandas as pd
import pytest

from pmobook.assess.portfolio.start_order import least_shifts
from pmobook.vocabulary import Quarter

LINK = pd.DataFrame([("C", "requires", "A")], columns=["project_id", "link", "other_project_id"])
PLANNED = {"C": Quarter.parse("2026Q4")}


def projects(**finishes):
    return pd.DataFrame({"project_id": ["A"], **{name: [pd.Timestamp(day)] for name, day in finishes.items()}})


@pytest.mark.parametrize(
    ("finish", "shifts"), [("2026-09-30", {}), ("2026-10-01", {"C": 1}), ("2026-12-31", {"C": 1}), ("2028-01-01", {"C": 6})]
)
def test_it_waits_for_the_quarter_after_the_finish(finish, shifts):
    assert least_shifts(projects(forecast_finish=finish), LINK, PLANNED) == shifts


def test_the_approved_finish_stands_where_there_is_no_forecast():
    assert least_shifts(projects(forecast_finish=None, baseline_finish="2027-02-01"), LINK, PLANNED) == {"C": 2}
    assert least_shifts(projects(forecast_finish="2026-09-01", baseline_finish="2027-02-01"), LINK, PLANNED) == {}


def test_the_last_of_several_to_finish_decides():
    both = pd.concat([projects(forecast_finish="2026-11-01"), projects(forecast_finish="2027-02-01").assign(project_id="B")])
    links = pd.concat([LINK, LINK.assign(other_project_id="B")])
    assert least_shifts(both, links, PLANNED) == {"C": 2}


@pytest.mark.parametrize("link", ["excludes", "together"])
def test_other_rules_and_unknown_finishes_ask_nothing(link):
    assert least_shifts(projects(forecast_finish="2027-02-01"), LINK.assign(link=link), PLANNED) == {}
    assert least_shifts(projects(), LINK, PLANNED) == {}
