"""A role belongs to a perspective by its exact text, in any letter case; nothing is guessed."""

from __future__ import annotations

import pytest

from pmobook.inputs.perspectives import NOT_STATED, OTHER, perspective_of, perspective_titles
from pmobook.method.capabilities import Capability, FocusArea, Perspective
from pmobook.method.maturity import MaturityModel

CAPABILITY = Capability(capability_id="budgets", title="Budgets", definition="Budgets are held.")
MODEL = MaturityModel(
    model_id="small", title="A small model", version="1.0", dated="2026-01-01", source="Made for a test.",
    levels={str(level): f"Level {level}" for level in range(6)}, scoring_rules=("weighted_mean",),
    areas=(FocusArea(area_id="money", title="Money", short_title="Money", definition="Held.", capabilities=(CAPABILITY,)),),
    perspectives=(
        Perspective(perspective_id="executive", title="Executives", roles=("Managing director",)),
        Perspective(perspective_id="project_manager", title="Project managers", roles=("Project manager",)),
    ),
)  # fmt: skip
WITHOUT = MODEL.model_copy(update={"perspectives": ()})


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Managing director", "executive"),
        ("MANAGING  DIRECTOR ", "executive"),
        ("project_manager", "project_manager"),
        ("Project managers", "project_manager"),
        ("not stated", NOT_STATED),
        ("Managing director's assistant", OTHER),
        ("director", OTHER),
        ("", OTHER),
    ],
)
def test_the_whole_text_decides_in_any_letter_case(role: str, expected: str):
    assert perspective_of(role, MODEL, {}) == expected


def test_the_engagement_s_word_comes_before_the_model_s():
    assert perspective_of("managing director", MODEL, {"Managing Director": "project_manager"}) == "project_manager"
    assert perspective_of("Bid lead", MODEL, {"Bid lead": "executive"}) == "executive"


def test_a_perspective_that_the_model_lacks_counts_for_nothing():
    assert perspective_of("Bid lead", MODEL, {"Bid lead": "sales"}) == OTHER


def test_a_model_without_perspectives_has_other_and_not_stated():
    assert perspective_of("Managing director", WITHOUT, {}) == OTHER
    assert perspective_titles(WITHOUT) == {OTHER: "Other", NOT_STATED: "Not stated"}


def test_titles_come_in_the_model_s_order_with_other_and_not_stated_last():
    assert list(perspective_titles(MODEL)) == ["executive", "project_manager", OTHER, NOT_STATED]
