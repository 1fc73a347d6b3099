from pmobook.show.maturity import evidence_coverage, unsettled_findings


def test_coverage_counts_what_is_met_with_evidence_and_says_how_far_findings_are(named, text):
    exhibit = evidence_coverage(named)
    said = text(exhibit)
    assert "4 findings on practices, 2 validated, 1 draft and 1 returned: all of them count." in said
    assert "Delivery 2 3 10 20%" in said
    assert "1 count as partly met only" in said
    assert 'aria-label="Practices by focus area: Delivery 2 met with valid evidence, 3 assessed, 10 in all' in exhibit.html


def test_findings_left_out_by_the_policy_are_counted(appraised, text):
    said = text(evidence_coverage(appraised))
    assert "those that are draft or returned do not count. 2 left out." in said


def test_findings_to_settle_say_why_ten_at_once_and_the_rest_on_request(appraised, text):
    said = text(unsettled_findings(appraised))
    assert "no evidence is named; counts as partial" in said
    assert "draft; only submitted findings count" in said
    assert "not assessed yet" in said
    assert "Show 14 more" in said, "25 practices less the one that stands, less the ten shown"


def test_without_an_appraisal_both_say_so(nothing, text):
    assert "was not handed in" in text(evidence_coverage(nothing))
    assert "no findings" in text(unsettled_findings(nothing))
