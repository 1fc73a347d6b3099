"""What a model lacks is told, each thing with its place."""

from __future__ import annotations

import pytest

from pmobook.method.model_checks.content import find_missing, find_uneven_weights
from pmobook.method.model_checks.rules import lint_rules
from pmobook.method.model_folder import read_model_folder


def missing(small):
    model = read_model_folder(small)
    return [(one.severity, str(one)) for one in find_missing(model, small.file_of, lint_rules())]


def test_a_complete_model_lacks_nothing(small):
    assert missing(small) == []


CONTRACTS_2B = """\
      - practice_id: contracts_2b
        level: 2
        statement: Owners are warned six months before the end.
        evidence: Warnings of the last quarter.
"""
CASES = {
    "a statement": (
        '      "1": Contracts lie with the person who signed them.\n', "",
        "contracts, levels > 1: found nothing, expected what one would see at level 1 (When something goes wrong)",
    ),
    "a question": (
        "      user: Do you know what the supplier must do when a delivery fails?\n", "",
        "contracts, questions > user: found nothing, expected a plain question for Those who use what is bought",
    ),
    "a second practice": (CONTRACTS_2B, "", "practices: found 1 practice at level 2, expected 2 to 4 for each level. Add"),
    "evidence": (
        "        evidence: Warnings of the last quarter.\n", "",
        "contracts, practices > contracts_2b > evidence: found nothing, expected the record that would prove it",
    ),
    "steps": (
        "        steps: Ask each signer. Have the missing ones signed.\n", "",
        "contracts, actions > contracts_to_1 > steps: found nothing",
    ),
    "an action for each step": (
        "action_id: contracts_to_1\n        to_level: 1", "action_id: contracts_to_1\n        to_level: 2",
        "contracts, actions: found no action from level 0 to 1, expected at least one for each step",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_a_problem(small, change, case):
    old, new, expected = CASES[case]
    change("sourcing.yaml", old, new)
    ((severity, told),) = missing(small)
    assert severity == "problem"
    assert expected in told


def test_too_many_practices_are_a_problem_too(small, change):
    more = "".join(CONTRACTS_2B.replace("_2b", f"_2{letter}") for letter in "bcde")
    change("sourcing.yaml", CONTRACTS_2B, more)
    ((_, told),) = missing(small)
    assert "found 5 practices at level 2, expected 2 to 4 for each level. Join or drop some." in told


def test_a_long_title_is_counted(small, change):
    change("sourcing.yaml", "title: Start the register", f"title: {'Start ' * 16}")
    ((_, told),) = missing(small)
    assert "contracts_to_2 > title: found 95 characters, expected at most 90" in told


def test_an_id_that_does_not_tell_its_place_is_remarked_on(small, change):
    change("sourcing.yaml", "contracts_2b", "owners_warned")
    ((severity, told),) = missing(small)
    assert severity == "remark"
    assert "found 'owners_warned', expected an id that begins with contracts_2" in told


def weights(small):
    model = read_model_folder(small)
    return [str(one) for one in find_uneven_weights(model, "model.yaml", small.file_of, lint_rules())]


def test_weights_that_differ_a_little_are_no_matter(small, change):
    change("model.yaml", "weight: 2.0", "weight: 5")
    assert weights(small) == []


def test_a_weight_that_drowns_another_is_remarked_on(small, change):
    change("model.yaml", "weight: 2.0", "weight: 5.5")
    change("sourcing.yaml", "weight: 1.5", "weight: 0.1")
    assert weights(small) == [
        (
            "model.yaml: found a weight of 5.5 for delivery beside 1 for sourcing, expected at most 5 times the smallest. "
            "Check that it is meant."
        ),
        (
            "supplier_office/sourcing.yaml, capabilities: found a weight of 1 for contracts beside 0.1 for "
            "selection_of_suppliers, expected at most 5 times the smallest. Check that it is meant."
        ),
    ]
