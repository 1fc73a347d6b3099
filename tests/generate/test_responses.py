import numpy as np
import pytest

from pmobook.generate.business_unit import Size, draw_business_unit
from pmobook.generate.chance import Chance
from pmobook.generate.organisation import business_unit
from pmobook.generate.story import business_story, organisation_story
from pmobook.method.maturity import maturity_model


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


def test_people_asked_besides_the_others_leave_the_others_answers_as_they_are(timeline):
    shared, story = organisation_story(), business_story("retail")
    told = shared.arcs["retail"]
    packs = []
    for arc in (told, told.model_copy(update={"more_respondents": None})):
        model, chance = maturity_model("strategic_pmo"), Chance(2026, 0)
        packs.append(draw_business_unit(story, shared, arc, model, timeline, chance, Size(12, 12), "RET"))
    asked, not_asked = ([unit.forms(position)["responses"] for position in range(8)] for unit in packs)
    for more, fewer in zip(asked, not_asked, strict=True):
        assert more[: len(fewer)] == fewer
    assert asked[:5] == not_asked[:5]
    assert all(len(more) == len(fewer) + 26 * 8 for more, fewer in zip(asked[5:], not_asked[5:], strict=True))


def test_everybody_has_a_code_of_his_own(unit):
    for position in range(8):
        answers = [(row[0], row[2]) for row in unit.forms(position)["responses"]]
        assert len(set(answers)) == len(answers)


@pytest.mark.parametrize("position", [5, 6, 7])
def test_two_business_units_ask_enough_executives_and_pmo_people_to_compare_them_and_one_does_not(demo, position):
    asked = {}
    for name, one in demo.items():
        people = {(row[0], row[1]) for row in one.forms(position)["responses"]}
        asked[name] = min(sum(role == wanted for _, role in people) for wanted in ("PMO", "Executive"))
    assert asked["retail"] >= 5
    assert asked["manufacturing"] >= 5
    assert asked["customer_services"] < 3
