"""Who is nearly there is trained first; the fewest others are hired."""

import numpy as np
import pandas as pd

from pmobook.assess.capability.advice import advise


def needs(*rows):
    return pd.DataFrame(list(rows), columns=["project_id", "level", "slot", "people"])


def test_people_one_level_below_are_trained_and_the_rest_hired():
    found = advise(np.array([3.0, 3.0, 1.0]), needs(("P", 4, 0, 3.0)))
    assert (found.train, found.hire, found.within_reach) == (2, 1, 2)
    assert found.sentence == "Train 2 to level 4; hire 1 at level 4."


def test_a_hire_at_a_high_level_serves_a_lower_need_too():
    # Two are needed at level 3 or above, one of them at level 5: hiring the one at 5 leaves the person at 3 for the other.
    found = advise(np.array([3.0]), needs(("P", 5, 0, 1.0), ("Q", 3, 0, 1.0)))
    assert found.sentence == "Hire 1 at level 5."


def test_a_trained_person_is_counted_once():
    # The person at 3 is trained to 4, and still the only one at 3 or above: the need at 3 takes another.
    found = advise(np.array([3.0, 2.0]), needs(("P", 4, 0, 1.0), ("Q", 3, 0, 1.0)))
    assert found.sentence == "Train 1 to level 4; train 1 to level 3."


def test_part_of_a_person_takes_a_whole_one():
    assert advise(np.array([]), needs(("P", 2, 0, 0.3))).hire == 1


def test_projects_at_stake_are_those_that_compete_in_a_month_that_is_short():
    asked = needs(("P", 4, 0, 1.0), ("Q", 3, 0, 1.0), ("R", 2, 0, 1.0), ("S", 3, 1, 1.0))
    # One at level 4, two at level 2: in month 0 the needs at 4 and 3 share one person; month 1 is covered.
    assert advise(np.array([4.0, 2.0, 2.0]), asked).hurt == {"P", "Q"}


def test_a_single_master_calls_for_a_second_one():
    assert advise(np.array([4.0, 2.0]), needs(("P", 3, 0, 1.0)), is_single=True).sentence == "Train 1 to level 3."
    assert advise(np.array([4.0, 1.0]), needs(("P", 3, 0, 1.0)), is_single=True).sentence == "Hire 1 at level 3."
