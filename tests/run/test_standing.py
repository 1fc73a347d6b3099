"""A business unit is never shown from two packs at once."""

import dataclasses
import json
from types import MappingProxyType

import pytest

from pmobook.record.store import open_store
from pmobook.run.catalogue import find_notebooks
from pmobook.run.plan import make_plan
from pmobook.run.reads import Reads
from pmobook.run.standing import StandingInputs, refuse_mixed_packs, standing_inputs
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
ALL = ("10_goals", "20_more", "30_more")
OTHER = StandingInputs("x")


@pytest.fixture
def catalogue(notebooks, small):
    for name in ALL:
        small.notebook(notebooks, name, small.weights)
    return find_notebooks(notebooks)


@pytest.fixture
def plan(engagement, catalogue):
    return make_plan(engagement, Q3, engagement.business_units, catalogue[:1], {"10_goals": {}})


def test_a_business_unit_whose_other_notebooks_stand_for_another_pack_is_failed_alone(plan, catalogue):
    same = StandingInputs(plan.tasks[0].fingerprint.input_digest)
    standing = {
        "retail": {"10_goals": OTHER, "20_more": same, "30_more": same},
        "wholesale": {"20_more": OTHER, "30_more": OTHER},
    }
    made = refuse_mixed_packs(plan, standing, ["10_goals"], catalogue)
    assert [task.business_unit for task in made.tasks] == ["retail"]
    assert dict(made.failed) == {
        "wholesale": "Its pack (or its own file, or engagement.yaml) has changed since 20_more, 30_more were recorded; "
        "run all notebooks."
    }


@pytest.mark.parametrize(
    ("standing", "chosen"),
    [
        ({}, ["10_goals"]),
        ({"retail": {"10_goals": OTHER}}, ["10_goals"]),
        ({"retail": {"90_no_more": OTHER}}, ["10_goals"]),
        ({"retail": {"20_more": OTHER}}, ALL),
    ],
    ids=["nothing stands", "it stands itself", "a notebook that is no more", "all are chosen"],
)
def test_what_cannot_stand_beside_it_does_not_count(plan, catalogue, standing, chosen):
    assert refuse_mixed_packs(plan, standing, chosen, catalogue) == plan


def test_business_units_that_failed_already_keep_their_reason(plan, catalogue):
    failing = dataclasses.replace(plan, failed=MappingProxyType({"online": "why"}))
    assert dict(refuse_mixed_packs(failing, {}, ["10_goals"], catalogue).failed) == {"online": "why"}


def test_what_a_notebook_declares_to_read_is_all_that_must_be_the_same(plan, catalogue, engagement):
    """It stands beside a pack that differs in a form which it doesn't read."""
    reads = Reads(forms=("goals",))
    same = json.dumps(plan.inputs["retail"].parts(reads), sort_keys=True)
    others = [dataclasses.replace(one, reads=reads) for one in catalogue]
    for parts, refused in ((same, []), (same.replace("form goals", "form risks"), ["retail"]), ("", ["retail"])):
        standing = {"retail": {"20_more": StandingInputs("of another pack", parts)}}
        assert list(refuse_mixed_packs(plan, standing, ["10_goals"], others).failed) == refused


def test_nothing_stands_in_an_empty_store(engagement):
    assert standing_inputs(open_store(engagement.folder), Q3) == {}
