from pmobook.assess.priorities import weights


def test_the_sentence_names_judges_method_ends_and_yardstick(drinks):
    sentence = weights(drinks).sentence
    assert sentence == (
        "1 judge answered 21 of 21 pairs of 7 options (principal eigenvector). water weighs most (32.7%), wine least (1.9%). "
        "The consistency ratio is 0.022 against Saaty's random index, within the limit of 0.1 (0 is perfect, higher is worse)."
    )


def test_the_sentence_of_a_group_says_how_judges_were_combined(noisy):
    table = noisy(3, 4)
    assert "principal eigenvector of the geometric mean of their judgements" in weights(table).sentence
    assert "then the geometric mean of their weights" in weights(table, aggregation="priorities").sentence


def test_labels_stand_in_sentences_without_marks_that_turn_direction():
    assert "\u202e" not in weights({("a\u202eb", "c"): 3}).sentence


def test_pairs_left_open_by_one_judge_are_a_remark_of_theirs_alone(judged):
    whole = {("a", "b"): 1, ("b", "c"): 2, ("a", "c"): 2}
    found = weights(judged({"one": whole, "two": {("a", "b"): 1, ("b", "c"): 2}}))
    assert found.by_judge["two"].remarks == ("1 of 3 pairs not answered, and filled",)
    assert found.remarks == ()
