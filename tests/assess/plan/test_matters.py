"""Findings of the same matter about the same subject become one, and none is lost."""

from pmobook.assess.plan.matters import gather_matters, routes_of
from pmobook.method.improvement_plan import plan_method


def test_what_three_notebooks_say_about_one_project_is_one_matter_with_the_owner_of_the_severest(findings):
    told = findings(
        a=[("late", "P1", "watch", "Head of Stores"), ("late", "P2", "watch", "Head of Wine")],
        b=[("over_cost", "P1", "act", "Head of Books")],
        c=[("greener_than_evidence", "P1", "note", "")],
    )
    first, second = gather_matters(told, plan_method())
    assert (first.action_id, first.severity, first.owner) == ("recover_project:P1", "act", "Head of Books")
    assert first.sources == ["b/over_cost:P1", "a/late:P1", "c/greener_than_evidence:P1"]
    assert second.action_id == "recover_project:P2"


def test_what_is_asked_of_the_business_unit_is_one_matter_whatever_it_is_about(findings):
    told = findings(a=[("goal_without_owner", "G1", "watch", ""), ("risk_without_owner", "R1", "watch", "")])
    (only,) = gather_matters(told, plan_method())
    assert (only.action_id, len(only.findings)) == ("owners", 2)


def test_every_finding_goes_to_an_action_or_says_why_not(findings):
    told = findings(
        a=[
            ("late", "P1", "act", ""),
            ("plan", "", "note", ""),
            ("never_heard_of", "X", "act", ""),
            ("target_near", "M", "note", ""),
        ]
    )
    raised = gather_matters(told, plan_method())
    routes = routes_of(told, raised, {"recover_project:P1": "recover_project:P1", "other": "other"}, plan_method())
    went = dict(zip(routes["finding_id"], routes["action_id"], strict=True))
    assert went == {"late:P1": "recover_project:P1", "never_heard_of:X": "other", "plan": "", "target_near:M": ""}
    assert (routes.loc[routes["action_id"] == "", "note"] != "").all()


def test_without_findings_there_is_nothing(findings):
    told = findings(a=[("late", "P1", "act", "")]).head(0)
    assert gather_matters(told, plan_method()) == ()
    assert routes_of(told, (), {}, plan_method()).empty
