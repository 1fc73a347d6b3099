"""The quarter to do is the last that has ended; it waits for its packs as long as the engagement says, and not a day longer."""

import datetime as dt

import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.run.quarter import find_due
from pmobook.vocabulary import Quarter


@pytest.fixture
def awaited(small, tmp_path):
    """Two business units, packs due on 15 October, awaited until 31 October; the second has handed in none."""
    small.engagement(tmp_path / "engagement")
    with (tmp_path / "engagement" / "engagement.yaml").open("a") as file:
        file.write("packs_due_days: 15\ncalendar: {fiscal_year_starts: '04', wait_until_days: 31}\n")
    (tmp_path / "engagement" / "inputs" / "wholesale" / "2026Q3" / "goals.csv").unlink()
    return open_engagement(tmp_path / "engagement")


@pytest.mark.parametrize(
    ("day", "action", "next_on"),
    [
        ("2026-10-01", "early", "2026-10-15"),
        ("2026-10-14", "early", "2026-10-15"),
        ("2026-10-15", "wait", "2026-11-01"),
        ("2026-10-31", "wait", "2026-11-01"),
        ("2026-11-01", "run", None),
        ("2026-12-31", "run", None),
    ],
)
def test_a_missing_pack_is_awaited_until_the_date(awaited, day, action, next_on):
    due = find_due(awaited, dt.date.fromisoformat(day))
    assert (due.quarter, due.action) == (Quarter(2026, 3), action)
    assert due.next_on == (dt.date.fromisoformat(next_on) if next_on else None)
    assert (due.handed_in, due.missing) == (("retail",), ("wholesale",))


def test_it_runs_on_the_day_that_packs_are_due_once_all_are_in(awaited, small):
    small.pack(awaited.folder, "wholesale")
    assert find_due(awaited, dt.date(2026, 10, 15)).action == "run"
    assert find_due(awaited, dt.date(2026, 10, 14)).action == "early"


def test_what_it_says_names_the_fiscal_quarter_the_date_and_the_missing(awaited):
    assert find_due(awaited, dt.date(2026, 10, 20)).sentence == (
        "2026Q3, FY2026/27 Q2 (July\N{EN DASH}September 2026): waiting until 31 October 2026 for the packs of wholesale."
    )
    assert find_due(awaited, dt.date(2026, 10, 2)).sentence.endswith(
        "not due yet; its packs are due on 15 October 2026. 1 of 2 are in."
    )
    assert find_due(awaited, dt.date(2026, 11, 2)).sentence.endswith(
        "1 of 2 packs are in; no longer awaited are those of wholesale."
    )


def test_a_note_of_handover_alone_is_no_pack(awaited):
    (awaited.folder / "inputs" / "wholesale" / "2026Q3" / "Handover.YAML").write_text("note: it comes tomorrow\n")
    assert find_due(awaited, dt.date(2026, 11, 2)).missing == ("wholesale",)


def test_when_nobody_hands_in_anything_there_is_nothing_to_run(awaited):
    due = find_due(awaited, dt.date(2027, 2, 5))
    assert (due.quarter, due.action) == (Quarter(2026, 4), "nothing")
    assert "nobody handed in a pack by 31 January 2027" in due.sentence


def test_business_units_that_have_left_are_not_awaited(awaited):
    (awaited.folder / "business_units" / "wholesale.yaml").write_text("name: Wholesale\nreports_until: 2026Q2\n")
    assert find_due(open_engagement(awaited.folder), dt.date(2026, 10, 15)).missing == ("wholesale",)  # its empty folder is there
    (awaited.folder / "inputs" / "wholesale" / "2026Q3").rmdir()
    due = find_due(open_engagement(awaited.folder), dt.date(2026, 10, 15))
    assert (due.action, due.missing) == ("run", ())


def test_an_older_quarter_can_be_named_and_a_moment_counts_as_its_day(awaited):
    assert find_due(awaited, dt.datetime(2026, 10, 15, 12, tzinfo=dt.UTC)).action == "wait"
    assert find_due(awaited, dt.date(2027, 3, 1), Quarter(2026, 3)).action == "run"


def test_on_new_year_s_day_the_quarter_is_last_year_s(small, tmp_path):
    assert find_due(small.engagement(tmp_path / "e"), dt.date(2027, 1, 1)).quarter == Quarter(2026, 4)
