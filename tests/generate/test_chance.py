import pytest

from pmobook.generate.chance import Chance, pick


def test_a_subject_draws_the_same_numbers_again():
    assert Chance(1, 2).stream("risks").random(3).tolist() == Chance(1, 2).stream("risks").random(3).tolist()


@pytest.mark.parametrize("other", [Chance(2, 0).stream("risks"), Chance(1, 1).stream("risks"), Chance(1, 0).stream("goals"),
                                   Chance(1, 0).stream("risks", 0)])  # fmt: skip
def test_seed_business_unit_subject_and_quarter_each_give_other_numbers(other):
    assert Chance(1, 0).stream("risks").random(3).tolist() != other.random(3).tolist()


def test_an_unknown_subject_is_refused():
    with pytest.raises(ValueError, match="not in tuple"):
        Chance(1, 0).stream("weather")


def test_a_pick_is_one_of_the_items():
    generator = Chance(1, 0).stream("risks")
    assert {pick(generator, ("a", "b")) for _ in range(40)} == {"a", "b"}
