from pmobook.generate.evidence import evidence_of_capabilities, evidence_rows
from pmobook.generate.story import organisation_story


def test_some_evidence_has_expired_where_nobody_renews_it(demo, timeline):
    today = timeline.quarters[-1].last_day
    expired = {name: sum(row[6] < today for row in one.forms(7)["evidence"]) for name, one in demo.items()}
    assert expired["customer_services"] > expired["retail"]


def test_no_evidence_bears_a_day_after_the_quarter(unit, timeline):
    for position, quarter in enumerate(timeline.quarters):
        assert all(row[4] <= quarter.last_day for row in unit.forms(position)["evidence"])


def test_what_was_not_shown_is_in_no_form_and_behind_no_finding():
    shared = organisation_story()
    nothing = (None,) * len(shared.evidence)
    assert evidence_rows(shared, nothing) == []
    assert evidence_of_capabilities(shared, nothing) == {}


def test_a_document_stands_behind_the_capabilities_it_speaks_about(timeline):
    shared = organisation_story()
    dated = [None] * len(shared.evidence)
    dated[4] = timeline.quarters[0].first_day
    assert evidence_of_capabilities(shared, tuple(dated)) == {"idea_generation": ["E05"]}
