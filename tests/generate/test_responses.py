import numpy as np

from pmobook.generate.business_unit import Size
from pmobook.generate.organisation import business_unit


def rated(unit, role, position=7):
    return [row[3] for row in unit.forms(position)["responses"] if row[1] == role and isinstance(row[3], int)]


def test_executives_rate_higher_than_the_pmo(demo):
    differences = [np.mean(rated(one, "Executive")) - np.mean(rated(one, "PMO")) for one in demo.values()]
    assert np.mean(differences) > 0.3


def test_what_a_respondent_cannot_judge_says_why(unit):
    answers = [row[3] for row in unit.forms(7)["responses"]]
    missing = [answer for answer in answers if isinstance(answer, str)]
    assert 0 < len(missing) < 0.1 * len(answers)
    assert all(answer.startswith("not assessed: ") for answer in missing)


def test_somebody_gives_the_same_rating_to_everything(demo):
    flat = 0
    for one in demo.values():
        by_person = {}
        for row in one.forms(7)["responses"]:
            by_person.setdefault(row[0], set()).add(row[3])
        flat += sum(len(ratings) == 1 for ratings in by_person.values())
    assert flat >= 1


def test_comments_are_written_and_varied(unit):
    comments = [row[4] for row in unit.forms(7)["responses"] if row[4]]
    assert len(comments) >= 10
    assert len(set(comments)) >= 8


def test_a_respondent_keeps_the_role(unit):
    roles = {}
    for position in range(8):
        for row in unit.forms(position)["responses"]:
            assert roles.setdefault(row[0], row[1]) == row[1]


def test_a_single_respondent_always_answers(timeline):
    unit = business_unit(3, timeline, Size(1, 1), 5, demo=False)
    assert all(len(unit.forms(position)["responses"]) == 26 for position in range(8))
