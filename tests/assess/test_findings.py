import pytest

from pmobook.assess.findings import Finding, combine_findings, combine_tables, findings_table


def test_the_most_severe_comes_first_and_then_the_largest():
    table = findings_table(
        "n", [Finding("a", "1", "note", "."), Finding("b", "2", "act", "."), Finding("b", "3", "act", ".", weight=2)]
    )
    assert table["finding_id"].tolist() == ["b:3", "b:2", "a:1"]
    assert table["sort"].tolist() == [0, 1, 2]


def test_two_findings_may_not_share_an_id():
    with pytest.raises(ValueError, match="same id: a:1"):
        findings_table("n", [Finding("a", "1", "note", "."), Finding("a", "1", "act", ".")])


def test_tables_are_combined_by_severity_in_the_order_given():
    one = findings_table("n", [Finding("a", "", "watch", "."), Finding("b", "", "note", ".")])
    other = findings_table("n", [Finding("c", "", "act", "."), Finding("d", "", "watch", ".")])
    both = combine_findings(one, other, findings_table("n", []))
    assert both["finding_id"].tolist() == ["c", "a", "d", "b"]
    assert both["sort"].tolist() == [0, 1, 2, 3]
    assert both.dtypes.equals(one.dtypes)


def test_tables_of_several_assessments_keep_every_finding_the_most_severe_first():
    first = {"one": findings_table("x", []), "findings": findings_table("x", [Finding("a", "", "watch", "A.")])}
    second = {"two": findings_table("x", []), "findings": findings_table("x", [Finding("b", "", "act", "B.")])}
    joined = combine_tables(first, second)
    assert list(joined) == ["one", "findings", "two"]
    assert joined["findings"]["finding_id"].tolist() == ["b", "a"]
    assert joined["findings"]["sort"].tolist() == [0, 1]


def test_a_table_recorded_by_two_assessments_is_refused():
    with pytest.raises(ValueError, match="recorded by several assessments of one notebook: one"):
        combine_tables({"one": findings_table("x", [])}, {"one": findings_table("x", [])})
