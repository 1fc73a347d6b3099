import pytest

from pmobook.method.alignment import AlignmentMethod, alignment_method
from pmobook.method.forms import form
from pmobook.method.priorities import priorities_method


def test_the_method_names_an_index_that_there_is_and_stages_of_the_form():
    method = alignment_method()
    assert method.weights.random_index in priorities_method().random_indices
    assert set(method.sponsored_stages) < set(form("projects").column("stage").choices)


def test_an_unknown_precedence_is_refused():
    content = alignment_method().model_dump()
    content["weights"]["prefer"] = "loudest"
    with pytest.raises(ValueError, match="comparisons"):
        AlignmentMethod.model_validate(content)


@pytest.mark.parametrize(("goal_weights", "prefer"), [("given", "given"), ("judged", "comparisons"), (None, "comparisons")])
def test_an_engagement_says_which_weights_count_first_and_leaves_the_rest_of_the_method(goal_weights, prefer):
    method = alignment_method()
    changed = method.preferring(goal_weights)
    assert changed.weights.prefer == prefer
    assert changed.weights.method == method.weights.method
    assert changed.sponsored_stages == method.sponsored_stages
    assert method.weights.prefer == "comparisons"
