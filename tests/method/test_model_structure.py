"""A model that contradicts itself is refused; one that is merely unfinished is not."""

from __future__ import annotations

import pytest

from pmobook.errors import ProblemsFound
from pmobook.method.model_folder import read_model_folder
from pmobook.method.model_structure import find_circle

CASES = {
    "an action depends on what is no capability": (
        "sourcing.yaml", "{capability_id: performance_reviews, level: 2}", "{capability_id: performance_review, level: 2}",
        ("sourcing.yaml, selection_of_suppliers, actions > selection_of_suppliers_to_3, depends_on: found 'performance_review', "
        "expected a capability of the model. Did you mean performance_reviews?"),
    ),
    "an action depends on a level that is none": (
        "sourcing.yaml", "{capability_id: performance_reviews, level: 2}", "{capability_id: performance_reviews, level: 4}",
        "depends_on: found level 4, expected a level from 1 to 3, the model's highest",
    ),
    "a practice stands at a level that is none": (
        "sourcing.yaml", "practice_id: contracts_3b\n        level: 3", "practice_id: contracts_3b\n        level: 4",
        "sourcing.yaml, contracts, practices > contracts_3b: found level 4, expected a level from 1 to 3, the model's highest",
    ),
    "an action leads to a level that is none": (
        "sourcing.yaml", "action_id: contracts_to_3\n        to_level: 3", "action_id: contracts_to_3\n        to_level: 5",
        "contracts, actions > contracts_to_3: found level 5, expected a level from 1 to 3",
    ),
    "a statement describes a level that is none": (
        "sourcing.yaml", '"3": Before a contract', '"4": Before a contract', "contracts, levels: found '4', expected a level",
    ),
    "a question is for nobody": (
        "sourcing.yaml", "buyer: Can you open", "buyers: Can you open",
        "contracts, questions: found 'buyers', expected a perspective that model.yaml lists (buyer, user). Did you mean buyer?",
    ),
    "a practice has another's id": (
        "sourcing.yaml", "practice_id: contracts_1b", "practice_id: selection_of_suppliers_1a",
        ("contracts, practices: found 'selection_of_suppliers_1a' a second time (first in supplier_office/sourcing.yaml, "
        "selection_of_suppliers, practices), expected each practice_id once in the model"),
    ),
    "an action has another's id": (
        "sourcing.yaml", "action_id: contracts_to_2_by_ledger", "action_id: contracts_to_2",
        "contracts, actions: found 'contracts_to_2' a second time",
    ),
    "a capability has another's id": (
        "sourcing.yaml", "capability_id: contracts\n", "capability_id: performance_reviews\n",
        "found 'performance_reviews' a second time (first in supplier_office/sourcing.yaml, performance_reviews)",
    ),
    "an id is malformed": (
        "sourcing.yaml", "practice_id: contracts_1b", "practice_id: Contracts 1b",
        "contracts, practices: found 'Contracts 1b', expected an id: lower-case letters, digits and underscores",
    ),
    "a role belongs to two perspectives": (
        "model.yaml", "roles: [Site manager]", "roles: [category  LEAD]",
        "model.yaml, perspectives > user: found the role 'category LEAD', which belongs to buyer too, expected each role once",
    ),
    "two perspectives have one id": (
        "model.yaml", "perspective_id: user", "perspective_id: buyer", "perspectives > buyer: found 'buyer', expected an id",
    ),
    "actions wait for each other": (
        "sourcing.yaml", "title: Start the register",
        "title: Start it\n        depends_on: [{capability_id: performance_reviews, level: 2}]",
        ("model.yaml, performance_reviews, actions: found dependencies in a circle (performance_reviews at level 2 needs "
        "contracts at level 2 needs performance_reviews at level 2), expected actions that can be put in an order"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_contradiction_is_told_with_its_place(small, change, case):
    name, old, new, expected = CASES[case]
    change(name, old, new)
    with pytest.raises(ProblemsFound) as found:
        read_model_folder(small)
    told = [str(problem) for problem in found.value.problems]
    assert any(expected in one for one in told), told


def test_a_level_depends_on_the_level_below_so_a_longer_way_round_is_a_circle_too(small, change):
    """Contracts at 1 would wait for reviews at 2, which wait for contracts at 2, which wait for contracts at 1."""
    change("sourcing.yaml", "title: Collect the contracts of the ten largest orders",
           "title: Collect\n        depends_on: [{capability_id: performance_reviews, level: 2}]")  # fmt: skip
    with pytest.raises(ProblemsFound, match="in a circle"):
        read_model_folder(small)


def test_a_model_in_order_has_no_circle(small_model):
    assert find_circle(small_model) == []


def test_several_contradictions_are_told_together(small, change):
    change("sourcing.yaml", "buyer: Can you open", "buyers: Can you open")
    change("model.yaml", "{capability_id: contracts, level: 2}", "{capability_id: contract, level: 2}")
    with pytest.raises(ProblemsFound) as found:
        read_model_folder(small)
    assert len(found.value.problems) == 2
