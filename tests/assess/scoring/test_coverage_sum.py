import pytest

from pmobook.assess.scoring import score


def samm(practices, blank):
    """OWASP SAMM 2: three practices of a function, two streams each; one stream answered ¼, ½ and 1, all else blank."""
    first = {1: [0.25, blank], 2: [0.5, blank], 3: [1, blank]}
    other = {level: [blank, blank] for level in (1, 2, 3)}
    return practices({"strategy": first, "policy": other, "training": other}, area="governance")


def test_the_published_example_reproduces_when_blanks_are_answered_no(practices, value):
    found = score("coverage_sum", samm(practices, 0))
    covered = [value(found, "covered", capability="strategy", level=level) for level in (1, 2, 3)]
    assert covered == [0.125, 0.25, 0.5]
    assert found.capabilities.set_index("capability")["score"]["strategy"] == 0.875
    assert round(found.areas["score"].iloc[0], 4) == 0.2917


def test_with_blanks_kept_apart_the_published_example_is_the_lowest_score(practices):
    found = score("coverage_sum", samm(practices, None))
    assert round(found.areas["lowest"].iloc[0], 4) == 0.2917
    assert found.capabilities.set_index("capability")["lowest"]["strategy"] == 0.875
    assert found.capabilities.set_index("capability")["score"]["strategy"] == 1.75
    assert "too little assessed to state a level" in found.areas["note"].iloc[0]


def test_a_level_that_is_not_assessed_at_all_is_not_counted_as_0(practices):
    row = score("coverage_sum", practices({"x": {1: [1], 2: [0.5], 3: [None]}})).capabilities.iloc[0]
    assert (row["lowest"], row["highest"]) == (1.5, 2.5)
    assert row["score"] == pytest.approx(3 * 0.75)
