"""The desk as widgets, without a browser: what setting a control does to the file and to the rest of the desk."""

import re

import pytest

from pmobook.desk.sheet import Key
from pmobook.desk.widgets import AssessmentDesk, assessment_desk
from pmobook.errors import PmobookError

FIRST = Key("idea_generation", 1, "idea_generation_1a")
UNRATED = Key("idea_generation", 3, "idea_generation_3a")


@pytest.fixture
def open_desk(sit_down):
    """Return a function that opens the desk for somebody; without a role nobody sits there yet."""

    def open_for(role="Lead assessor"):
        desk = AssessmentDesk(sit_down(""))
        desk.role.value = role
        return desk

    return open_for


def card(desk, key):
    return next(one for one in desk.cards if one.item.key == key)


def everything(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def test_until_a_role_is_entered_everything_is_shown_and_nothing_can_be_changed(open_desk):
    desk = open_desk("")
    assert "Enter your role" in desk.message.value
    assert card(desk, FIRST).rating.value == "full"
    assert card(desk, FIRST).rating.disabled
    assert desk.submit_all.disabled
    desk.role.value = "Lead assessor"
    assert not card(desk, FIRST).rating.disabled


def test_only_the_practices_of_the_chosen_capability_are_built(open_desk):
    desk = open_desk()
    assert {one.item.key.capability_id for one in desk.cards} == {"idea_generation"}
    desk.capability.value = "roadmaps"
    assert {one.item.key.capability_id for one in desk.cards} == {"roadmaps"}
    desk.area.value = "strategic_partner"
    assert {one.item.key.capability_id for one in desk.cards} == {desk.capability.value}


def test_a_rating_is_saved_and_the_level_moves_at_once_with_the_reason(open_desk, folder):
    desk = open_desk()
    assert "Held back from level 2 by" in desk.level.value
    card(desk, FIRST).rating.value = "none"
    assert "idea_generation_1a,none" in (folder / "practices.csv").read_text(encoding="utf-8")
    assert "Held back from level 1 by" in desk.level.value
    assert "rated none" in desk.level.value
    assert "Saved" in card(desk, FIRST).told.value


def test_note_weakness_and_evidence_are_saved_from_their_controls(open_desk, sit_down):
    desk = open_desk()
    one = card(desk, FIRST)
    one.note.value = "Seen in four of six projects."
    one.weakness.value = True
    one.attach.value = "E02"
    row = sit_down().pack.practices[FIRST]
    assert (row.note, row.significant_weakness) == ("Seen in four of six projects.", "yes")
    assert row.evidence_ids == ("E01", "E02")
    assert one.evidence.value == "E01;E02"
    assert "E02" not in [value for _, value in one.attach.options]
    assert one.attach.value == ""


def test_a_new_piece_of_evidence_can_be_attached_at_once(open_desk):
    desk = open_desk()
    form = desk.new_evidence
    assert form.evidence_id.value == "E03"
    form.title.value = "Minutes"
    form.add.click()
    assert "E03 is saved" in form.told.value
    assert form.evidence_id.value == "E04"
    assert "E03" in [value for _, value in card(desk, FIRST).attach.options]


def test_steps_of_the_review_are_taken_from_the_card_and_refusals_are_told(open_desk):
    maker, second = open_desk(), open_desk("Second assessor")
    one, other = card(maker, FIRST), card(second, FIRST)
    other.step.value = "validate"
    other.take.click()
    assert "this is a draft" in other.told.value
    one.step.value = "submit"
    one.take.click()
    assert one.rating.disabled
    second.look.click()
    other.step.value = "return"
    assert other.reason.layout.display != "none"
    other.take.click()
    assert "Write the reason" in other.told.value
    other.reason.value = "No decision in the minutes."
    other.take.click()
    maker.look.click()
    assert "No decision in the minutes." in one.standing.value
    assert not one.rating.disabled


def test_a_conflict_is_shown_with_both_versions_and_settled_by_a_choice(open_desk):
    one, other = open_desk(), open_desk("Second assessor")
    card(one, FIRST).rating.value = "large"
    card(other, FIRST).rating.value = "none"
    shown = card(other, FIRST)
    assert "<mark>none</mark>" in shown.versions.value
    assert "<mark>large</mark>" in shown.versions.value
    assert shown.choice.layout.display != "none"
    assert "Not saved yet: idea_generation_1a." in other.problems.value
    shown.keep_mine.click()
    assert shown.versions.value == ""
    assert shown.choice.layout.display == "none"
    one.look.click()
    assert card(one, FIRST).rating.value == "none"


def test_nobody_leaves_a_pack_with_findings_that_are_not_saved(open_desk):
    desk = open_desk()
    card(desk, UNRATED).rating.value = "not applicable"
    desk.unit.value = "online"
    assert (desk.unit.value, desk.desk.business_unit) == ("retail", "retail")
    assert "1 of your findings are not saved yet" in desk.message.value
    card(desk, UNRATED).note.value = "No ideas come from outside."
    desk.unit.value = "online"
    assert desk.desk.business_unit == "online"
    assert desk.desk.role == "Lead assessor"
    assert "Online" in desk.heading.value


def test_a_broken_pack_opens_read_only_with_its_problems(open_desk, folder):
    with (folder / "practices.csv").open("a", encoding="utf-8") as file:
        file.write("nowhere,1,,full,,Lead assessor,,\n")
    desk = open_desk()
    assert "nowhere" in desk.problems.value
    assert all(one.rating.disabled for one in desk.cards)


def test_every_control_has_a_label_that_no_other_one_has(open_desk):
    desk = open_desk()
    labels = [one.description for one in everything(desk.box) if type(one).__name__ not in {"HTML", "VBox", "HBox"}]
    assert all(labels)
    assert len(labels) == len(set(labels))


def test_an_error_in_a_callback_is_shown(open_desk, monkeypatch):
    desk = open_desk()
    monkeypatch.setattr(type(desk.desk), "edit", lambda *_, **__: {}["nothing"])
    card(desk, FIRST).rating.value = "none"
    assert re.search(r"The desk itself failed \(KeyError", desk.message.value)


def test_opening_the_desk_writes_nothing(engagement, folder):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assessment_desk(engagement, "retail", "2026Q3")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_quarter_that_is_none_is_refused(engagement):
    with pytest.raises(PmobookError, match="is not a quarter"):
        assessment_desk(engagement, "retail", "Q3 2026")


def test_a_practice_is_rated_in_one_project_and_saved_with_that(open_desk, folder):
    desk = open_desk()
    before = (folder / "practices.csv").read_bytes()
    desk.instance.practice.value = FIRST
    desk.instance.instance.value = " Store refresh "
    desk.instance.add.click()
    added = card(desk, FIRST._replace(instance="Store refresh"))
    assert "Practice 1a, in Store refresh" in {one.item.title for one in desk.cards}
    assert (folder / "practices.csv").read_bytes() == before
    added.rating.value = "partial"
    text = (folder / "practices.csv").read_text(encoding="utf-8")
    assert "Store refresh" in text
    assert card(open_desk("Second assessor"), added.item.key).rating.value == "partial"
    assert card(desk, FIRST).rating.value == "full"


def test_a_project_without_a_name_and_one_that_is_there_already_are_refused(open_desk):
    desk = open_desk()
    desk.instance.add.click()
    assert "which project or team" in desk.instance.told.value
    for name in ("Store refresh", "store REFRESH"):
        desk.instance.instance.value = name
        desk.instance.add.click()
    assert "store REFRESH is on the desk already" in desk.instance.told.value
    assert sum(bool(one.item.key.instance) for one in desk.cards) == 1


def test_what_was_begun_and_never_rated_is_gone_with_the_session(open_desk):
    one = open_desk()
    one.instance.instance.value = "Store refresh"
    one.instance.add.click()
    assert not any(each.item.key.instance for each in open_desk().cards)


def test_without_a_role_no_project_can_be_added(open_desk):
    assert open_desk("").instance.add.disabled
