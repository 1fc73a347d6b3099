import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pmobook.assess.governance import compare_standards
from pmobook.assess.governance.standards import COMPARISONS, OTHERS
from pmobook.errors import PmobookError
from pmobook.vocabulary import Confidence

RATINGS = [str(one) for one in Confidence]


def rows_of(unit, pairs, quarter="2026Q3"):
    """Return one row for each (owner, implied), both as ranks from 0 (red) to 4 (green)."""
    return [
        {"business_unit": unit, "quarter": quarter, "owner_rating": RATINGS[owner], "implied_rating": RATINGS[implied]}
        for owner, implied in pairs
    ]


def pair(found, one, other):
    rows = found.pairs.loc[(found.pairs["business_unit"] == one) & (found.pairs["other"] == other)]
    return rows.iloc[0]


A = [(4, 2), (3, 2), (4, 2), (4, 3), (3, 1), (4, 1), (3, 0)]
B = [(2, 2), (3, 2), (1, 2), (3, 3), (2, 1), (1, 1), (2, 4)]


def test_the_difference_is_that_of_least_squares_with_a_level_for_every_implied_rating():
    found = pair(compare_standards(rows_of("a", A) + rows_of("b", B)), "a", "b")
    used = [(owner, implied, 1) for owner, implied in A if implied in {1, 2, 3}]
    used += [(owner, implied, 0) for owner, implied in B if implied in {1, 2, 3}]
    design = np.array([[side, *(implied == level for level in (1, 2, 3))] for _, implied, side in used], dtype=float)
    owners = np.array([owner for owner, _, _ in used], dtype=float)
    fit, squares, *_ = np.linalg.lstsq(design, owners, rcond=None)
    freedom = len(owners) - 4
    error = np.sqrt(squares[0] / freedom * np.linalg.inv(design.T @ design)[0, 0])
    reach = stats.t.ppf(0.975, freedom) * error
    assert (found["projects"], found["projects_of_other"], found["bands_shared"]) == (6, 6, 3)
    assert found["difference"] == pytest.approx(fit[0])
    assert (found["low"], found["high"]) == pytest.approx((fit[0] - reach, fit[0] + reach))


def test_with_one_implied_rating_the_test_is_wilcoxon_s():
    """Van Elteren's test of a single stratum is the rank-sum test, normal approximation without correction, ties allowed for."""
    one, two = [4, 3, 4, 2, 3, 4], [2, 1, 3, 2, 0, 1, 2]
    found = pair(compare_standards(rows_of("a", [(x, 2) for x in one]) + rows_of("b", [(x, 2) for x in two])), "a", "b")
    wanted = stats.mannwhitneyu(one, two, method="asymptotic", use_continuity=False).pvalue
    assert found["probability"] == pytest.approx(wanted)


def test_the_other_way_round_the_difference_changes_its_sign_and_nothing_else():
    here = pair(compare_standards(rows_of("a", A) + rows_of("b", B)), "a", "b")
    there = pair(compare_standards(rows_of("a", B) + rows_of("b", A)), "a", "b")
    assert here["difference"] == pytest.approx(-there["difference"])
    assert here["probability"] == pytest.approx(there["probability"])
    assert (here["low"], here["high"]) == pytest.approx((-there["high"], -there["low"]))


def test_a_business_unit_that_is_greener_on_like_projects_is_named_in_bands():
    greener = [(3, 2), (3, 2), (2, 2), (4, 3), (4, 3), (3, 1), (2, 1), (3, 2), (3, 2), (3, 3)]
    others = [(owner - 1, implied) for owner, implied in greener]
    found = compare_standards(rows_of("a", greener) + rows_of("b", others), names={"a": "Retail", "b": "Technology"})
    assert found.headline == "Retail rates like projects 1.0 bands greener than the others"
    assert pair(found, "a", "b")["words"] == "Retail rates like projects 1.0 bands greener than Technology."


def test_two_units_with_different_projects_and_one_standard_are_not_apart():
    """A has good projects, B bad ones; each rates exactly what the evidence says."""
    found = compare_standards(rows_of("a", [(4, 4)] * 8 + [(2, 2)] * 5) + rows_of("b", [(1, 1)] * 8 + [(2, 2)] * 5))
    row = pair(found, "a", "b")
    assert row["difference"] == 0
    assert not row["is_apart"]
    assert np.isnan(row["low"])


def test_too_few_like_projects_are_not_assessed_and_the_words_say_how_many_there_are():
    found = compare_standards(rows_of("a", [(4, 4)] * 20) + rows_of("b", [(1, 1)] * 20))
    assert np.isnan(pair(found, "a", "b")["difference"])
    assert pair(found, "a", "b")["words"] == (
        "a and b are not assessed: it takes 5 projects each with the same implied rating, there are 0 and 0."
    )
    assert "not assessed" in found.headline


def test_with_more_comparisons_a_probability_counts_for_less():
    """Holm: the smallest of three is tripled, the next doubled, none falls below one before it."""
    rows = rows_of("a", A) + rows_of("b", B) + rows_of("c", [(2, 2), (2, 2), (3, 3), (1, 1), (2, 1), (3, 2)])
    pairs = compare_standards(rows).pairs.sort_values("probability")
    plain, adjusted = pairs["probability"].tolist(), pairs["probability_adjusted"].tolist()
    first = min(1, 3 * plain[0])
    second = max(first, min(1, 2 * plain[1]))
    assert adjusted == pytest.approx([first, second, max(second, plain[2])])


def test_only_the_latest_quarter_counts_unless_another_is_asked_for():
    rows = rows_of("a", A) + rows_of("b", B) + rows_of("a", B, "2026Q2") + rows_of("b", A, "2026Q2")
    latest, earlier = compare_standards(rows), compare_standards(rows, quarter="2026Q2")
    assert (latest.quarter, latest.projects, earlier.quarter) == ("2026Q3", 14, "2026Q2")
    assert pair(latest, "a", "b")["difference"] == pytest.approx(-pair(earlier, "a", "b")["difference"])


def test_projects_that_lack_a_rating_are_left_out_and_counted():
    bare = {"business_unit": "a", "quarter": "2026Q3", "owner_rating": None, "implied_rating": "green"}
    found = compare_standards(pd.DataFrame([*rows_of("a", A), *rows_of("b", B), bare]))
    assert (found.projects, found.not_compared) == (14, 1)


def test_one_business_unit_or_none_has_nobody_to_compare_with():
    for rows in ([], rows_of("a", A)):
        found = compare_standards(rows)
        assert list(found.pairs.columns) == list(COMPARISONS)
        assert found.pairs.empty
        assert found.against_others.empty
    three = compare_standards(rows_of("a", A) + rows_of("b", B) + rows_of("c", A))
    assert set(three.against_others["other"]) == {OTHERS}
    assert len(three.pairs) == 3


def test_a_table_without_ratings_is_refused():
    with pytest.raises(PmobookError, match="have no column implied_rating"):
        compare_standards([{"business_unit": "a", "owner_rating": "red"}])
