from pmobook.generate.projects import listed
from pmobook.generate.timeline import last_month

STAGES = ["idea", "proposed", "selected", "executing", "closed", "benefits"]


def test_a_project_never_goes_back_a_stage(unit, timeline):
    for project in unit.projects:
        stages = [STAGES.index(project.stage(last_month(quarter))) for quarter in timeline.quarters]
        assert stages == sorted(stages)


def test_the_list_only_grows_and_the_last_pack_has_all(unit, timeline):
    counts = [len(listed(unit.projects, last_month(quarter))) for quarter in timeline.quarters]
    assert counts == sorted(counts)
    assert counts[-1] == 12


def test_the_expected_finish_moves_from_quarter_to_quarter(demo, timeline):
    moved = [
        project.project_id
        for one in demo.values()
        for project in one.projects
        if len({project.forecast_finish(last_month(quarter)) for quarter in timeline.quarters}) > 2
    ]
    assert len(moved) > 12


def test_a_finish_is_never_expected_in_the_past(unit, timeline):
    for quarter in timeline.quarters:
        month = last_month(quarter)
        assert all(one.forecast_finish(month) > quarter.last_day for one in unit.projects if one.stage(month) == "executing")


def test_a_baseline_changes_only_where_a_new_one_was_agreed(unit, timeline):
    for project in unit.projects:
        finishes = {project.baseline_finish(last_month(quarter)) for quarter in timeline.quarters}
        assert len(finishes) == (1 if project.rebaselined is None else 2)
    agreed = [project for project in unit.projects if project.rebaselined is not None]
    assert len(agreed) == (1 if unit.arc.rebaseline else 0)


def test_ratings_lag_behind_the_evidence(demo):
    """Some project that slips is still rated better than amber when most of its slip is known."""
    late = [
        project
        for one in demo.values()
        for project in one.projects
        for month in range(project.start, project.last)
        if project.months > project.baseline_months + 2 and project.knowledge(month) > 0.6 and project.confidence(month).rank >= 3
    ]
    assert late
