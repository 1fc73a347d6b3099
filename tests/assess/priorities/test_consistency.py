import pytest

from pmobook.assess.priorities.consistency import yardstick
from pmobook.errors import PmobookError
from pmobook.method.priorities import priorities_method


def index(name, options):
    return yardstick(name, options, priorities_method())


@pytest.mark.parametrize(
    ("name", "options", "value"),
    [
        ("saaty", 3, 0.52),
        ("saaty", 15, 1.59),
        ("saaty_1980", 7, 1.32),
        ("donegan_dodd", 7, 1.2519),
        ("donegan_dodd", 100, 1.6339),
    ],
)
def test_tabulated_sizes_are_read_from_the_table(name, options, value):
    found = index(name, options)
    assert (found.value, found.note) == (value, "")
    assert len(found.source) > 20


def test_between_tabulated_sizes_the_index_is_interpolated():
    found = index("donegan_dodd", 22)
    assert found.value == pytest.approx(1.5371 + 2 / 5 * (1.5619 - 1.5371))
    assert found.note == "random index interpolated between 20 and 25 options"


def test_beyond_the_table_a_stated_approximation_stands_in():
    assert index("saaty", 16).value == pytest.approx((2.7699 * 16 - 4.3513 - 16) / 15)
    assert "ends at 15 options; the line of Alonso and Lamata gives 1.598" in index("saaty", 16).note
    assert index("donegan_dodd", 120).value == 1.6339
    assert "last random index stands in" in index("donegan_dodd", 120).note


@pytest.mark.parametrize("options", [1, 2])
def test_one_or_two_options_are_always_consistent(options):
    found = index("saaty", options).judge(float(options), 0)
    assert (found.lambda_max, found.index, found.ratio, found.ratio_for_missing) == (options, 0, 0, 0)


def test_the_ratio_is_the_index_over_the_random_one():
    found = index("saaty_1980", 7).judge(7.6077, 0)
    assert found.index == pytest.approx(0.10128, abs=1e-5)
    assert round(found.ratio, 2) == 0.08
    assert found.ratio_for_missing == found.ratio


def test_rounding_below_the_number_of_options_is_no_contradiction():
    found = index("saaty", 4).judge(4 - 1e-15, 0)
    assert (found.lambda_max, found.ratio) == (4.0, 0.0)


def test_missing_pairs_make_the_yardstick_shorter():
    """With one of four options' pairs missing random judgements come to two thirds: Ágoston and Csató (2022)."""
    found = index("saaty", 4).judge(4.3, 1)
    assert found.ratio_for_missing == pytest.approx(found.ratio * 1.5)


def test_a_mere_chain_has_no_ratio_for_missing():
    assert index("saaty", 4).judge(4.0, 3).ratio_for_missing == 0


def test_an_unknown_table_is_refused_with_the_nearest():
    with pytest.raises(
        PmobookError, match=r"no random index 'donegan'; there are .* Did you mean donegan_dodd\?|no random index"
    ):
        index("donegan", 4)
