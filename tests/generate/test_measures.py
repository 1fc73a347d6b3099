from pmobook.generate.measures import measure_rows, value_rows
from pmobook.generate.timeline import month_text


def test_every_month_stands_in_exactly_one_pack_and_the_first_brings_the_year_before(unit, timeline):
    periods = [row[1] for position in range(8) for row in value_rows(unit.measures, timeline, position) if row[0] == "M01"]
    first = timeline.first_month - 12
    assert periods == [month_text(first + month) for month in range(36)]


def test_a_percentage_stays_within_a_hundred(unit, timeline):
    percentages = {row[0] for row in measure_rows(unit.measures) if row[4].startswith("percent")}
    for position in range(8):
        for measure, _, value, *_ in value_rows(unit.measures, timeline, position):
            if measure in percentages and not isinstance(value, str):
                assert 0 <= value <= 100


def test_some_claims_of_improvement_have_no_better_value_behind_them_over_the_year(demo):
    """An owner writes that things improved although the value is no better than a year before."""
    unfounded = 0
    for one in demo.values():
        for course in one.measures:
            sign = 1 if course.story.better == "higher" else -1
            for month, claim in enumerate(course.claims):
                if claim in one.shared.claims["improved"] and month >= 12:
                    now, before = course.values[month], course.values[month - 12]
                    unfounded += not isinstance(before, str) and sign * (now - before) <= 0
    assert unfounded >= 3


def test_a_value_that_is_missing_says_why(demo):
    missing = [value for one in demo.values() for course in one.measures for value in course.values if isinstance(value, str)]
    assert missing
    assert all(value.startswith("not assessed: ") for value in missing)
