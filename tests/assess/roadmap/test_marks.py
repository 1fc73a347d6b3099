"""A gate to come moves with its project; one that was held or is overdue stands where it is."""

import pandas as pd


def gate(name, due, held: object = None, decision: object = None):
    return {"project_id": "A", "gate": name, "due_on": due, "held_on": held, "decision": decision, "decided_by": "Board"}


def test_gates_are_held_overdue_to_come_or_without_a_day(plans):
    gates = [gate("G1", "2026-08-03", "2026-08-10", "go"), gate("G2", "2026-09-30"), gate("G3", "2026-10-01"), gate("G4", None)]
    marks = plans.draw(plans.CURRENT, gates=gates, starts={"A": 2}).marks.set_index("subject")
    assert marks["state"].to_dict() == {"G1": "held", "G2": "overdue", "G3": "to come", "G4": "not assessed"}
    assert marks.loc["G1", "levelled_on"] == pd.Timestamp("2026-08-10")
    assert marks.loc["G1", "note"] == "decided: go"
    assert marks.loc["G2", "levelled_on"] == pd.Timestamp("2026-09-30")
    assert marks.loc["G3", "levelled_on"] == pd.Timestamp("2026-12-01")
    assert pd.isna(marks.loc["G4", "levelled_on"])


def test_a_gate_of_a_project_that_was_not_levelled_stands_as_planned(plans):
    marks = plans.draw(plans.CURRENT, gates=[gate("G3", "2026-11-02")]).marks
    assert marks["levelled_on"].tolist() == [pd.Timestamp("2026-11-02")]
