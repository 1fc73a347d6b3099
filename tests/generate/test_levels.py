import numpy as np

from pmobook.generate.chance import Chance
from pmobook.generate.levels import draw_arc, draw_levels
from pmobook.generate.story import organisation_story
from pmobook.generate.timeline import Timeline
from pmobook.method.maturity import maturity_model
from pmobook.vocabulary import Quarter

MODEL = maturity_model("strategic_pmo")


def test_levels_follow_the_arc_from_its_first_quarter_to_its_last(timeline):
    arc = organisation_story().arcs["retail"]
    means = draw_levels(arc, MODEL, timeline, Chance(2026, 0)).level.mean(axis=1)
    assert np.all(np.diff(means) > 0)
    assert abs((means[-1] - means[0]) - (arc.level_to - arc.level_from)) < 0.2


def test_one_quarter_alone_stands_where_the_arc_ends():
    arc = organisation_story().arcs["retail"]
    levels = draw_levels(arc, MODEL, Timeline.ending(Quarter(2026, 3), 1), Chance(2026, 0))
    assert levels.level.shape == (1, len(MODEL.capability_ids))
    assert abs(levels.level.mean() - arc.level_to) < 0.4


def test_levels_and_discipline_stay_within_their_bounds(timeline):
    for number in range(60):
        chance = Chance(5, number)
        levels = draw_levels(draw_arc(chance, MODEL), MODEL, timeline, chance)
        assert levels.level.min() >= 0
        assert levels.level.max() <= 5
        assert 0.05 <= levels.discipline(timeline.last_month) <= 0.95


def test_arcs_differ_between_business_units():
    assert len({draw_arc(Chance(5, number), MODEL).level_from for number in range(20)}) == 20
