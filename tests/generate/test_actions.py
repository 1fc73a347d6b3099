"""Generated improvement actions follow their course over the last quarters, and nothing is told of earlier ones."""

import pandas as pd

from pmobook.generate.actions import action_rows
from pmobook.generate.columns import COLUMNS
from pmobook.generate.story import ActionStory, organisation_story
from pmobook.inputs.rules.actions import check
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form


def rows(timeline, position, stories=None):
    made = action_rows(stories or organisation_story().actions, "Head of the PMO", timeline, position)
    return [dict(zip(COLUMNS["actions"], row, strict=True)) for row in made]


def test_each_action_has_the_status_of_its_course_and_a_day_of_completion_only_when_done(timeline):
    last = len(timeline.quarters) - 1
    story = ActionStory(action_id="a", title="A", effort_days=1, course=("proposed", "agreed", "done"), due=2)
    told = [rows(timeline, last - back, (story,))[0] for back in (2, 1, 0)]
    assert [one["status"] for one in told] == ["proposed", "agreed", "done"]
    assert [one["agreed_on"] is None for one in told] == [True, False, False]
    assert [one["done_on"] is None for one in told] == [True, True, False]
    assert told[2]["agreed_on"] < told[2]["done_on"] <= told[2]["due_on"]
    assert rows(timeline, last - 3, (story,)) == []


def test_the_demos_actions_break_no_rule_of_the_form(timeline):
    empty = empty_frame(form("actions"))
    for position in range(len(timeline.quarters)):
        told = [{"row": line, **row} for line, row in enumerate(rows(timeline, position), start=2)]
        frame = pd.DataFrame(
            {name: pd.Series([row.get(name) for row in told], dtype=empty[name].dtype) for name in empty.columns}
        )
        assert check(frame) == []


def test_the_demo_has_a_finished_action_with_a_figure_to_check_and_one_that_is_late():
    stories = organisation_story().actions
    assert any(one.course[-1] == "done" and one.figure for one in stories)
    assert any(one.course[-1] in {"agreed", "under way"} and one.due < len(one.course) - 1 for one in stories)
