import pandas as pd

from pmobook.assess.performance.definitions import comparable_values, redefinitions


def form(*rows):
    return pd.DataFrame([dict(zip(("measure_id", "unit_of_measure", "better", "reported_in"), row, strict=True)) for row in rows])


NOW = form(("m", "hours", "higher", "2026Q3"))


def test_a_changed_unit_of_measure_is_found_with_the_packs_around_the_change():
    before = form(("m", "days", "higher", "2026Q1"), ("m", "hours", "higher", "2026Q2"), ("m", "hours", "higher", "2026Q3"))
    (found,) = redefinitions(NOW, before)
    assert (found.column, found.before, found.after, found.last, found.since) == (
        "unit_of_measure", "days", "hours", "2026Q1", "2026Q2",
    )  # fmt: skip


def test_a_changed_direction_is_found_too():
    before = form(("m", "hours", "lower", "2026Q2"), ("m", "hours", "higher", "2026Q3"))
    assert [one.column for one in redefinitions(NOW, before)] == ["better"]


def test_letter_case_spaces_and_empty_cells_are_no_change():
    before = form(("m", " Hours", "higher", "2026Q1"), ("m", "", "", "2026Q2"), ("m", "hours", "higher", "2026Q3"))
    assert redefinitions(NOW, before) == []


def test_the_latest_change_counts():
    packs = [("m", unit, "higher", f"2026Q{quarter}") for quarter, unit in enumerate(("days", "weeks", "hours"), 1)]
    (found,) = redefinitions(NOW, form(*packs))
    assert (found.before, found.since) == ("weeks", "2026Q3")


def test_a_new_measure_or_no_earlier_packs_change_nothing():
    assert redefinitions(NOW, None) == []
    assert redefinitions(NOW, form(("other", "days", "higher", "2026Q1"))) == []


def test_values_reported_before_a_unit_of_measure_changed_are_left_out_and_others_kept():
    before = form(("m", "days", "higher", "2026Q1"), ("m", "hours", "higher", "2026Q3"))
    values = pd.DataFrame(
        {"measure_id": ["m", "m", "n"], "reported_in": ["2026Q1", "2026Q3", "2026Q1"], "value": [1.0, 2.0, 3.0]}
    )
    assert comparable_values(values, redefinitions(NOW, before))["value"].tolist() == [2, 3]
    assert comparable_values(values, []) is values
