"""The commands on who may see what say it in words, and answer other programs by their status."""

import io
import sys

import pytest

TEXT = """
sign_in: password
groups: {leads: {business_units: [retail], may: [run]}}
people:
  rita: {groups: [leads]}
  gone: {groups: [leads], active: false}
"""


@pytest.fixture
def call(call):
    """Run ``pmobook access`` in this process; return its status and all that it printed."""
    return lambda *arguments: call("access", *arguments)


@pytest.fixture
def engagement(tmp_path):
    (tmp_path / "engagement.yaml").write_text("organisation: Any Bank\nmoney: {currency: GBP}\n", encoding="utf-8")
    (tmp_path / "business_units").mkdir()
    for unit in ("retail", "wealth"):
        (tmp_path / "business_units" / f"{unit}.yaml").write_text(f"name: {unit.title()}\n", encoding="utf-8")
    (tmp_path / "access.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_password_is_set_for_a_person_of_the_file_and_no_other(call, engagement, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("four plain words here\n"))
    status, said = call("password", engagement, "Rita", "--stdin")
    assert status == 0
    assert "access_passwords.yaml" in said
    assert "four plain" not in said + (engagement / "access_passwords.yaml").read_text(encoding="utf-8")
    assert call("password", engagement, "Rta", "--stdin") == (1, "pmobook: access.yaml names nobody 'Rta'. Did you mean rita?\n")


def test_what_each_may_see_is_shown(call, engagement):
    status, said = call("show", engagement)
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in said.splitlines() if line.startswith("│")]
    assert status == 0
    assert rows == [
        ["rita", "retail", "no", "run: retail"],
        ["gone (not active)", "nothing", "no", "nothing more"],
        ["group leads", "retail", "no", "run: retail"],
    ]


def test_without_the_file_it_is_said_who_sees_everything(call, engagement):
    (engagement / "access.yaml").unlink()
    assert "only whoever sits at this machine" in call("show", engagement)[1]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (("rita", "run", "-b", "retail"), (0, "yes\n")),
        (("rita", "see", "-b", "wealth"), (1, "no\n")),
        (("new", "run", "-b", "retail", "--group", "leads"), (0, "yes\n")),
        (("gone", "run", "-b", "retail", "--group", "leads"), (1, "no\n")),
    ],
)
def test_other_programs_are_answered_by_the_status(call, engagement, question, answer):
    assert call("may", engagement, *question) == answer
