"""A maturity model holds together or is refused."""

import pytest
from pydantic import ValidationError

from pmobook.errors import PmobookError
from pmobook.method.maturity import MaturityModel, maturity_model, maturity_model_names


def definition(**changes: object) -> dict[str, object]:
    capability = {"capability_id": "one", "title": "One", "definition": "It is done."}
    area = {"area_id": "a", "title": "A", "short_title": "A", "definition": "It is done.", "capabilities": [capability]}
    base = {
        "model_id": "small",
        "title": "Small",
        "version": "1",
        "dated": "2026-01-01",
        "source": "a test",
        "levels": {str(level): f"Level {level}" for level in range(6)},
        "areas": [area],
        "scoring_rules": ["weighted_mean"],
    }
    return {**base, **changes}


def test_the_strategic_pmo_has_its_six_focus_areas() -> None:
    model = maturity_model("strategic_pmo")
    assert [area.area_id for area in model.areas] == [
        "portfolio_management",
        "financial_management",
        "enterprise_processes",
        "resource_management",
        "strategic_partner",
        "executive_support",
    ]
    assert len(model.capability_ids) == 26


def test_no_two_definitions_of_the_strategic_pmo_are_alike() -> None:
    texts = [capability.definition for area in maturity_model("strategic_pmo").areas for capability in area.capabilities]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", maturity_model_names())
def test_every_model_of_the_method_loads_under_its_own_name(name: str) -> None:
    assert maturity_model(name).model_id == name


def test_an_unknown_model_lists_those_that_exist() -> None:
    with pytest.raises(PmobookError, match=r"Did you mean strategic_pmo\? params/method/maturity has"):
        maturity_model("strategic_pm")


def test_a_repeated_capability_is_refused() -> None:
    area = definition()["areas"][0]
    with pytest.raises(ValidationError, match="repeated or malformed: one"):
        MaturityModel.model_validate(definition(areas=[area, {**area, "area_id": "b"}]))


def test_a_model_must_name_all_six_levels() -> None:
    with pytest.raises(ValidationError, match="levels must name 0 to 5, in order"):
        MaturityModel.model_validate(definition(levels={"0": "None", "1": "Some"}))


def test_a_weight_of_zero_is_refused_rather_than_taken_for_one() -> None:
    area = definition()["areas"][0]
    capability = {**area["capabilities"][0], "weight": 0}
    with pytest.raises(ValidationError, match="greater than 0"):
        MaturityModel.model_validate(definition(areas=[{**area, "capabilities": [capability]}]))
