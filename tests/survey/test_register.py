"""The registers are read as they were written, and refused when somebody has touched them."""

from __future__ import annotations

import pytest

from pmobook.errors import PmobookError
from pmobook.survey.places import survey_places
from pmobook.survey.register import Register, read_register, write_register


def test_nothing_is_registered_before_the_first_issue(desk):
    assert read_register(survey_places(desk.open(), desk.quarter)) == Register()


def test_what_was_written_is_read_again(desk, named):
    register = read_register(survey_places(named, desk.quarter))
    assert [(one.code, one.place, one.counts) for one in register.files] == [
        ("R1", "retail/R1.xlsx", True), ("R2", "retail/R2.xlsx", True),
    ]  # fmt: skip
    assert [(one.respondent_id, one.perspective) for one in register.people] == [("R1", "executive"), ("R2", "pmo")]
    assert register.counting("logistics") == ()


@pytest.mark.parametrize("change", [lambda text: text.replace("token", "taken"), lambda text: text + "retail,R3\n"])
def test_a_register_that_was_edited_is_refused(desk, named, change):
    path = desk.survey / "issued_files.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(PmobookError, match="Restore it from a backup; it is not meant to be edited"):
        read_register(survey_places(named, desk.quarter))


def test_one_register_without_the_other_is_refused(desk, named):
    (desk.survey / "issued_to.csv").unlink()
    with pytest.raises(PmobookError, match=r"holds issued_files\.csv alone"):
        read_register(survey_places(named, desk.quarter))


def test_what_somebody_else_registered_meanwhile_is_not_lost(desk, named):
    with pytest.raises(PmobookError, match="Somebody else has issued files"):
        write_register(survey_places(named, desk.quarter), Register(), Register())
