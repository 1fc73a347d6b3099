"""What a notebook declares to read."""

import pytest

from pmobook.run.reads import Reads, declared_reads


def test_a_notebook_that_declares_nothing_may_read_everything():
    assert declared_reads({"kernelspec": {}}, "10_goals") is None


def test_what_is_declared_is_read_and_what_is_left_out_is_not():
    given = {"pmobook": {"forms": ["risks"], "earlier": ["risks"], "method": ["risk.yaml", "maturity"], "beside": ["pool"]}}
    expected = Reads(forms=("risks",), earlier=("risks",), method=("risk.yaml", "maturity"), beside=("pool",))
    assert declared_reads(given, "50_risk") == expected
    assert declared_reads({"pmobook": {}}, "50_risk") == Reads()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("all", "metadata pmobook: expected lists named forms, earlier, year_before, history, method, beside; found 'all'"),
        ({"form": []}, "expected lists named forms"),
        ({"forms": "risks"}, "metadata pmobook > forms: expected a list of names; found 'risks'"),
        ({"method": [""]}, "metadata pmobook > method: expected a list of names"),
        ({"history": ["riskz"]}, "metadata pmobook > history: there is no riskz"),
        ({"beside": ["inputs"]}, "metadata pmobook > beside: there is no inputs"),
    ],
)
def test_a_declaration_that_cannot_be_kept_is_a_mistake_of_ours(given, words):
    with pytest.raises(ValueError, match="50_risk") as refused:
        declared_reads({"pmobook": given}, "50_risk")
    assert words in str(refused.value)
