import dataclasses

from pmobook.desk import panels
from pmobook.desk.level import Reached, Standing
from pmobook.desk.progress import Item, Progress
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow
from pmobook.desk.store import Conflict
from pmobook.desk.why import Held
from pmobook.errors import Problem
from pmobook.method.maturity import maturity_model

MODEL = maturity_model("strategic_pmo")
HOSTILE = "<script>alert(1)</script>"
ROW = PracticeRow("idea_generation", 1, "idea_generation_1a", finding="full", assessor=HOSTILE, note=HOSTILE, status="draft")
HELD = Held("idea_generation_2a", "idea_generation", 2, "not rated", 0.0)
REACHED = Reached(1.0, 1, 1.0, 1.0, "")
STANDING = Standing("cumulative_practices", 5, REACHED, 2, False, (HELD,), (), REACHED, 2, (HELD, HELD))


def test_what_people_wrote_is_shown_as_text():
    other = dataclasses.replace(ROW, note="<b>")
    shown = [
        panels.message("act", HOSTILE),
        panels.problems_panel(HOSTILE, [Problem(HOSTILE, HOSTILE, HOSTILE, HOSTILE)]),
        panels.item_panel(Item(Key("a", 1), HOSTILE, HOSTILE, HOSTILE)),
        panels.standing_line(dataclasses.replace(ROW, evidence_ids=(HOSTILE,), reason=HOSTILE), {}, "2026-09-30"),
        panels.conflict_panel(Conflict(ROW, other)),
        panels.level_panel(MODEL, "idea_generation", STANDING, HOSTILE),
        panels.progress_panel([(HOSTILE, Progress(1, 1, 0, 1, 1, 1))]),
    ]
    assert not [one for one in shown if "<script" in one or "<b>" in one]
    assert all("&lt;script&gt;" in one for one in shown)


def test_the_level_is_told_with_the_practice_that_holds_the_next_one_back():
    shown = panels.level_panel(MODEL, "idea_generation", STANDING, "12 of 60 findings are drafts and are not counted.")
    assert "level 1 <small>(score 1.0)</small>" in shown
    assert "Held back from level 2 by" in shown
    assert MODEL.practice("idea_generation_2a").statement in shown
    assert "(not rated)" in shown
    assert "12 of 60 findings are drafts and are not counted." in shown
    assert "Idea generation (2 practices)" in shown
    assert 'aria-live="polite"' in shown


def said(**changes):
    return panels.level_panel(MODEL, "idea_generation", dataclasses.replace(STANDING, **changes), "")


def test_what_is_not_assessed_yet_says_so_and_never_zero():
    shown = said(capability=Reached(None, None, 0.0, 5.0, "not assessed: no answers"))
    assert '<p class="pmo-desk-reached">not assessed</p>' in shown
    assert "Anything from 0.0 to 5.0 once everything is rated." in shown


def test_before_a_level_is_stated_the_one_that_is_sure_is_told():
    assert "at least level 2" in said(capability=Reached(3.1, None, 2.2, 4.0, "", 2))


def test_the_top_and_what_is_out_of_reach_are_told():
    assert "The highest level is reached." in said(capability=Reached(5.0, 5, 5.0, 5.0, ""), next_level=None, held_back_by=())
    assert "Level 2 can&#x27;t be reached" in said(out_of_reach=True).replace("'", "&#x27;")


def test_a_rule_whose_scores_are_shares_tells_a_share():
    shown = said(rule="goal_stage_share", capability=Reached(0.4, None, 0.4, 0.4, ""), next_level=None, held_back_by=())
    assert "40% in place" in shown


def test_expired_and_unknown_evidence_is_marked():
    row = dataclasses.replace(ROW, evidence_ids=("E1", "E2"))
    shown = panels.standing_line(row, {"E1": EvidenceRow("E1", "Policy", expires="2026-09-30")}, "2026-09-30")
    assert "expired on 2026-09-30" in shown
    assert "E2: not in the form evidence" in shown


def test_both_versions_stand_side_by_side_and_a_removed_one_is_told():
    other = dataclasses.replace(ROW, finding="large")
    shown = panels.conflict_panel(Conflict(ROW, other))
    assert "<mark>full</mark>" in shown
    assert "<mark>large</mark>" in shown
    assert "removed this finding" in panels.conflict_panel(Conflict(ROW, None))


def test_progress_is_told_in_figures_beside_its_bars():
    shown = panels.progress_panel([("All focus areas", Progress(10, 4, 2, 3, 1, 0))])
    assert "4 of 10 (2 not assessed)" in shown
    assert "1 of 3" in shown
    assert "width:40%" in shown


def test_a_moment_is_shown_as_a_person_writes_it_and_anything_else_as_it_stands():
    moment = dataclasses.replace(ROW, changed_by="Lead assessor", changed_at="2026-10-05T14:30:00Z")
    shown = panels.standing_line(moment, {}, "2026-09-30")
    assert "2026-10-05T" not in shown
    assert ">2026-10-05<" in shown
    assert ">14:30:00 UTC<" in shown
    assert "at last Monday" in panels.standing_line(dataclasses.replace(moment, changed_at="last Monday"), {}, "2026-09-30")


def test_where_only_several_practices_together_reach_the_next_level_that_is_told():
    assert "several have to be met together" in said(held_back_by=(), would_help=())
