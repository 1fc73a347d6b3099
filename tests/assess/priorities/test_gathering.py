import pytest

from pmobook.assess.priorities import weights


def test_a_judgement_is_shown_as_it_was_written(published):
    most = weights(published["house"]).by_judge["the judge"].most_inconsistent
    assert most.preference == 6.0


def test_the_groups_disturbance_is_that_of_the_combined_judgements(judged):
    loop = {("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 1}
    found = weights(judged({"one": loop, "two": {pair: 1 / value for pair, value in loop.items()}}))
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.group_disturbance is None
    assert len(found.most_disturbing) == 2


def test_a_judge_of_no_weight_widens_no_disagreement(judged):
    table = judged({"one": {("a", "b"): 2}, "two": {("a", "b"): 9}})
    found = weights(table, judge_weights={"one": 1, "two": 0})
    assert found.disagreement["spread"].tolist() == [0, 0]
    assert found.pairs["highest"].tolist() == pytest.approx([2])
