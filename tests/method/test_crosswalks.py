"""A crosswalk places every capability once, and all of it."""

from __future__ import annotations

import pytest

from pmobook.method.crosswalks import Crosswalks, find_crosswalk_contradictions
from pmobook.method.maturity import maturity_crosswalks, maturity_model, maturity_model_names

FRAME = {
    "frame_id": "phases",
    "title": "Phases",
    "source": "Made up for tests.",
    "dimensions": [{"dimension_id": "before", "title": "Before"}, {"dimension_id": "after", "title": "After"}],
    "levels": {"1": "Bronze"},
    "mapping": [
        {"capability_id": "selection_of_suppliers", "dimensions": {"before": 1}},
        {"capability_id": "contracts", "dimensions": {"before": 0.4, "after": 0.6}},
    ],
    "not_mapped": [{"capability_id": "performance_reviews", "reason": "It has no place for it."}],
}


def told(model, **changes):
    crosswalks = Crosswalks.model_validate({"crosswalks": [{**FRAME, **changes}]})
    return [str(problem) for problem in find_crosswalk_contradictions(crosswalks, model, "crosswalks.yaml")]


def mapping(**dimensions):
    return [FRAME["mapping"][0], {"capability_id": "contracts", "dimensions": dimensions}]


def test_a_frame_that_places_everything_is_right(small_model):
    assert told(small_model) == []


def test_thirds_add_up_in_spite_of_their_rounding(small_model):
    dimensions = [{"dimension_id": name, "title": name} for name in ("before", "after", "later")]
    assert told(small_model, dimensions=dimensions, mapping=mapping(before=1 / 3, after=1 / 3, later=1 / 3)) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mapping": mapping(before=0.4, after=0.5)}, "phases, mapping > contracts: found shares that add up to 0.9"),
        ({"mapping": mapping(before=1.4, after=-0.4)}, "found -0.4 for after, expected a share above 0 and up to 1"),
        ({"mapping": mapping(before=0.4, afterwards=0.6)}, "found 'afterwards', expected a dimension of phases. Did you mean"),
        ({"not_mapped": []}, "phases: found nothing about performance_reviews, expected each capability of the model once"),
        (
            {"not_mapped": [*FRAME["not_mapped"], {"capability_id": "contracts", "reason": "None."}]},
            "phases: found 'contracts' 2 times in mapping and not_mapped, expected each capability once",
        ),
        (
            {"not_mapped": [*FRAME["not_mapped"], {"capability_id": "contract", "reason": "None."}]},
            "found 'contract', expected a capability of the model. Did you mean contracts?",
        ),
        ({"levels": {"4": "Platinum"}}, "phases, levels: found '4', expected a level from 0 to 3"),
        ({"dimensions": [FRAME["dimensions"][0], *FRAME["dimensions"]]}, "'before' 2 times, expected a dimension_id of its own"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(small_model, changes, words):
    assert any(words in one for one in told(small_model, **changes))


def test_a_frame_is_found_by_its_id(small, small_model):
    crosswalks = small.crosswalks(small_model)
    assert crosswalks.frame("three_phases").dimension_ids == ("before", "during", "after")
    with pytest.raises(KeyError):
        crosswalks.frame("four_phases")


@pytest.mark.parametrize("name", maturity_model_names())
def test_the_method_s_own_crosswalks_fit_their_model(name):
    assert maturity_crosswalks(name).frames
    assert maturity_model(name).model_id == name
