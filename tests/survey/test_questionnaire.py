"""Each respondent is asked in the words of their perspective; where a model is silent, in general ones."""

from __future__ import annotations

from pmobook.survey.questionnaire import items, minutes_to_answer, questionnaire_digest


def test_each_perspective_is_asked_its_own_question(desk):
    assert items(desk.model, "executive")[0].question == "Do you decide by budgets?"
    assert items(desk.model, "pmo")[0].question == "Do you look after budgets?"


def test_a_perspective_without_a_question_is_asked_by_the_definition(desk):
    for perspective in ("other", "not_stated"):
        assert items(desk.model, perspective)[0].question == "How well does this happen today? The PMO looks after budgets."


def test_levels_are_described_or_else_named(desk):
    assert items(desk.model, "pmo")[0].levels[5] == "One sees 5 of budgets."
    area = desk.model.areas[1]
    bare = area.model_copy(update={"capabilities": (area.capabilities[0].model_copy(update={"levels": {}, "questions": {}}),)})
    model = desk.model.model_copy(update={"areas": (bare,)})
    assert items(model, "pmo")[0].levels == tuple(desk.model.levels.values())


def test_the_digest_follows_what_is_seen_and_nothing_else(desk):
    same = desk.make_model(version="1.1")
    assert questionnaire_digest(same) == questionnaire_digest(desk.model)
    assert questionnaire_digest(desk.make_model(suffix=" Always.")) != questionnaire_digest(desk.model)


def test_a_minute_for_each_capability_rounded_up_to_five(desk):
    assert minutes_to_answer(desk.model) == 5
