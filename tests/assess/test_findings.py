import pytest

from pmobook.assess.findings import Finding, combine_findings, findings_table


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
