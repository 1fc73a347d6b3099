import numpy as np

from pmobook.assess.priorities.connection import connected_groups, find_gaps, words_for_groups


def known(size, *pairs):
    table = np.eye(size, dtype=bool)
    for one, other in pairs:
        table[one, other] = table[other, one] = True
    return table


def test_groups_are_what_chains_of_comparisons_link():
    assert connected_groups(known(5, (0, 4), (4, 2), (1, 3))) == [[0, 2, 4], [1, 3]]


def test_all_linked_leaves_no_gap():
    assert find_gaps(known(3, (0, 1), (1, 2)), "abc", "comparisons") == []


def test_an_option_alone_and_groups_apart_are_told_each():
    problems = find_gaps(known(5, (0, 1), (2, 3)), "abcde", "comparisons")
    assert [problem.where for problem in problems] == ["comparisons, e", "comparisons"]
    assert "2 groups" in problems[1].found


def test_only_options_alone_are_told_one_by_one():
    assert len(find_gaps(known(3), "abc", "comparisons")) == 3


def test_long_groups_are_shortened():
    assert words_for_groups([list(range(9)), [9]], "abcdefghij") == "(a, b, c, d, e and 4 more) and (j)"
