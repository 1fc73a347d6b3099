import datetime as dt
from collections import Counter

from pmobook.generate.chance import Chance
from pmobook.generate.levels import draw_arc
from pmobook.method.maturity import maturity_model


def test_older_packs_are_validated_throughout(unit, practices):
    for position in range(7):
        assert {row["status"] for row in practices(unit, position)} == {"validated"}


def test_the_newest_pack_is_mostly_validated_and_the_rest_has_come_so_far(unit, practices):
    count = Counter(row["status"] for row in practices(unit))
    assert count["validated"] > 0.65 * count.total()
    assert count["submitted"] > count["draft"] > 0
    assert 1 <= count["returned"] <= 2


def test_business_units_differ_in_how_much_is_validated(demo, practices):
    shares = {
        name: sum(row["status"] == "validated" for row in practices(one)) / len(practices(one)) for name, one in demo.items()
    }
    assert shares["technology"] > 0.9
    assert shares["supply_chain"] < 0.75


def test_nobody_validates_a_finding_of_his_own(unit, practices):
    for row in practices(unit):
        assert (row["validated_by"] is not None) == (row["status"] == "validated")
        assert row["validated_by"] != row["assessor"]


def test_a_returned_finding_says_why_and_no_other_does(unit, practices):
    rows = practices(unit)
    assert all((row["reason"] is not None) == (row["status"] == "returned") for row in rows)
    assert all(row["evidence_ids"] for row in rows if row["status"] == "returned")


def test_whoever_acted_last_is_named(unit, practices):
    for row in practices(unit):
        own = row["status"] in {"draft", "submitted"}
        assert (row["changed_by"] == row["assessor"]) == own


def test_every_change_lies_between_the_last_evidence_and_the_day_the_pack_came_in(unit, timeline, practices):
    for position, quarter in enumerate(timeline.quarters):
        days = [dt.datetime.fromisoformat(row["changed_at"]) for row in practices(unit, position)]
        assert all(day.utcoffset() == dt.timedelta(0) for day in days)
        assert min(days).date() >= quarter.first_day + dt.timedelta(days=80)
        assert max(days).date() < unit.received_on(position)
        assert all(day.weekday() < 5 for day in days)


def test_only_lower_levels_of_a_draft_are_submitted(unit, practices):
    draft = {row["capability_id"] for row in practices(unit) if row["status"] == "draft"}
    for row in practices(unit):
        if row["capability_id"] in draft:
            assert row["status"] == ("draft" if row["level"] >= 3 else "submitted")


def test_a_drawn_arc_leaves_something_open_more_often_than_not():
    model = maturity_model("strategic_pmo")
    open_ones = [draw_arc(Chance(5, number), model).review for number in range(30)]
    assert sum(one.submitted + one.draft + one.returned > 0 for one in open_ones) > 20
