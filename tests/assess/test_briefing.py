"""Three sentences come from findings and rows, name them, and make nothing up where there is nothing."""

import pandas as pd

from pmobook.assess.briefing import brief
from pmobook.assess.findings import Finding, findings_table

NO_MEASURES = pd.DataFrame({"measure_id": [], "title": [], "variation": []})
NO_PROJECTS = pd.DataFrame({"project_id": [], "title": [], "confidence_movement": []})


def measures(*rows):
    return pd.DataFrame(list(rows), columns=["measure_id", "title", "variation"])


def projects(*rows):
    return pd.DataFrame(list(rows), columns=["project_id", "title", "confidence_movement"])


def findings(*rows):
    return findings_table("30_performance", rows)


def test_what_changed_counts_signals_and_movements_and_names_their_rows():
    said = brief(
        findings(),
        measures(("M1", "Waste", "worsening"), ("M2", "Margin", "improving"), ("M3", "Sales", "common")),
        projects(("P1", "Store layout", "worse"), ("P2", "New till", "same")),
        "2026Q2",
    ).changed
    assert said.text == (
        "1 measure got worse beyond chance ('Waste'); 1 measure got better beyond chance ('Margin'); "
        "1 project lost confidence since 2026Q2 ('Store layout')."
    )
    assert said.rests_on == ("measure:M1", "measure:M2", "project:P1")


def test_many_titles_are_counted_after_the_first_three():
    said = brief(findings(), measures(*((f"M{at}", f"T{at}", "worsening") for at in range(5))), NO_PROJECTS, "").changed
    assert said.text == "5 measures got worse beyond chance ('T0', 'T1', 'T2' and 2 others)."
    assert len(said.rests_on) == 5


def test_what_stands_out_is_the_most_severe_finding_word_for_word():
    said = brief(
        findings(Finding("late", "P1", "watch", "P1 is late."), Finding("dear", "P2", "act", "P2 is dear.", "Ann's role")),
        NO_MEASURES, NO_PROJECTS, "",
    )  # fmt: skip
    assert (said.stands_out.text, said.stands_out.rests_on) == ("P2 is dear.", ("dear:P2",))


def test_what_to_decide_gathers_actions_by_who_takes_them():
    acts = [Finding("dear", f"P{at}", "act", f"P{at} is dear.", owner) for at, owner in enumerate(["Buyer", "Buyer", "", "Head"])]
    said = brief(findings(*acts), NO_MEASURES, NO_PROJECTS, "").decide
    assert said.text == "4 findings ask for a decision, to be taken by Buyer (2), Head (1) and nobody named yet (1)."
    assert set(said.rests_on) == {"dear:P0", "dear:P1", "dear:P2", "dear:P3"}


def test_where_nothing_happened_that_is_what_is_said():
    said = brief(findings(), NO_MEASURES, NO_PROJECTS, "")
    assert [one.text for one in said.sentences] == [
        "No measure moved beyond what chance explains, and no owner's confidence moved.",
        "Nothing stands out: no finding calls for attention.",
        "Nothing asks for a decision this quarter.",
    ]
    assert all(one.rests_on == () for one in said.sentences)
