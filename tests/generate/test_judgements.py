import pytest

from pmobook.generate.judgements import Judgement, Seen, Temper, chosen, finding_at, judge
from pmobook.generate.story import organisation_story

BLANK = Judgement(0, "idea_generation", 2, "idea_generation_2a", None, "not assessed")
SURE = Temper(better=0.0, applies=0.5, weak=0.5, evidenced=0.5, document=0.0, noted=0.9, note=0.0)


def judged(margin, codes=("E05", "E19"), care=1.0, **changes):
    seen = Seen(organisation_story(), "portfolio_management", list(codes), care)
    return judge(seen, BLANK, margin, Temper(**{**vars(SURE), **changes}))


@pytest.mark.parametrize(
    ("margin", "finding"), [(2.0, "full"), (0.5, "full"), (0.49, "large"), (-0.1, "large"), (-0.9, "partial"), (-0.91, "none")]
)
def test_the_better_a_practice_is_the_more_of_it_is_met(margin, finding):
    assert finding_at(margin) == finding


def test_one_or_two_documents_stand_behind_what_is_met():
    assert judged(1.0).evidence_ids == "E05"
    assert judged(1.0, evidenced=0.1).evidence_ids == "E05;E19"


def test_no_document_stands_where_none_was_shown_or_nobody_cared():
    assert judged(1.0, codes=()).evidence_ids is None
    assert judged(0.0, care=0.4).evidence_ids is None


def test_what_has_long_been_done_leaves_records_even_where_nobody_cares():
    assert judged(2.0, care=0.4).evidence_ids == "E05"


def test_a_weakness_is_never_beside_what_is_not_met_at_all():
    assert judged(-0.5, weak=0.0).is_weak
    assert not judged(-2.0, weak=0.0).is_weak


def test_what_does_not_apply_is_not_judged():
    one = judged(1.0, applies=0.0)
    assert one.finding == "not applicable"
    assert not one.is_judged
    assert one.note


def test_the_first_and_the_last_item_can_be_chosen():
    assert [chosen(["a", "b", "c"], share) for share in (0.0, 0.999)] == ["a", "c"]
