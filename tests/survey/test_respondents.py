"""The consultant's list of respondents is read whole, with every mistake in it at once."""

from __future__ import annotations

import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.survey.respondents import read_respondents, write_blank_respondents


def test_a_role_gives_the_perspective_unless_the_list_says_it(desk):
    engagement = desk.open()
    desk.list_people(
        [("R1", "retail", "managing director", ""), ("R2", "retail", "Bid lead", "pmo"), ("R3", "retail", "Porter", "")]
    )
    assert [one.perspective for one in read_respondents(engagement, desk.quarter)] == ["executive", "pmo", "other"]


def test_one_person_may_rate_two_business_units(desk):
    engagement = desk.open()
    desk.list_people([("R1", "retail", "Executive", ""), ("R1", "logistics", "Executive", "")])
    assert [one.key for one in read_respondents(engagement, desk.quarter)] == [("retail", "R1"), ("logistics", "R1")]


def test_every_mistake_is_told_at_once_by_line(desk):
    engagement = desk.open()
    desk.list_people([
        ("R1", "retail", "Executive", ""), ("R1", "retail", "Executive", ""), ("r1", "retail", "Executive", ""),
        ("../R2", "retail", "Executive", ""), ("CON", "retail", "Executive", ""), ("R3", "retale", "Executive", ""),
        ("R4", "retail", "", ""), ("R5", "retail", "Executive", "pmos"),
    ])  # fmt: skip
    with pytest.raises(ProblemsFound) as refused:
        read_respondents(engagement, desk.quarter)
    text = str(refused.value)
    assert "7 problems" in text
    for words in (
        "line 3, columns business_unit and respondent_id: found 'retail' and 'R1' a second time (first in line 2)",
        "line 4, column respondent_id: found 'r1', while another is 'R1', expected ids that differ in more than letter case",
        "line 5, column respondent_id: found '../R2', expected letters, digits, - and _, since it names the respondent's file",
        "line 6, column respondent_id: found 'CON'",
        "line 7, column business_unit: found 'retale', expected the id of a business unit. Did you mean retail?",
        "line 8, column role: found nothing",
        "line 9, column perspective: found 'pmos', expected the id of a perspective of the maturity model, or nothing.",
        "Did you mean pmo?",
    ):
        assert words in text


def test_a_blank_list_holds_its_headings_and_is_never_written_over_another(desk):
    engagement = desk.open()
    write_blank_respondents(engagement, desk.quarter)
    path = desk.survey / "respondents.csv"
    assert path.read_text(encoding="utf-8-sig") == "respondent_id,business_unit,role,perspective\n"
    with pytest.raises(PmobookError, match="can't be written"):
        write_blank_respondents(engagement, desk.quarter)


def test_a_list_that_is_not_there_is_asked_for(desk):
    with pytest.raises(PmobookError, match=r"no surveys/2026Q3/respondents\.csv, which says who is asked"):
        read_respondents(desk.open(), desk.quarter)
