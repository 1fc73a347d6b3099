"""Codes tell nothing, and no perspective is stated that too few people share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmobook.inputs.perspectives import NOT_STATED
from pmobook.survey.anonymity import generalised, new_code, new_token

COUNTS = st.dictionaries(st.sampled_from(["executive", "sponsor", "pmo", "partner", "other", NOT_STATED]), st.integers(1, 12))


def test_a_rare_perspective_is_not_stated_and_takes_the_smallest_other_with_it():
    """One person alone under "not stated" would be known to be the one who is nothing else."""
    assert generalised({"executive": 1, "pmo": 5, "sponsor": 9}, 5) == {
        "executive": NOT_STATED, "pmo": NOT_STATED, "sponsor": "sponsor",
    }  # fmt: skip


def test_rare_perspectives_that_are_enough_together_leave_the_others_alone():
    assert generalised({"executive": 2, "partner": 3, "pmo": 5}, 5) == {
        "executive": NOT_STATED, "partner": NOT_STATED, "pmo": "pmo",
    }  # fmt: skip


def test_groups_that_are_large_enough_are_stated():
    assert generalised({"executive": 5, "pmo": 6}, 5) == {"executive": "executive", "pmo": "pmo"}


def test_in_a_business_unit_below_the_minimum_nothing_is_stated():
    assert generalised({"executive": 1, "pmo": 3}, 5) == {"executive": NOT_STATED, "pmo": NOT_STATED}


@given(COUNTS, st.integers(2, 8))
def test_every_group_that_can_be_told_apart_is_large_enough_or_is_everybody(counts: dict[str, int], minimum: int):
    stated = generalised(counts, minimum)
    sizes: dict[str, int] = {}
    for perspective, group in stated.items():
        sizes[group] = sizes.get(group, 0) + counts[perspective]
    assert sum(sizes.values()) == sum(counts.values())
    assert len(sizes) <= 1 or min(sizes.values()) >= minimum


def test_codes_and_tokens_begin_with_a_letter_and_spell_nothing():
    """A spreadsheet would turn 12e5 into a number and mar23 into a date."""
    codes = {new_code(()) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 8 and code[0].isalpha() and not set(code) & set("aeiouyl01") for code in codes)
    assert len({new_token() for _ in range(200)}) == 200


def test_a_code_that_is_taken_is_not_given_again(monkeypatch):
    signs = iter("bbbbbbbb" + "bbbbbbbb" + "cccccccc")
    monkeypatch.setattr("pmobook.survey.anonymity.secrets.choice", lambda _: next(signs))
    assert new_code({"bbbbbbbb"}) == "cccccccc"
