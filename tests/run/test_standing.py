"""A business unit is never shown from two packs at once."""

import dataclasses
from types import MappingProxyType

import pytest

from pmobook.record.store import open_store
from pmobook.run.catalogue import find_notebooks
from pmobook.run.plan import make_plan
from pmobook.run.standing import refuse_mixed_packs, standing_inputs
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
ALL = ("10_goals", "20_more", "30_more")


@pytest.fixture
def plan(engagement, notebooks):
    return make_plan(engagement, Q3, engagement.business_units, find_notebooks(notebooks), {"10_goals": {}})


def test_a_business_unit_whose_other_notebooks_stand_for_another_pack_is_failed_alone(plan):
    same = plan.tasks[0].fingerprint.input_digest
    standing = {"retail": {"10_goals": "x", "20_more": same, "30_more": same}, "wholesale": {"20_more": "x", "30_more": "y"}}
    made = refuse_mixed_packs(plan, standing, ["10_goals"], ALL)
    assert [task.business_unit for task in made.tasks] == ["retail"]
    assert dict(made.failed) == {
        "wholesale": "Its pack (or its own file, or engagement.yaml) has changed since 20_more, 30_more were recorded; "
        "run all notebooks."
    }


@pytest.mark.parametrize(
    ("standing", "chosen"),
    [
        ({}, ["10_goals"]),
        ({"retail": {"10_goals": "x"}}, ["10_goals"]),
        ({"retail": {"90_no_more": "x"}}, ["10_goals"]),
        ({"retail": {"20_more": "x"}}, ALL),
    ],
    ids=["nothing stands", "it stands itself", "a notebook that is no more", "all are chosen"],
)
def test_what_cannot_stand_beside_it_does_not_count(plan, standing, chosen):
    assert refuse_mixed_packs(plan, standing, chosen, ALL) == plan


def test_business_units_that_failed_already_keep_their_reason(plan):
    failing = dataclasses.replace(plan, failed=MappingProxyType({"online": "why"}))
    assert dict(refuse_mixed_packs(failing, {}, ["10_goals"], ALL).failed) == {"online": "why"}


def test_nothing_stands_in_an_empty_store(engagement):
    assert standing_inputs(open_store(engagement.folder), Q3) == {}
