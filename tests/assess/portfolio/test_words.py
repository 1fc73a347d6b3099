from pmobook.assess.portfolio.words import amount_in_words, displaced_in_words, limit_in_words


def test_a_role_of_two_words_stays_whole_with_a_quarter_and_without():
    assert limit_in_words("Data engineer 2026Q4") == "Data engineer in 2026Q4"
    assert limit_in_words("Data engineer") == "Data engineer"


def test_money_and_losses_have_words_of_their_own():
    assert limit_in_words("money") == "money"
    assert limit_in_words("risk") == "losses in bad cases"
    assert amount_in_words("money 2026Q4", 1.5) == "1.50 more money in 2026Q4"


def test_what_would_be_chosen_otherwise_is_said_both_ways(problem):
    made = problem()
    assert displaced_in_words(made, ["A"], ["B"]) == "'Tills' would be done in place of 'Shops'"
    assert displaced_in_words(made, ["A"], ["A", "B"]) == "'Tills' would be done"
    assert displaced_in_words(made, ["A", "B"], ["A"]) == "'Tills' would not be done"
    assert displaced_in_words(made, ["A"], ["A"]) == ""
