import pytest

from pmobook.desk import store
from pmobook.desk.session import Desk, now
from pmobook.desk.sheet import EvidenceRow, Key
from pmobook.errors import PmobookError
from pmobook.vocabulary import Quarter

FIRST = Key("idea_generation", 1, "idea_generation_1a")
UNRATED = Key("idea_generation", 3, "idea_generation_3a")


def test_a_change_is_in_the_file_at_once_with_who_and_when(sit_down, folder):
    told = sit_down().edit(FIRST, finding="large")
    assert (told.kind, told.text) == ("good", "Saved at 14:30:00 UTC.")
    text = (folder / "practices.csv").read_text(encoding="utf-8")
    assert "idea_generation_1a,large,E01,Lead assessor,,draft,Lead assessor,2026-10-05T14:30:00Z" in text


def test_the_clock_tells_utc_to_the_second():
    assert len(now()) == len("2026-10-05T14:30:00Z")
    assert now().endswith("Z")


def test_without_a_role_nothing_changes(sit_down, folder):
    before = (folder / "practices.csv").read_bytes()
    desk = sit_down(role=" ")
    assert not desk.may_write
    assert "Enter your role first" in desk.edit(FIRST, finding="large").text
    assert "Enter your role first" in desk.add_evidence(EvidenceRow("E03", "Minutes")).text
    assert (folder / "practices.csv").read_bytes() == before


def test_setting_a_field_to_what_it_is_writes_nothing(sit_down, folder):
    before = (folder / "practices.csv").stat().st_mtime_ns
    assert sit_down().edit(FIRST, note="  ").text == "Nothing changed."
    assert (folder / "practices.csv").stat().st_mtime_ns == before


def test_a_note_without_a_rating_is_kept_as_not_assessed(sit_down):
    desk = sit_down()
    desk.edit(UNRATED, note="Ask again in May.")
    assert desk.pack.practices[UNRATED].cells["finding"] == "not assessed"


def test_not_applicable_waits_for_its_reason_and_then_saves_both(sit_down):
    desk = sit_down()
    told = desk.edit(UNRATED, finding="not applicable")
    assert (told.kind, desk.unsaved) == ("watch", (UNRATED,))
    assert "Write it in the note" in told.text
    assert UNRATED not in desk.pack.practices
    assert desk.row(UNRATED).finding == "not applicable"
    assert desk.edit(UNRATED, note="No ideas come from outside.").kind == "good"
    assert (desk.unsaved, desk.pack.practices[UNRATED].finding) == ((), "not applicable")


def test_what_waits_keeps_no_other_change_from_being_saved(sit_down):
    desk = sit_down()
    desk.edit(UNRATED, finding="not applicable")
    told = desk.edit(FIRST, finding="large")
    assert "Saved" in told.text
    assert "Not saved yet" in told.text
    assert desk.pack.practices[FIRST].finding == "large"


def test_an_unknown_evidence_id_is_told_and_saved_once_it_is_there(sit_down):
    desk = sit_down()
    assert "Add the evidence first" in desk.edit(FIRST, evidence_ids=("E01", "E03")).text
    assert desk.add_evidence(EvidenceRow(desk.next_evidence_id(), "Minutes")).kind == "good"
    assert desk.edit(FIRST, note="See E03.").kind == "good"
    assert desk.pack.practices[FIRST].evidence_ids == ("E01", "E03")


def test_an_evidence_id_in_use_is_refused_with_the_next_free_one(sit_down):
    assert "The next free id is E03" in sit_down().add_evidence(EvidenceRow("E01", "Minutes")).text
    assert "no title" in sit_down().add_evidence(EvidenceRow("E03")).text


def test_two_people_who_add_the_same_evidence_id_both_keep_theirs(sit_down):
    one, other = sit_down(), sit_down("Second assessor")
    one.add_evidence(EvidenceRow("E03", "Minutes"))
    assert "Save yours as E04" in other.add_evidence(EvidenceRow("E03", "Register")).text
    other.add_evidence(EvidenceRow("E04", "Register"))
    assert [row.title for row in other.pack.evidence.values()][2:] == ["Minutes", "Register"]


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_of_two_versions_the_chosen_one_stands_and_the_other_is_kept_beside_the_pack(sit_down, folder, keep):
    one, other = sit_down(), sit_down("Second assessor")
    one.edit(FIRST, finding="large", note="One.")
    told = other.edit(FIRST, finding="none", note="Other.")
    assert "choose which to keep" in told.text
    assert list(other.conflicts) == [FIRST]
    assert "Choose first" in other.edit(FIRST, finding="partial").text
    assert other.choose(FIRST, keep).kind == "good"
    assert other.pack.practices[FIRST].note == {"mine": "Other.", "theirs": "One."}[keep]
    assert (other.conflicts, other.unsaved) == ({}, ())
    aside = (folder / ".desk_set_aside.jsonl").read_text(encoding="utf-8")
    assert {"mine": "One.", "theirs": "Other."}[keep] in aside


def test_a_third_change_while_somebody_chooses_is_a_conflict_again(sit_down):
    one, other = sit_down(), sit_down("Second assessor")
    one.edit(FIRST, finding="large")
    other.edit(FIRST, finding="none")
    one.edit(FIRST, finding="partial")
    assert "choose which to keep" in other.choose(FIRST, "mine").text
    assert other.conflicts[FIRST].theirs.finding == "partial"


def test_others_changes_come_with_the_next_save(sit_down):
    one, other = sit_down(), sit_down("Second assessor")
    one.edit(UNRATED, finding="full")
    other.edit(FIRST, note="Seen.")
    assert other.pack.practices[UNRATED].finding == "full"


def test_findings_are_submitted_and_validated_in_bulk_and_what_is_refused_is_told(sit_down):
    maker, second = sit_down(), sit_down("Second assessor")
    told = maker.take(maker.ready("idea_generation", "submit"), "submit")
    assert told.text.startswith("Saved at 14:30:00 UTC. 1 left as they were: Only Second assessor")
    second.refresh()
    assert second.take(second.ready("idea_generation", "validate"), "validate").text == "2 findings saved at 14:30:00 UTC."
    assert {row.status for row in second.pack.practices.values()} == {"validated", ""}
    assert "There is nothing to do that with." in second.take(second.ready("idea_generation", "validate"), "validate").text


def test_what_cannot_be_saved_now_is_tried_again_with_the_next_change(sit_down, monkeypatch):
    desk, real = sit_down(), store.save

    def busy(*_):
        raise PmobookError("Somebody else has been saving.")

    monkeypatch.setattr(store, "save", busy)
    assert (desk.edit(FIRST, finding="large").kind, desk.unsaved) == ("act", (FIRST,))
    monkeypatch.setattr(store, "save", real)
    desk.edit(UNRATED, finding="full")
    assert (desk.unsaved, desk.pack.practices[FIRST].finding) == ((), "large")


def test_a_broken_pack_is_read_only(sit_down, folder):
    with (folder / "practices.csv").open("a", encoding="utf-8") as file:
        file.write("nowhere,1,,full,,Lead assessor,,\n")
    desk = sit_down()
    assert not desk.may_write
    assert "nothing can be changed here" in desk.edit(FIRST, finding="large").text
    assert "nothing can be changed here" in desk.take([FIRST], "submit").text
    assert "nothing can be changed here" in desk.add_evidence(EvidenceRow("E03", "Minutes")).text


def test_an_unknown_business_unit_is_refused_with_those_there_are(engagement):
    with pytest.raises(PmobookError, match="Did you mean retail"):
        Desk(engagement, "retial", Quarter.parse("2026Q3"))
