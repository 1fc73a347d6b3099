import pytest
from pydantic import ValidationError

from pmobook.method.governance import GovernanceMethod, governance_method
from pmobook.vocabulary import Confidence


def changed(**changes):
    given = governance_method().model_dump()
    for path, value in changes.items():
        *folders, last = path.split("__")
        place = given
        for one in folders:
            place = place[one]
        place[last] = value
    return given


def test_the_method_s_own_file_holds_together():
    method = governance_method()
    assert list(method.evidence) == ["cost", "schedule", "benefits", "risk", "gates"]
    assert method.gate_skipped is Confidence.AMBER_RED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"evidence__cost__limits": {"amber/green": 0.1, "amber": 0.05, "amber/red": 0.2, "red": 0.3}}, "limits that get higher"),
        (
            {"evidence__benefits__limits": {"amber/green": 0.5, "amber": 0.6, "amber/red": 0.7, "red": 0.8}},
            "limits that get lower",
        ),
        ({"evidence__cost__limits": {"amber/green": 0.1}}, "a limit for each"),
        ({"evidence__cost__limits": {"amber/green": "0.1", "amber": 0.2, "amber/red": 0.3, "red": 0.4}}, "a number for each"),
        ({"gate_skipped": "yellow"}, "one of red, amber/red, amber, amber/green, green"),
        ({"expected_impact": {"low": 0, "likely": 0, "high": 0}}, "weights of 0 or more"),
        ({"agreement__interval_share__value": 1.0}, "interval_share between 0 and 1"),
        ({"standards__fewest_projects__value": 1}, "fewest_projects of at least 2"),
        ({"combination__rule": "best"}, "weighted_mean"),
    ],
)
def test_what_can_not_be_worked_with_is_refused(change, words):
    with pytest.raises(ValidationError, match=words):
        GovernanceMethod(**changed(**change))


def test_a_dimension_that_is_left_out_is_refused():
    given = governance_method().model_dump()
    del given["evidence"]["risk"]
    with pytest.raises(ValidationError, match="cost, schedule, benefits, risk and gates"):
        GovernanceMethod(**given)
