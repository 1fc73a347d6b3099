import pandas as pd
import pytest

from pmobook.assess.governance import assess_governance
from pmobook.assess.tables import GATE_RECORD, GOVERNANCE_STATUS

DEFAULT = {"stage": "executing", "sponsor": "Sponsor", "confidence": "green"}


@pytest.fixture
def assess(fill, unit):
    def run(projects, gates=(), quarter="2026Q3", **others):
        rows = [{"project_id": key, "title": key.upper(), **DEFAULT, **values} for key, values in projects.items()]
        held = fill("gates", [{"decision": "go", "decided_by": "Board", **one} for one in gates])
        return assess_governance(fill("projects", rows), held, quarter, unit, **others)

    return run


def gate(project, name, due, held=None, **values):
    bare = {} if held else {"decision": None, "decided_by": None}
    return {
        "project_id": project, "gate": name, "due_on": pd.Timestamp(due), "held_on": pd.Timestamp(held) if held else None,
        **bare, **values,
    }  # fmt: skip


def told(found):
    return {row.finding_id: (row.severity, row.sentence) for row in found.findings.itertuples()}


def status(found, project):
    return found.governance_status.set_index("project_id").loc[project]


def project_status(**figures):
    return [{"project_id": key, "cost_variance_share": cost, "slip_days": slip} for key, (cost, slip) in figures.items()]


def test_tables_have_the_shape_that_is_recorded(assess):
    found = assess({"p": {}}, [gate("p", "G1", "2026-05-01", "2026-05-01")])
    for name, shape in (("governance_status", GOVERNANCE_STATUS), ("gate_record", GATE_RECORD)):
        assert {column: str(kind) for column, kind in found.tables[name].dtypes.items()} == shape


def test_an_owner_who_is_green_where_the_evidence_is_not_is_a_finding_for_the_sponsor(assess):
    found = assess({"p": {}}, project_status=project_status(p=(0.2, 200)))
    row = status(found, "p")
    assert (row["owner_rating"], row["implied_rating"], row["difference"], row["agreement"]) == ("green", "red", 4, "optimistic")
    severity, sentence = told(found)["greener_than_evidence:p"]
    assert severity == "act"
    assert sentence == (
        "The owner of 'P' rates it green; the evidence implies red: cost red (20.0% above plan) and schedule red (200 days late)."
    )
    assert found.findings.set_index("finding_id").loc["greener_than_evidence:p", "owner"] == "Sponsor"


def test_one_band_apart_is_optimistic_and_no_finding(assess):
    found = assess({"p": {}}, project_status=project_status(p=(0.03, 20)))
    assert status(found, "p")["agreement"] == "optimistic"
    assert "greener_than_evidence:p" not in told(found)


def test_without_evidence_nothing_is_implied_and_every_gap_is_said(assess):
    row = status(assess({"p": {}}), "p")
    assert pd.isna(row["implied_rating"])
    assert row["agreement"] == "not assessed"
    assert row["dimensions"] == 0
    assert row["note"] == (
        "cost not assessed: cost against plan is not known; schedule not assessed: its finish against plan is not known; "
        "benefits not assessed: no benefits were due, or they are not known; risk not assessed: no risk is recorded; "
        "gate record not assessed: no gate was due"
    )


def test_an_owner_s_reason_for_no_rating_is_kept(assess):
    row = status(assess({"p": {"confidence": None, "confidence_not_assessed": "Exempt"}}), "p")
    assert pd.isna(row["owner_rating"])
    assert row["note"].startswith("rating not assessed: Exempt; ")


def test_benefits_and_risks_are_evidence_beside_cost_and_time(assess, fill):
    risk = {"risk_id": "k", "project_id": "p", "probability": 0.5, "impact_low": 1, "impact_likely": 1, "impact_high": 1}
    found = assess({"p": {"whole_life_cost": 5}}, benefits=pd.Series({"p": 0.9}), risks=fill("risks", [risk]))
    row = status(found, "p")
    assert (row["benefits_band"], row["risk_band"], row["risk_figure"]) == ("amber/green", "amber", 0.1)
    assert row["implied_rating"] == "amber"


def test_a_loss_without_a_cost_to_hold_it_against_is_not_assessed(assess, fill):
    risk = {"risk_id": "k", "project_id": "p", "probability": 0.5, "impact_likely": 1}
    found = assess({"p": {"whole_life_cost": -5}}, risks=fill("risks", [risk]))
    assert "risk not assessed: its cost is not known, or not above zero" in status(found, "p")["note"]


@pytest.mark.parametrize(
    ("due", "severity"), [("2026-09-30", None), ("2026-09-29", "watch"), ("2026-08-02", "watch"), ("2026-08-01", "act")]
)
def test_a_gate_is_watched_from_the_day_after_and_asks_for_action_after_two_months(assess, due, severity):
    got = told(assess({"p": {}}, [gate("p", "G1", due)]))
    assert got.get("gate_overdue:p", (None,))[0] == severity


def test_a_project_without_any_gate_held_is_said_to_have_none(assess):
    got = told(assess({"p": {}}, [gate("p", "G1", "2026-07-01"), gate("p", "G2", "2026-08-01")]))
    assert got["gate_overdue:p"] == (
        "act",
        "'P' has 2 gates ('G1' and 'G2') not held, the oldest 91 days after it was due, and none was ever held.",
    )


def test_a_skipped_gate_is_a_finding_and_holds_the_gate_record_down(assess):
    gates = [gate("p", "G1", "2026-05-01"), gate("p", "G2", "2026-06-01", "2026-06-01")]
    found = assess({"p": {}}, gates, project_status=project_status(p=(0, None)))
    assert told(found)["gate_skipped:p"] == ("watch", "'P' went on to a later gate without gate 'G1'.")
    assert (status(found, "p")["gates_band"], status(found, "p")["implied_rating"]) == ("amber/red", "amber")


def test_decisions_without_decision_or_decider_are_findings(assess):
    gates = [
        gate("p", "G1", "2026-05-01", "2026-05-01", decided_by=None),
        gate("p", "G2", "2026-06-01", "2026-06-01", decision=None, decision_not_assessed="lost"),
    ]
    got = told(assess({"p": {}}, gates))
    assert got["decision_without_owner:p"] == ("watch", "Nobody is named who decided at gate 'G1' of 'P'.")
    assert got["gate_without_decision:p"] == ("watch", "'P' held gate 'G2' without a recorded decision.")


@pytest.mark.parametrize(
    ("held", "severity"), [("2026-08-02", None), ("2026-08-01", "watch"), ("2026-04-04", "watch"), ("2026-04-03", "act")]
)
def test_conditions_are_watched_after_two_months_and_ask_for_action_after_six(assess, held, severity):
    got = told(assess({"p": {}}, [gate("p", "G1", held, held, decision="go with conditions", conditions_open=1)]))
    assert got.get("conditions_open:p", (None,))[0] == severity


def test_gates_of_closed_projects_and_ideas_are_shown_and_lead_to_no_finding(assess):
    gates = [gate("p", "G1", "2026-01-01"), gate("q", "G1", "2026-01-01")]
    found = assess({"p": {"stage": "closed"}, "q": {"stage": "idea"}}, gates)
    assert set(told(found)) == set()
    assert found.gates.overdue == 2


def test_a_stale_rating_names_what_moved(assess, fill):
    rows = [
        {"project_id": "p", "title": "P", "confidence": "green", "forecast_finish": pd.Timestamp(day)}
        for day in ("2026-12-01", "2027-03-01")
    ]
    history = fill("projects", rows).assign(reported_in=["2026Q1", "2026Q3"])
    found = assess({"p": {}}, history=history)
    assert told(found)["stale_rating:p"] == (
        "watch",
        "'P' has been rated green for 2 quarters, while the forecast finish moved by 90 days later.",
    )
    assert (status(found, "p")["quarters_unchanged"], status(found, "p")["is_stale"]) == (2, True)


def test_a_business_unit_whose_owners_are_hopeful_throughout_is_named(assess):
    figures = {f"p{place}": (0.06, 40) for place in range(9)}
    mixed = {**figures, "p9": (0.2, 200), "p8": (0.0, 0)}
    found = assess({key: {} for key in mixed}, project_status=project_status(**mixed))
    assert found.agreement.compared == 10
    severity, sentence = told(found)["optimistic_overall"]
    assert severity == "watch"
    assert sentence.startswith("Owners in Retail rate 2.0 bands above what the evidence implies (interval ")
    assert sentence.endswith("of 10 projects 9 higher, 1 the same, 0 lower).")


def test_a_business_unit_that_holds_few_gates_when_due_is_named_once_there_are_enough(assess):
    late = [gate("p", f"G{place}", f"2026-0{place}-01", f"2026-0{place}-02") for place in range(1, 6)]
    assert told(assess({"p": {}}, late))["gates_held_late"] == (
        "watch",
        "Retail held 0% of its 5 gates by the day they were due.",
    )
    assert "gates_held_late" not in told(assess({"p": {}}, late[:4]))


def test_the_headline_counts_gates_and_leans(assess):
    gates = [gate("p", "G1", "2026-05-01", "2026-05-01"), gate("p", "G2", "2026-06-01")]
    found = assess({"p": {}}, gates, project_status=project_status(p=(0.2, 0)))
    assert (
        found.headline == "Retail held 1 of 2 gates when due; 1 overdue; owners rate 1 of 1 project above the evidence, 0 below"
    )


def test_forms_that_were_not_handed_in_are_one_finding_each(assess):
    assert told(assess({}))["governance_missing"] == (
        "watch",
        "Governance is not assessed: the form projects was not handed in.",
    )
    found = assess({"p": {}})
    assert told(found)["gates_missing"] == ("watch", "Whether gates are held is not assessed: the form gates was not handed in.")
    assert found.headline == "Gates of Retail are not assessed: the form gates was not handed in"
    assert pd.isna(status(found, "p")["gates_due"])
