"""Which matter a finding belongs to: every kind that a notebook can raise has one, or a reason why it asks for nothing."""

import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

import pmobook
from pmobook.method.improvement_plan import PlanMethod, plan_method

ASSESS = Path(pmobook.__file__).parent / "assess"

NAMED_ELSEWHERE = {
    "delivery_findings.py": {"confidence_not_assessed", "cost_not_assessed", "schedule_not_assessed"},
    "earned_value/data_findings.py": {
        "zero_budget", "cost_without_plan", "earned_before_cost", "earned_above_budget", "actual_cost_ahead", "missing_periods",
    },
    "governance/findings.py": {"optimistic_overall", "pessimistic_overall"},
    "maturity/findings.py": {"responses_missing", "practices_missing"},
    "resources/findings.py": {"capacity_missing", "demand_missing"},
    "risk/categories.py": {"categories_alike", "drivers_alike"},
    "risk/response_findings.py": {"responses_without_effect", "responses_without_cost"},
    "roadmap/findings.py": {"benefit_leaves_year", "benefit_delayed"},
}  # fmt: skip
"""Kinds that a module puts together rather than writing them where the finding is made."""


def kinds_raised():
    """Return every kind written where a finding is made, and the modules that put kinds together."""
    kinds, computed = set(), set()
    for path in sorted(ASSESS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                kind = node.args[0] if node.args else next(one.value for one in node.keywords if one.arg == "kind")
                if isinstance(kind, ast.Constant):
                    kinds.add(kind.value)
                else:
                    computed.add(path.relative_to(ASSESS).as_posix())
    return kinds, computed


def test_every_kind_of_finding_has_a_matter_or_a_reason_for_none():
    method = plan_method()
    kinds, computed = kinds_raised()
    assert computed == set(NAMED_ELSEWHERE), "a module puts kinds together: name them in NAMED_ELSEWHERE"
    placed = {kind for matter in method.matters for kind in matter.kinds} | set(method.no_action)
    lacking = sorted((kinds | set().union(*NAMED_ELSEWHERE.values())) - placed)
    assert not lacking, f"give these a matter in params/method/improvement_plan.yaml: {', '.join(lacking)}"


def test_a_kind_that_nobody_placed_is_looked_into_and_one_without_action_has_none():
    method = plan_method()
    assert method.matter_of("never_heard_of").matter_id == "other"
    assert method.matter_of("next_question") is None
    assert method.matter_of("late").matter_id == method.matter_of("over_cost").matter_id == "recover_project"


def test_a_kind_in_two_matters_is_refused():
    content = plan_method().model_dump()
    content["matters"] = tuple(
        one | {"kinds": (*one["kinds"], "late")} if one["matter_id"] == "owners" else one for one in content["matters"]
    )
    with pytest.raises(ValidationError, match=r"each matter and kind once.*late"):
        PlanMethod(**content)
