"""Every level can be reached by actions, or the first that can't is told with what it waits for."""

from __future__ import annotations

from pmobook.method.model_checks.paths import find_unreachable, reachable_levels
from pmobook.method.model_folder import read_model_folder


def test_every_level_of_a_complete_model_is_reached(small, small_model):
    assert reachable_levels(small_model) == {(one, level) for one in small_model.capability_ids for level in range(4)}
    assert find_unreachable(small_model, small.file_of) == []


def test_what_waits_for_a_step_without_an_action_is_told(small, change):
    """Contracts cannot get to 1, so nothing above is reached, and reviews at 2, which need contracts at 2, are not either."""
    change("sourcing.yaml", "action_id: contracts_to_1\n        to_level: 1", "action_id: contracts_to_1\n        to_level: 2")
    model = read_model_folder(small)
    assert ("performance_reviews", 1) in reachable_levels(model)
    assert ("contracts", 1) not in reachable_levels(model)
    told = [str(one) for one in find_unreachable(model, small.file_of)]
    assert told == [
        (
            "supplier_office/sourcing.yaml, selection_of_suppliers, actions: found level 3 out of reach: it needs "
            "performance_reviews at level 2, which no action leads to, expected a way to every level. Add the action, or take "
            "the dependency out."
        ),
        (
            "supplier_office/model.yaml, performance_reviews, actions: found level 2 out of reach: it needs contracts at level "
            "2, which no action leads to, expected a way to every level. Add the action, or take the dependency out."
        ),
    ]


def test_one_way_is_enough(small, change):
    """An action that waits for the impossible does no harm beside one that does not."""
    change("sourcing.yaml", "title: Let the accounting system hold the register",
           "title: Let it\n        depends_on: [{capability_id: selection_of_suppliers, level: 1}]")  # fmt: skip
    change("sourcing.yaml", "action_id: selection_of_suppliers_to_1\n        to_level: 1",
           "action_id: selection_of_suppliers_to_1\n        to_level: 2")  # fmt: skip
    model = read_model_folder(small)
    assert ("contracts", 3) in reachable_levels(model)
    assert find_unreachable(model, small.file_of) == []
