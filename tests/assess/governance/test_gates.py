"""Gates of one project and of many, as they stood at the end of 2026Q3 (30 September 2026)."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.governance import record_gates, summarise_gates
from pmobook.assess.tables import GATE_RECORD
from pmobook.errors import PmobookError, ProblemsFound
from pmobook.vocabulary import Quarter

QUARTER = "2026Q3"


def gate(name, due=None, held=None, decision=None, by="Board", open_=None, project="P1"):
    return {
        "project_id": project, "gate": name, "due_on": due, "held_on": held, "decision": decision or ("go" if held else None),
        "decided_by": by, "conditions_open": open_,
    }  # fmt: skip


def statuses(*gates):
    record = record_gates(list(gates), QUARTER)
    return dict(zip(record["gate"], record["status"], strict=True))


def test_a_gate_is_held_when_due_up_to_the_very_day_and_late_from_the_next():
    record = record_gates([gate("G1", "2026-08-31", "2026-08-31"), gate("G2", "2026-09-01", "2026-09-02")], QUARTER)
    assert record["status"].tolist() == ["held when due", "held late"]
    assert record["days_late"].tolist() == [0, 1]


def test_a_gate_held_early_is_late_by_less_than_nothing():
    assert record_gates([gate("G1", "2026-08-31", "2026-08-21")], QUARTER)["days_late"].tolist() == [-10]


def test_the_example_of_the_form_is_seven_days_late():
    """The form gates gives due 2026-08-31 and held 2026-09-07 as its examples."""
    row = record_gates([gate("G3", "2026-08-31", "2026-09-07", "go with conditions", open_="2")], Quarter(2026, 3)).iloc[0]
    assert (row["days_late"], row["decision_days"], row["conditions_open"], row["conditions_days"]) == (7, 23, 2, 23)


def test_a_gate_due_on_the_last_day_of_the_quarter_is_overdue_by_no_day_yet_and_one_due_later_is_not():
    record = record_gates([gate("G1", "2026-09-30"), gate("G2", "2026-10-01")], QUARTER)
    assert record["status"].tolist() == ["overdue", "due later"]
    assert record["days_late"].tolist()[0] == 0
    assert math.isnan(record["days_late"].tolist()[1])


def test_a_gate_is_skipped_if_a_later_one_was_held_even_before_its_own_day():
    assert statuses(gate("G1", "2026-05-01"), gate("G2", "2026-06-01", "2026-06-01")) == {"G1": "skipped", "G2": "held when due"}
    early = statuses(gate("G1", "2026-11-01"), gate("G2", "2026-12-01", "2026-09-01"))
    assert early == {"G1": "skipped", "G2": "held when due"}


def test_a_gate_due_the_same_day_as_one_that_was_held_is_overdue_and_not_skipped():
    assert statuses(gate("G1", "2026-06-01"), gate("G2", "2026-06-01", "2026-06-01"))["G1"] == "overdue"


def test_a_later_gate_of_another_project_skips_nothing():
    assert statuses(gate("G1", "2026-05-01"), gate("G2", "2026-06-01", "2026-06-01", project="P2"))["G1"] == "overdue"


def test_a_change_control_makes_no_gate_skipped():
    extra = gate("Change control: new baseline", "2026-08-01", "2026-08-01")
    assert statuses(gate("G4", "2026-05-01"), extra)["G4"] == "overdue"


def test_nothing_is_due_after_a_project_was_stopped_and_what_was_due_before_stays_due():
    found = statuses(gate("G3", "2026-02-01"), gate("Stop review", "2026-03-01", "2026-03-05", "stop"), gate("G4", "2026-06-01"))
    assert found == {"G3": "overdue", "Stop review": "held late", "G4": "not needed"}


def test_a_gate_held_after_the_quarter_was_not_held_by_its_end_and_the_note_says_when():
    row = record_gates([gate("G1", "2026-09-15", "2026-10-03")], QUARTER).iloc[0]
    assert (row["status"], row["days_late"]) == ("overdue", 15)
    assert row["note"] == "held on 3 October 2026, after the quarter's end"
    assert pd.isna(row["held_on"])
    assert pd.isna(row["decision"])


def test_without_a_day_a_gate_is_neither_due_nor_late():
    record = record_gates([gate("G1", "not assessed: plan lost", "2026-05-01"), gate("G2")], QUARTER)
    assert dict(zip(record["gate"], record["status"], strict=True)) == {"G1": "held", "G2": "no day set"}
    assert record["days_late"].isna().all()
    assert summarise_gates(record, QUARTER).due == 0
    assert math.isnan(summarise_gates(record, QUARTER).share_held_when_due)


def test_days_may_be_texts_dates_or_timestamps_and_rows_in_any_order():
    texts = [gate("G2", "2026-06-01", "2026-06-02"), gate("G1", "2026-05-01", "2026-05-01")]
    stamps = pd.DataFrame(texts[::-1]).assign(
        due_on=lambda rows: pd.to_datetime(rows["due_on"]), held_on=lambda rows: pd.to_datetime(rows["held_on"]).dt.date
    )
    pd.testing.assert_frame_equal(record_gates(texts, QUARTER), record_gates(stamps, QUARTER))
    assert record_gates(texts, QUARTER)["gate"].tolist() == ["G1", "G2"]


def test_no_gates_give_an_empty_record_of_the_right_kinds():
    for nothing in ([], pd.DataFrame()):
        empty = record_gates(nothing, QUARTER)
        assert {name: str(kind) for name, kind in empty.dtypes.items()} == GATE_RECORD
        summary = summarise_gates(empty, QUARTER)
        assert (summary.due, summary.held, summary.next_gate) == (0, 0, "")


def test_decisions_without_a_decision_or_a_decider_are_counted():
    held = [
        gate("G1", "2026-05-01", "2026-05-01", by=""),
        {**gate("G2", "2026-06-01", "2026-06-01"), "decision": None, "decision_not_assessed": "minutes lost"},
        gate("G3", "2026-07-01", "2026-07-01"),
        gate("G4", "2026-11-01", by=""),
    ]
    record = record_gates(held, QUARTER)
    assert summarise_gates(record, QUARTER).without_owner == 2
    assert record["note"].tolist()[1] == "decision not assessed: minutes lost"


def test_open_conditions_add_up_and_the_oldest_counts_and_none_open_have_no_age():
    record = record_gates(
        [
            gate("G1", "2026-05-01", "2026-05-01", "go with conditions", open_=1),
            gate("G2", "2026-07-01", "2026-07-01", "go with conditions", open_=0),
            gate("G3", "2026-09-01", "2026-09-01", "go with conditions", open_=2),
        ],
        QUARTER,
    )
    summary = summarise_gates(record, QUARTER)
    assert (summary.conditions_open, summary.conditions_days) == (3, 152)
    assert math.isnan(record["conditions_days"].tolist()[1])


def test_conditions_that_nobody_counted_are_not_known_and_not_none():
    record = record_gates([gate("G1", "2026-05-01", "2026-05-01", "go with conditions")], QUARTER)
    assert summarise_gates(record, QUARTER).conditions_open is None
    assert record["note"].tolist() == ["open conditions not assessed"]


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ([gate("G1", "2026-05-01", "2026-05-01"), gate("G2", "2026-12-01"), gate("G3", "2027-02-01")], "G2"),
        ([gate("G1", "2026-05-01"), gate("G2", "2026-12-01")], "G1"),
        ([gate("G1", "2026-05-01"), gate("G2", "2026-06-01", "2026-06-01"), gate("G3", "2026-12-01")], "G3"),
        ([gate("G1", "2026-05-01", "2026-05-01", "rework"), gate("G2", "2026-12-01")], "G1 (again)"),
        ([gate("G1", "2026-05-01", "2026-05-01", "stop"), gate("G2", "2026-12-01")], ""),
        ([gate("G1", "2026-05-01", "2026-05-01")], ""),
    ],
)
def test_the_next_gate_is_the_first_not_held_and_not_passed_over(gates, expected):
    assert summarise_gates(record_gates(gates, QUARTER), QUARTER).next_gate == expected


def test_what_is_wrong_is_told_all_at_once_with_its_place():
    with pytest.raises(ProblemsFound) as refused:
        record_gates([gate("G1", "soon"), gate("G2", 45000)], QUARTER)
    assert [str(one) for one in refused.value.problems] == [
        "gates, row 1, column due_on: found 'soon', expected a day. Write it as 2026-08-31.",
        "gates, row 2, column due_on: found '45000', expected a day. Write it as 2026-08-31.",
    ]
    with pytest.raises(ProblemsFound, match="gates, P1, G1: found a second row, expected one row each"):
        record_gates([gate("G1"), gate("G1")], QUARTER)
    with pytest.raises(ProblemsFound, match=r"column conditions_open: found '1\.5', expected a whole number of 0 or more"):
        record_gates([gate("G1", open_=1.5)], QUARTER)
    with pytest.raises(PmobookError, match="have no column gate"):
        record_gates([{"project_id": "P1"}], QUARTER)


day_numbers = st.one_of(st.none(), st.integers(0, 700))


def as_day(number):
    return None if number is None else pd.Timestamp("2025-06-01") + pd.Timedelta(days=number)


@given(st.lists(st.tuples(day_numbers, day_numbers), max_size=7), st.randoms())
def test_every_gate_due_is_held_in_time_or_late_or_overdue_or_skipped_whatever_the_order(days, chance):
    rows = [gate(f"G{place}", as_day(due), as_day(held)) for place, (due, held) in enumerate(days)]
    record = record_gates(rows, QUARTER)
    due = record.loc[(record["due_on"] <= pd.Timestamp("2026-09-30"))]
    assert due["status"].isin(["held when due", "held late", "overdue", "skipped"]).all()
    summary = summarise_gates(record, QUARTER)
    assert summary.due == len(due)
    assert summary.held == int(record["held_on"].notna().sum())
    chance.shuffle(rows)
    pd.testing.assert_frame_equal(record, record_gates(rows, QUARTER))
