from pmobook.show.maturity import cost_of_next_level, next_questions, path_to_target


def test_the_path_is_drawn_on_a_calendar_and_written_out(named, text):
    exhibit = path_to_target(named)
    said = text(exhibit)
    assert said.startswith(named.plan.sentence)
    assert exhibit.html.count("<svg") == 1
    assert "1 October 2026" in said
    assert "person-days" in said
    assert "the score is then" in said


def test_a_long_path_is_drawn_in_part_and_says_so(assess, text):
    said = text(path_to_target(assess(targets={"delivery": 5, "money": 5, "people": 5})))
    assert "Drawn are the first 12 of " in said, said[:300]


def test_the_next_level_has_a_price_under_every_rule(named, text):
    said = text(cost_of_next_level(named))
    assert "Weighted mean (chosen)" in said
    assert "Service sophistication" in said
    assert "80%" in said or "60%" in said


def test_the_question_to_ask_first_comes_first(appraised, text):
    said = text(next_questions(appraised))
    assert said.index("Find out about") < said.index("Show ")


def test_without_answers_there_is_no_path_and_no_price(nothing, text):
    assert "There is no plan" in text(path_to_target(nothing))
    assert "can't be said" in text(cost_of_next_level(nothing))


def test_without_targets_the_path_says_so(assess, text):
    assert "There is no plan: no target level" in text(path_to_target(assess(targets={})))


def test_when_everything_is_answered_nothing_is_open(named, text):
    assert "Nothing is open" in text(next_questions(named))
