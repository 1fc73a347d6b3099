import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmobook.errors import PmobookError
from pmobook.generate.columns import COLUMNS
from pmobook.generate.organisation import business_unit_name, generate
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import find_problems


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def small(folder, **changes):
    return generate(folder, **{"business_units": 3, "quarters": 2, "respondents": 4, "projects": 5, **changes})


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    assert contents(small(tmp_path / "one")) == contents(small(tmp_path / "two"))


def test_another_seed_gives_another_organisation(tmp_path):
    one, two = contents(small(tmp_path / "one")), contents(small(tmp_path / "two", seed=7))
    assert one["inputs/retail/2026Q3/responses.csv"] != two["inputs/retail/2026Q3/responses.csv"]


def test_a_bigger_organisation_begins_with_the_same_business_units(tmp_path):
    one, two = contents(small(tmp_path / "one")), contents(small(tmp_path / "two", business_units=8))
    assert one == {name: data for name, data in two.items() if name in one}
    assert "business_units/manufacturing_2.yaml" in two


def test_business_units_take_up_the_lines_of_business_in_turn():
    assert business_unit_name(5) == ("corporate", "Corporate Centre", "COR")
    assert business_unit_name(13) == ("manufacturing_3", "Manufacturing 3", "MAN3")
    assert len({business_unit_name(number)[0] for number in range(500)}) == 500


def test_it_opens_as_an_engagement_that_asks_for_every_form(tmp_path):
    engagement = open_engagement(small(tmp_path / "one"))
    assert engagement.parameters.forms == tuple(COLUMNS)
    assert [str(quarter) for quarter in engagement.quarters()] == ["2026Q2", "2026Q3"]
    assert "invented" in engagement.parameters.attribution
    assert (engagement.parameters.sector, engagement.parameters.size) == ("Consumer goods", "large")
    assert engagement.parameters.person_days_per_week == 6
    assert not (engagement.folder / "pool").exists()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    number=st.integers(1, 7),
    quarters=st.integers(1, 3),
    respondents=st.integers(1, 5),
    projects=st.integers(1, 30),
    seed=st.integers(0, 2**40),
    last=st.sampled_from(["2026Q3", "2025Q4", "2027Q1", "2030Q2"]),
)
def test_packs_of_any_size_pass_every_check(number, quarters, respondents, projects, seed, last):
    with tempfile.TemporaryDirectory() as place:
        folder = generate(
            Path(place) / "made", business_units=number, quarters=quarters, last_quarter=last, respondents=respondents,
            projects=projects, seed=seed,
        )  # fmt: skip
        engagement = open_engagement(folder)
        last_of_all = list(engagement.business_units)[-1]
        for quarter in engagement.quarters(last_of_all):
            assert find_problems(engagement, last_of_all, quarter) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"business_units": 0}, "at least 1 of its business units; 0 were asked for"),
        ({"respondents": -2}, "at least 1 of its respondents; -2"),
        ({"seed": -1}, "give a whole number from 0"),
        ({"last_quarter": "2026-Q3"}, "is not a quarter"),
    ],
)
def test_a_number_out_of_range_is_refused_and_nothing_is_written(changes, message, tmp_path):
    with pytest.raises(PmobookError, match=message):
        small(tmp_path / "one", **changes)
    assert not (tmp_path / "one").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(PmobookError, match="is not empty"):
        small(tmp_path)
    with pytest.raises(PmobookError, match="is no engagement"):
        small(tmp_path, replace=True)
    with pytest.raises(PmobookError, match="is a file"):
        small(tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_progress_is_told_after_each_business_unit(tmp_path):
    told = []
    small(tmp_path / "one", progress=told.append)
    assert told == ["retail", "manufacturing", "supply_chain"]
