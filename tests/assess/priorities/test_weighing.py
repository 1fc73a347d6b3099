import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.priorities import weights
from pmobook.errors import PmobookError, ProblemsFound

STEPS = [1 / 9, 1 / 7, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5, 7, 9]
METHODS = ["eigenvector", "geometric_mean"]


@st.composite
def answers(draw, least=3, most=6):
    size = draw(st.integers(least, most))
    return {pair: draw(st.sampled_from(STEPS)) for pair in itertools.combinations([f"g{one}" for one in range(size)], 2)}


def test_drinks_come_to_the_published_weights(drinks):
    found = weights(drinks)
    assert found.weights.round(4).to_dict() == {
        "coffee": 0.1775, "wine": 0.0191, "tea": 0.0418, "beer": 0.1164, "soda": 0.1896, "milk": 0.1288, "water": 0.3268,
    }  # fmt: skip
    assert found.weights.round(3)["water"] == 0.327
    assert found.weights.sum() == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize(("name", "ratio"), [("saaty", 0.022), ("saaty_1980", 0.022), ("donegan_dodd", 0.0235), ("dd", 0.0235)])
def test_drinks_come_to_the_published_consistency_ratio(drinks, name, ratio):
    found = weights(drinks, random_index=name)
    assert round(found.consistency_ratio, 3 if "saaty" in name else 4) == ratio
    assert found.consistency_ratio == pytest.approx((found.lambda_max - 7) / 6 / found.random_index_value)
    assert found.random_index in {"saaty", "saaty_1980", "donegan_dodd"}


def test_the_geometric_mean_differs_and_is_named(drinks):
    found = weights(drinks, method="geometric_mean")
    assert round(found.weights["water"], 4) == 0.3243
    assert found.method == "geometric_mean"
    assert "logarithmic least squares" in found.sentence


@pytest.mark.parametrize(
    ("name", "expected", "digits"),
    [
        ("school", [0.32, 0.14, 0.03, 0.13, 0.24, 0.14], 2),
        ("house", [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], 3),
    ],
)
def test_examples_of_saaty_come_to_his_weights(published, name, expected, digits):
    found = weights(published[name])
    # Two published figures of the school stand rounded from three digits: 0.035 became 0.03.
    assert found.weights.tolist() == pytest.approx(expected, abs=0.51 * 10**-digits)


def test_lambda_max_of_published_examples(published):
    """Saaty (1990) printed 3.065 for the financing, with ratio 0.056, and 9.669 for the house, with 0.169."""
    financing = weights(published["financing"], random_index="saaty_1980")
    assert (round(financing.lambda_max, 3), round(financing.consistency_ratio, 3)) == (3.065, 0.056)
    house = weights(published["house"], random_index="saaty_1980")
    assert round(house.lambda_max, 3) == 9.669
    assert round(house.consistency_ratio, 3) == 0.169
    assert not house.is_consistent
    assert "above the limit of 0.1" in house.sentence


def test_an_incomplete_matrix_is_filled_as_published():
    """Bozóki, Fülöp and Rónyai (2010), matrix U; weights and ratio as AHPy tests them."""
    given_pairs = {("a", "b"): 1, ("a", "c"): 5, ("a", "d"): 2, ("b", "c"): 3, ("b", "d"): 4}
    found = weights(given_pairs, random_index="donegan_dodd")
    filled = found.pairs[found.pairs["filled"]]
    # The published search stopped at 0.7302965; the least lies at the square root of 8/15.
    assert filled["preference"].tolist() == pytest.approx([0.7302965066047], rel=1e-6)
    assert filled["preference"].tolist() == pytest.approx([(8 / 15) ** 0.5], rel=1e-9)
    assert found.weights.round(4).to_dict() == {"a": 0.3738, "b": 0.3920, "c": 0.0985, "d": 0.1357}
    assert round(found.consistency_ratio, 4) == 0.0372
    assert found.missing == (("c", "d"),)
    assert "nobody compared c with d" in found.remarks
    assert found.consistency_ratio_for_missing == pytest.approx(found.consistency_ratio * 1.5)


def test_a_larger_incomplete_matrix_is_filled_as_published():
    """Bozóki, Fülöp and Rónyai (2010), the house with twelve pairs missing."""
    text = "ab5 ac3 ad7 ae6 af6 bd5 bf3 ce3 cg6 fd4 ga3 ge5 ha4 hb7 hd8 hf6"
    found = weights({(one[0], one[1]): int(one[2]) for one in text.split()}, options="abcdefgh")
    filled = found.pairs[found.pairs["filled"]].set_index(["option_a", "option_b"])["preference"]
    expected = {
        ("b", "c"): 0.3300187496240363, ("b", "e"): 1.7197409185349517, ("b", "g"): 0.4663515002203321,
        ("c", "d"): 9.920512661898753, ("c", "f"): 4.852486449214693, ("c", "h"): 0.5696073301509899,
        ("d", "e"): 0.5252768142894285, ("d", "g"): 0.1424438146531802, ("e", "f"): 0.9311973564754218,
        ("e", "h"): 0.10930828182051665, ("f", "g"): 0.2912120796181874, ("g", "h"): 0.4030898885178746,
    }  # fmt: skip
    # The published digits come from a search that stops at 1e-4.
    assert filled.to_dict() == pytest.approx(expected, rel=1e-3)


def test_cities_come_to_the_published_weights():
    """Saaty (2005), Theory and Applications of the Analytic Network Process, as in AHPy's tests (MIT licence)."""
    criteria = "CuHo3 CuTr5 FaCu5 FaHo7 FaTr7 HoTr3 JoCu2 JoHo4 JoTr7 FaJo1"
    cities = {
        "Cu": "BePi1 BoBe2 BoPi2.5 BoSa1 SaBe2 SaPi2.5",
        "Fa": "BeBo2 BeSa4 BoSa2 PiBe3 PiBo8 PiSa9",
        "Ho": "BeBo5 BeSa2.5 PiBe2 PiBo9 PiSa7 SaBo4",
        "Jo": "BePi3 BeSa4 BoBe2 BoPi6 BoSa8 PiSa1",
        "Tr": "BeBo1.5 BeSa4 BoSa2.5 PiBe2 PiBo3.5 PiSa9",
    }

    def read(text):
        return weights({(one[:2], one[2:4]): one[4:] for one in text.split()}).weights

    top = read(criteria)
    total = sum(top[name] * read(text) for name, text in cities.items())
    assert total.round(4).to_dict() == {"Be": 0.2291, "Bo": 0.2748, "Pi": 0.3852, "Sa": 0.1110}


@pytest.mark.parametrize(
    ("judgements", "expected", "ratio"),
    [
        ([3, 7, 3, 9, 1, "1/7"], [0.51, 0.234, 0.041, 0.215], 0.08),
        ([2, 5, 3, 2, 2, "1/2"], [0.4881, 0.2515, 0.0999, 0.1605], 0.0164),
        ([9, 9, 1, "1/2", 5, 1, "1/9", "1/9", "1/7", "1/9", "1/9", "1/7", "1/2", 5, 6],
         [0.246, 0.025, 0.025, 0.246, 0.366, 0.093], 0.072),
    ],
)  # fmt: skip
def test_buying_a_car_comes_to_the_published_weights_and_ratios(judgements, expected, ratio):
    """The car example of Wikipedia's article on the Analytic Hierarchy Process, as in AHPy's tests (MIT licence)."""
    size = len(expected)
    pairs = dict(zip(itertools.combinations(range(size), 2), judgements, strict=True))
    found = weights(pairs, random_index="donegan_dodd")
    assert found.weights.tolist() == pytest.approx(expected, abs=0.0006)
    assert found.consistency_ratio == pytest.approx(ratio, abs=0.0006)


@pytest.mark.parametrize("method", METHODS)
@given(parts=st.lists(st.floats(1, 3), min_size=1, max_size=9))
def test_consistent_judgements_return_what_made_them(method, parts):
    true = {f"g{one}": part for one, part in enumerate([2.0, *parts])}
    found = weights({(a, b): true[a] / true[b] for a, b in itertools.combinations(true, 2)}, method)
    assert found.weights.to_numpy() == pytest.approx(np.array(list(true.values())) / sum(true.values()), abs=1e-12)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)
    assert found.lambda_max == pytest.approx(len(true))


@pytest.mark.parametrize("method", METHODS)
@given(pairs=answers())
def test_lambda_max_is_at_least_the_number_of_options_and_weights_sum_to_one(method, pairs):
    found = weights(pairs, method)
    assert found.lambda_max >= len(found.weights)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights > 0).all()


@pytest.mark.parametrize("method", METHODS)
@given(pairs=answers(), seed=st.randoms())
def test_order_and_direction_of_judgements_do_not_matter(method, pairs, seed):
    turned = [(b, a, 1 / p) if seed.random() < 0.5 else (a, b, p) for (a, b), p in pairs.items()]
    seed.shuffle(turned)
    one, other = weights(pairs, method), weights(turned, method)
    assert other.weights.to_dict() == pytest.approx(one.weights.to_dict(), rel=1e-9)
    assert other.consistency_ratio == pytest.approx(one.consistency_ratio, abs=1e-9)


@given(pairs=answers())
def test_turned_round_judgements_turn_least_squares_weights_round(pairs):
    """Reciprocal symmetry: what matters least becomes what matters most."""
    one = weights(pairs, "geometric_mean")
    other = weights({pair: 1 / value for pair, value in pairs.items()}, "geometric_mean")
    turned = 1 / one.weights
    assert other.weights.to_numpy() == pytest.approx((turned / turned.sum()).to_numpy(), rel=1e-9)
    assert other.lambda_max == pytest.approx(one.lambda_max, rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(pairs=answers(), power=st.floats(0.2, 1))
def test_milder_judgements_keep_the_order_of_least_squares_and_are_more_consistent(method, pairs, power):
    one = weights(pairs, method)
    other = weights({pair: value**power for pair, value in pairs.items()}, method)
    assert other.consistency_ratio <= one.consistency_ratio + 1e-9
    if method == "geometric_mean":
        assert other.weights.rank().tolist() == one.weights.rank().tolist() or one.weights.round(9).duplicated().any()


@pytest.mark.parametrize("method", METHODS)
def test_raising_a_judgement_raises_the_option(published, method):
    pairs = dict(published["school"])
    before = weights(pairs, method).weights[1]
    assert weights({**pairs, (1, 2): 6}, method).weights[1] > before


def test_the_group_is_the_geometric_mean_of_the_judges(judged):
    found = weights(judged({"finance": {("a", "b"): 4}, "operations": {("a", "b"): 1}}))
    assert found.weights.to_dict() == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    assert found.by_judge["finance"].weights.to_dict() == pytest.approx({"a": 0.8, "b": 0.2})
    assert found.by_judge["operations"].weights["a"] == 0.5
    assert list(found.by_judge) == ["finance", "operations"]
    assert found.consistency_ratio == 0
    assert "Two options can't contradict each other" in found.sentence


def test_a_judge_counts_as_much_as_given(judged):
    table = judged({"finance": {("a", "b"): 9}, "operations": {("a", "b"): 1}, "guest": {("a", "b"): 1 / 9}})
    found = weights(table, judge_weights={"finance": 3, "operations": 1, "guest": 0})
    assert found.weights["a"] / found.weights["b"] == pytest.approx(9**0.75)
    assert found.by_judge["guest"].weights["a"] == pytest.approx(0.1)
    assert "guest shown, but given no weight" in found.remarks
    assert found.pairs["lowest"].tolist() == [1.0]


@given(seed=st.integers(0, 99))
def test_judgements_and_priorities_combine_alike_in_least_squares_if_all_answer_all(noisy, seed):
    table = noisy(4, 5, seed)
    one, other = (weights(table, "geometric_mean", aggregation=how) for how in ("judgements", "priorities"))
    assert one.weights.to_numpy() == pytest.approx(other.weights.to_numpy(), rel=1e-9)


def test_pairs_compared_by_some_judges_only_count_with_those(judged):
    found = weights(judged({"one": {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 4}, "two": {("a", "b"): 8}}))
    assert found.pairs["judges"].tolist() == [2, 1, 1]
    assert found.pairs["preference"].tolist() == pytest.approx([4, 4, 2])
    assert found.by_judge["two"].weights.isna().all()
    assert (found.by_judge["two"].answered, found.by_judge["two"].possible) == (1, 3)
    assert found.by_judge["two"].missing == (("a", "c"), ("b", "c"))
    assert any("two has no weights" in remark and "(a and b) and (c)" in remark for remark in found.remarks)
    assert found.disagreement["judges"].tolist() == [1, 1, 1]


def test_combining_priorities_needs_judges_who_connect_all(judged):
    table = judged({"one": {("a", "b"): 2, ("b", "c"): 2}, "two": {("a", "b"): 8}})
    with pytest.raises(ProblemsFound, match=r"judge two: found answers that leave apart \(a and b\) and \(c\)"):
        weights(table, aggregation="priorities")


def test_a_judge_who_answers_one_to_all_weighs_all_alike_and_is_pointed_out(judged):
    found = weights(judged({"finance": dict.fromkeys(itertools.combinations("abcd", 2), 1)}))
    assert found.weights.tolist() == [0.25] * 4
    assert found.consistency_ratio == 0
    assert found.most_disturbing.empty
    assert found.group_disturbance is None
    assert any(remark.startswith("finance answered 1 to all 6 pairs") for remark in found.remarks)
    assert "All weigh alike (25.0%)" in found.sentence


def test_a_single_option_has_all_the_weight():
    found = weights([], options=["growth"])
    assert found.weights.to_dict() == {"growth": 1.0}
    assert (found.lambda_max, found.consistency_ratio, found.missing) == (1.0, 0.0, ())
    assert "only option" in found.sentence


def test_an_option_that_nobody_compared_has_its_own_message():
    with pytest.raises(
        ProblemsFound, match=r"comparisons, brand: found no comparison with anything else.*leave it out"
    ) as caught:
        weights({("growth", "cost"): 3}, options=["growth", "cost", "brand"])
    assert len(caught.value.problems) == 1


def test_groups_that_nothing_connects_are_named():
    with pytest.raises(
        ProblemsFound, match=r"2 groups .* \(a and b\) and \(c and d\).*can't be known.*comparison .* of a with c"
    ):
        weights({("a", "b"): 2, ("c", "d"): 3})


def test_a_missing_preference_is_a_pair_that_was_not_compared(judged):
    found = weights(judged({"one": {("a", "b"): 2, ("b", "c"): 3, ("a", "c"): np.nan}}))
    assert found.missing == (("a", "c"),)
    assert found.weights.to_dict() == pytest.approx({"a": 0.6, "b": 0.3, "c": 0.1})


def test_a_judge_who_answered_nothing_is_kept_and_named(judged):
    found = weights(judged({"one": {("a", "b"): 2}, "two": {("a", "b"): None}}))
    assert found.by_judge["two"].answered == 0
    assert "two answered no pair, so has no weights" in found.remarks


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"method": "fuzzy"}, "no method 'fuzzy'; choose eigenvector or geometric_mean"),
        ({"random_index": "sati"}, "no random index 'sati'; there are saaty, saaty_1980 and donegan_dodd"),
        ({"aggregation": "vote"}, "choose judgements or priorities"),
    ],
)
def test_what_the_method_does_not_know_is_refused(drinks, settings, words):
    with pytest.raises(PmobookError, match=words):
        weights(drinks, **settings)


def test_more_options_than_can_be_compared_are_refused():
    chain = {(f"g{one}", f"g{one + 1}"): 1 for one in range(101)}
    with pytest.raises(ProblemsFound, match=r"102 options.*tree of goals"):
        weights(chain)


def test_by_judge_gives_a_table(noisy):
    found = weights(noisy(3, 4))
    assert found.by_judge.weights.shape == (3, 4)
    assert list(found.by_judge.table.index) == ["judge 0", "judge 1", "judge 2"]
    assert isinstance(found.by_judge.table, pd.DataFrame)
    assert found.by_judge.table["answered"].tolist() == [6, 6, 6]
