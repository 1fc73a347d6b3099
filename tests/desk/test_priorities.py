"""Comparing goals: what an answer does to the file, to the weights beside it, and when nothing may be written."""

import threading

import pytest

from pmobook.desk.priorities import ComparisonDesk, comparison_desk
from pmobook.desk.priorities_pack import open_judged_pack, save_judgement
from pmobook.desk.priorities_session import STEPS, PrioritiesDesk, nearest_step
from pmobook.errors import PmobookError
from pmobook.inputs.pack import read_pack
from pmobook.lean_imports import skip_slow_format_checks
from pmobook.vocabulary import Quarter

skip_slow_format_checks()

from papermill import execute_notebook  # noqa: E402 - nbformat may be imported only after the line above

from pmobook.method.places import workbook_folder  # noqa: E402 - as above

QUARTER = Quarter.parse("2026Q3")
GOALS = """goal_id,title,owner,parent_goal_id,weight
a,Serve <all> customers,Director,,
b,Waste less,Director,,
c,Grow,Director,,
x,Answer calls,Director,a,
y,Deliver on time,Director,a,
"""
COMPARISONS = """judge;goal_a;goal_b;preference
Chair;b;a;1/3
Chair;b;c;not assessed: no view
Treasurer;a;b;0.33
"""


@pytest.fixture
def judged(engagement, folder):
    """Return the engagement with goals, and comparisons that somebody wrote with semicolons."""
    (folder / "goals.csv").write_text(GOALS, encoding="utf-8")
    (folder / "goal_comparisons.csv").write_text(COMPARISONS, encoding="utf-8")
    return engagement


@pytest.fixture
def sit(judged):
    """Return a function that opens the comparison for somebody."""

    def open_for(judge="Chair"):
        desk = PrioritiesDesk(judged, "retail", QUARTER)
        if judge:
            desk.sit_down(judge)
        return desk

    return open_for


def lines(folder):
    return (folder / "goal_comparisons.csv").read_text(encoding="utf-8").splitlines()


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_goals_are_compared_only_with_those_that_serve_the_same_wider_goal(sit):
    top, below = sit().sets
    assert top.pairs == (("a", "b"), ("a", "c"), ("b", "c"))
    assert (below.title, below.pairs) == ("Serve <all> customers", (("x", "y"),))


def test_an_answer_is_shown_the_way_round_it_is_asked(sit):
    desk = sit()
    assert desk.preference("a", "b") == "3"
    assert desk.preference("b", "a") == "1/3"
    assert desk.preference("b", "c") == ""


def test_an_answer_changes_its_own_row_and_no_other(sit, folder):
    desk = sit()
    assert desk.answer("a", "b", "5").kind == "good"
    assert lines(folder) == ["judge;goal_a;goal_b;preference", "Chair;b;a;1/5", "Chair;b;c;not assessed: no view",
                             "Treasurer;a;b;0.33"]  # fmt: skip
    desk.answer("b", "c", "1/7")
    desk.answer("x", "y", "9")
    assert lines(folder)[2:] == ["Chair;b;c;1/7", "Treasurer;a;b;0.33", "Chair;x;y;9"]


def test_an_answer_taken_back_leaves_no_row(sit, folder):
    desk = sit()
    assert desk.answer("a", "b", "").text == "The answer is taken out."
    assert lines(folder) == ["judge;goal_a;goal_b;preference", "Chair;b;c;not assessed: no view", "Treasurer;a;b;0.33"]


def test_the_first_answer_of_all_begins_the_file_and_the_pack_can_be_read(judged, sit, folder):
    (folder / "goal_comparisons.csv").unlink()
    sit("Head of Audit").answer("a", "c", "1/4")
    assert lines(folder) == ["judge,goal_a,goal_b,preference", "Head of Audit,a,c,1/4"]
    assert read_pack(judged, "retail", QUARTER).form("goal_comparisons")["preference"].tolist() == [0.25]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_the_scale_comes_back_as_it_was_given(sit, step):
    desk = sit()
    desk.answer("a", "b", step)
    assert nearest_step(desk.preference("a", "b")) == step


def test_an_answer_between_two_steps_stands_at_the_nearer_and_stays_as_it_was(sit, folder):
    desk = sit("Treasurer")
    assert nearest_step(desk.preference("a", "b")) == "1/3"
    assert "Treasurer;a;b;0.33" in lines(folder)


def test_what_somebody_else_answered_meanwhile_is_not_overwritten(sit, folder):
    mine, theirs = sit(), sit()
    theirs.answer("a", "b", "7")
    told = mine.answer("a", "b", "1/9")
    assert told.kind == "act"
    assert "somebody else answered this pair as Chair meanwhile (7)" in told.text
    assert mine.preference("a", "b") == "7"
    assert "Chair;b;a;1/7" in lines(folder)


def test_two_who_save_at_once_both_stand_in_the_file(judged, folder):
    def answer(judge):
        for pair in (("a", "c"), ("x", "y")):
            save_judgement(judged, "retail", QUARTER, (judge, *pair), "", "3")

    people = [threading.Thread(target=answer, args=(f"Judge {number}",)) for number in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert len(read_pack(judged, "retail", QUARTER).form("goal_comparisons")) == 3 + 8
    assert not list(folder.glob("*.partial"))


def test_the_same_role_in_other_letters_is_the_same_judge_and_blanks_are_no_role(sit):
    desk = sit(" chair ")
    assert desk.judge == "Chair"
    assert "Enter your role" in desk.sit_down("  ").text
    assert not desk.may_write
    assert "can't be written down" in desk.sit_down("x" * 101).text
    assert desk.answer("a", "b", "3").text == "Enter your role first."


def test_weights_appear_once_answers_connect_all_goals_and_all_judges_stand_beside(sit):
    desk = sit()
    top = desk.sets[0]
    assert desk.own_weights(top).why_not == "Weights appear once the answers connect all goals."
    desk.answer("b", "c", "3")
    own = desk.own_weights(top)
    assert (own.answered, own.possible) == (2, 3)
    assert own.found.weights.to_dict() == pytest.approx({"a": 9 / 13, "b": 3 / 13, "c": 1 / 13})
    everybody = desk.weights_of_all(top)
    assert (everybody.answered, everybody.possible) == (3, 6)


def test_an_excel_pack_is_shown_and_never_written(judged, folder):
    (folder / "goals.csv").unlink()
    (folder / "goal_comparisons.csv").unlink()
    (folder / "practices.csv").unlink()
    (folder / "evidence.csv").unlink()
    (folder / "pack.xlsx").write_bytes(b"no workbook")
    before = everything(folder)
    desk = PrioritiesDesk(judged, "retail", QUARTER)
    desk.sit_down("Chair")
    assert "Excel file" in desk.answer("a", "b", "3").text
    with pytest.raises(PmobookError, match="Excel file"):
        save_judgement(judged, "retail", QUARTER, ("Chair", "a", "b"), "", "3")
    assert everything(folder) == before


def test_a_form_that_cannot_be_read_is_named_and_nothing_is_written(judged, folder):
    (folder / "goal_comparisons.csv").write_text("judge,goal_a,goal_b,preference\nChair,a,nobody,3\n", encoding="utf-8")
    before = everything(folder)
    view = ComparisonDesk(PrioritiesDesk(judged, "retail", QUARTER))
    view.judge.value = "Chair"
    assert "nobody" in view.problems.value
    assert view.pairs == []
    assert everything(folder) == before


def test_a_pack_without_goals_says_what_to_do(engagement, folder):
    before = everything(folder)
    view = ComparisonDesk(PrioritiesDesk(engagement, "retail", QUARTER))
    assert "Hand in the form goals first" in view.problems.value
    assert "Hand in the form goals first" in ComparisonDesk(PrioritiesDesk(engagement, "online", QUARTER)).problems.value
    assert everything(folder) == before


def test_until_a_role_is_entered_nothing_can_be_changed(sit, folder):
    before = everything(folder)
    view = ComparisonDesk(sit(""))
    assert all(pair.slider.disabled and pair.equal.disabled and pair.clear.disabled for pair in view.pairs)
    assert "Enter your role" in view.message.value
    view.pairs[0].slider.value = "9"
    assert everything(folder) == before


def test_a_slider_saves_its_step_and_shows_weights_consistency_and_the_pair_to_ask_again(sit, folder):
    view = ComparisonDesk(sit(""))
    view.judge.value = "Chair"
    first, second, third, _ = view.pairs
    assert first.slider.value == "3"
    assert "not answered" in third.said.value
    third.slider.value = "9"
    assert "Chair;b;c;9" in lines(folder)
    second.slider.value = "1/9"
    assert "contradictory" in view.weights.value
    assert "Ask again: <strong>" in view.weights.value
    assert "Serve &lt;all&gt; customers" in view.weights.value
    second.clear.click()
    assert second.slider.value == "1"
    assert not any(line.startswith("Chair;a;c") for line in lines(folder))
    second.equal.click()
    assert "Chair;a;c;1" in lines(folder)
    assert "equally important" in second.said.value


def test_another_judge_sees_their_own_answers(sit):
    view = ComparisonDesk(sit(""))
    view.judge.value = "Chair"
    assert view.pairs[0].slider.value == "3"
    view.judge.value = "Treasurer"
    assert view.pairs[0].slider.value == "1/3"
    view.judge.value = "Head of Audit"
    assert "not answered" in view.pairs[0].said.value


def test_looking_again_shows_others_answers_and_new_goals(sit, folder):
    view = ComparisonDesk(sit(""))
    view.judge.value = "Chair"
    sit().answer("a", "b", "7")
    view.look.click()
    assert view.pairs[0].slider.value == "7"
    (folder / "goals.csv").write_text(GOALS + "d,New,Director,,\n", encoding="utf-8")
    view.look.click()
    assert len(view.pairs) == 7


def test_an_unknown_business_unit_is_refused(judged):
    with pytest.raises(PmobookError, match="nowhere"):
        comparison_desk(judged, "nowhere", "2026Q3")


def test_opening_a_pack_never_raises_for_its_content(judged, folder):
    (folder / "goals.csv").write_bytes(b"\xff\xfe\x00")
    assert open_judged_pack(judged, "retail", QUARTER).read_only_because


def test_the_notebook_runs_unattended_to_its_end_and_writes_nothing(judged):
    before = everything(judged.folder)
    done = execute_notebook(
        str(workbook_folder() / "notebooks" / "desk" / "priorities.ipynb"),
        None,
        parameters={"engagement": str(judged.folder), "business_unit": "retail", "quarter": "2026Q3"},
        kernel_name="python3",
        progress_bar=False,
        execution_timeout=120,
    )
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.output_type for output in outputs] == ["execute_result"]
    assert "application/vnd.jupyter.widget-view+json" in outputs[0].data
    assert everything(judged.folder) == before
