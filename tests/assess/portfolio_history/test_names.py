import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.portfolio_history import core_name, likeness, match_names
from pmobook.method.governance import governance_method

COMMON = governance_method().history.common_words
LEAST = governance_method().history.likely_same_name.value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Universal Credit Programme", "Universal Credit"),
        ("Home Office Biometrics (HOB) Programme", "Home Office Biometrics Programme"),
        ("Urenco Future Options", "Project Eagle (formerly Urenco Future Options)"),
        ("16/17 New Property Model Programme", "1617 New Property Model Programme"),
        ("100,000 Genomes Project", "100000 Genomes Project"),
        ("Transforming Compliance Enforcement Programme (TCEP)", "Transforming Compliance Enforcment Programme (TCEP)"),
        ("Search & Rescue Helicopters (SARH)", "Search and Rescue Helicopters"),
    ],
)
def test_names_that_the_major_projects_portfolio_gave_one_project_in_two_years_are_alike(one, other):
    assert likeness(one, other, COMMON) >= LEAST
    assert likeness(other, one, COMMON) == likeness(one, other, COMMON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Priority School Building Programme 1", "Priority School Building Programme 2"),
        ("HE Reform Programme", "Genomics Programme"),
        ("ICT Procurement Programme", "ICT Restructure Programme"),
        ("Complex Weapons", "Crowsnest"),
        ("Programme", "Project"),
    ],
)
def test_names_of_different_projects_are_not(one, other):
    assert likeness(one, other, COMMON) < LEAST


def test_a_name_of_nothing_but_common_words_keeps_them():
    assert core_name("The Programme", COMMON) == "the programme"
    assert core_name("(ABC)", COMMON) == "(abc)"


def test_no_name_is_in_two_pairs_and_the_most_alike_go_first():
    left = {"a": "Digital Border", "b": "Digital Borders"}
    entered = {"c": "Digital Border Programme", "d": "Something else"}
    assert match_names(left, entered, LEAST, COMMON) == [("a", "c", 1.0)]
    assert match_names({}, entered, LEAST, COMMON) == []
    assert match_names({"a": ""}, {"b": ""}, LEAST, COMMON) == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_lies_between_0_and_1_and_is_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other, COMMON) <= 1
    assert likeness(one, other, COMMON) == likeness(other, one, COMMON)
    assert likeness(one, one, COMMON) == 1
