import pytest

from pmobook.method.benefits import BenefitsMethod, benefits_method


def test_the_method_s_own_file_holds_together_and_says_why_each_number_stands():
    method = benefits_method()
    for name in type(method).model_fields:
        if name not in {"title", "version", "dated", "source", "finished_stages"}:
            assert len(getattr(method, name).description) >= 40, name


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("discount_rate", 3.5, "shares of at most 1 for discount_rate"),
        ("realised_act", 0.95, "realised_act below realised_watch"),
        ("slip_act", 1, "slip_watch below slip_act"),
        ("class_low", 0.9, "class_low below class_high"),
        ("class_fewest", 1, "class_fewest of at least 2"),
        ("slip_share", 0, "slip_share above 0"),
    ],
)
def test_what_can_not_be_worked_with_is_refused(name, value, words):
    content = benefits_method().model_dump()
    content[name]["value"] = value
    with pytest.raises(ValueError, match=words):
        BenefitsMethod.model_validate(content)
