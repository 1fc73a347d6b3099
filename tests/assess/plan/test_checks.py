"""Last quarter's actions: what became of them, and whether their figure moved by more than chance."""

import pandas as pd
import pytest

from pmobook.assess.plan.checks import check_actions
from pmobook.assess.plan.gathered import Gathered
from pmobook.method.improvement_plan import plan_method
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
NEXT_DAY = pd.Timestamp("2026-09-16")
DUE, LATER = pd.Timestamp("2026-09-15"), pd.Timestamp("2026-12-31")


def score(value, low, high):
    return {"area_id": "overall", "is_chosen_rule": True, "score": value, "low": low, "high": high}


def checked(agreed, now=(), before=(), recorded=None):
    gathered = recorded or Gathered({}, {})
    return check_actions(agreed(*now), agreed(*before), gathered, Q3, plan_method().certainty).set_index("action_id")


def row(name, status, **more):
    return {"action_id": name, "title": name.title(), "status": status, **more}


def test_each_action_is_done_late_dropped_or_lost_as_its_two_packs_say(agreed):
    before = [row(name, "agreed", due_on=DUE) for name in ("done", "slow", "open", "given_up", "gone")]
    before += [row("ahead", "under way", due_on=LATER), row("old", "done", done_on=DUE)]
    now = [
        row("done", "done", done_on=DUE), row("slow", "done", done_on=NEXT_DAY), row("open", "under way", due_on=DUE),
        row("given_up", "dropped"), row("ahead", "under way", due_on=LATER), row("old", "done", done_on=DUE),
        row("new", "agreed"),
    ]  # fmt: skip
    found = checked(agreed, now, before)["outcome"].to_dict()
    assert found == {
        "done": "done", "slow": "done late", "open": "late", "given_up": "dropped", "gone": "lost from the list",
        "ahead": "not due yet",
    }  # fmt: skip


def test_a_day_moved_into_the_future_does_not_make_a_late_action_punctual(agreed):
    found = checked(agreed, [row("a", "agreed", due_on=LATER)], [row("a", "agreed", due_on=DUE)]).loc["a"]
    assert found["outcome"] == "late"
    assert "moved to 2026-12-31" in found["note"]


def test_what_the_last_plan_chose_and_no_pack_has_was_not_taken_up(agreed, recorded):
    plan = recorded(
        "actions", {"action_id": "owners", "title": "Name owners", "fits": True}, {"action_id": "waits", "fits": False}
    )
    found = checked(agreed, recorded=Gathered({}, {"actions": plan}))
    assert found["outcome"].to_dict() == {"owners": "not taken up"}


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (score(2.6, 2.5, 2.7), "moved"),
        (score(2.1, 2.0, 2.2), "within noise"),
        (score(1.5, 1.4, 1.6), "moved the wrong way"),
        (score(float("nan"), float("nan"), float("nan")), "not measured"),
    ],
)
def test_a_figure_has_moved_only_beyond_both_intervals_together(agreed, recorded, now, verdict):
    """Half widths of 0.1 each: sqrt(0.1² + 0.1²) = 0.141."""
    gathered = Gathered(
        {"area_scores": recorded("area_scores", now)}, {"area_scores": recorded("area_scores", score(2.0, 1.9, 2.1))}
    )
    done = row("a", "done", done_on=DUE, figure="level", figure_from=2.0, figure_to=2.5)
    found = checked(agreed, [done], [row("a", "agreed")], gathered).loc["a"]
    assert found["verdict"] == verdict
    if verdict != "not measured":
        assert found["noise"] == pytest.approx(0.1414, abs=1e-4)


def test_less_exposure_is_better_and_a_figure_nobody_named_is_not_measured(agreed, recorded):
    def loss(value):
        return {"risk_exposure": recorded("risk_exposure", {"grouping": "total", "cvar95": value, "cvar95_error": 0.05})}

    gathered = Gathered(loss(3.0), loss(4.0))
    found = checked(agreed, [row("a", "done", done_on=DUE, figure="exposure"), row("b", "done", done_on=DUE)], recorded=gathered)
    assert found["verdict"].to_dict() == {"a": "moved", "b": "not measured"}
    assert found.loc["b", "note"] == "No figure was named that it should move."
