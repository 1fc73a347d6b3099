"""What access.yaml grants: the sum of what it says, nothing it does not say, and every mistake told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.access import Access, full_rights, may_do, person_key, read_access, rights_of
from pmobook.inputs.access_proxy import Proxy

UNITS = ("markets", "retail", "wealth")
TEXT = """
sign_in: password
groups:
  board: {business_units: all, enterprise: true}
  leads: {business_units: [retail], may: [what_if, run]}
people:
  Ada@Bank.example: {groups: [board]}
  rita: {groups: [leads], business_units: [wealth]}
  gone: {groups: [board], active: false}
"""


def access(tmp_path, text=TEXT):
    (tmp_path / "access.yaml").write_text(text, encoding="utf-8")
    return read_access(tmp_path, UNITS)


def test_a_person_has_what_the_groups_and_the_own_entry_grant_in_the_engagement_s_order(tmp_path):
    rights = rights_of(access(tmp_path), "rita", (), UNITS)
    assert rights.business_units == ("retail", "wealth")
    assert not rights.enterprise
    assert rights.may("run", "retail")
    assert not rights.may("run", "wealth"), "what a group may do stays with that group's business units"
    assert not rights.may("edit", "retail")


def test_all_means_every_business_unit_there_is(tmp_path):
    rights = rights_of(access(tmp_path), "ada@bank.example", (), UNITS)
    assert rights.business_units == UNITS
    assert rights.enterprise
    assert rights_of(access(tmp_path), "ada@bank.example", (), [*UNITS, "zoo"]).may_see("zoo")


@pytest.mark.parametrize("name", ["gone", "GONE", " gone ", "\uff47one"])
def test_somebody_shut_out_stays_so_however_the_name_is_written_and_whatever_a_hub_says(tmp_path, name):
    rights = rights_of(access(tmp_path), name, ("board", "leads"), UNITS)
    assert rights.business_units == ()
    assert not rights.enterprise
    assert rights.work == frozenset()


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_has_nothing(tmp_path, name):
    assert rights_of(access(tmp_path), name, ("board",), UNITS).business_units == ()


def test_groups_that_a_hub_names_count_and_unknown_ones_grant_nothing(tmp_path):
    assert rights_of(access(tmp_path), "new", ("leads", "root"), UNITS).business_units == ("retail",)
    assert rights_of(access(tmp_path), "new", (), UNITS).business_units == ()


def test_without_the_file_nothing_is_said(tmp_path):
    assert read_access(tmp_path, UNITS) is None
    assert full_rights(UNITS).may("edit", "wealth")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sign_in: magic", "expected 'password', 'proxy' or 'jupyterhub'"),
        ("sign_in: password\ngroups: {a: {business_units: [retial]}}", "Did you mean retail?"),
        ("sign_in: password\ngroups: {a: {business_units: every}}", "the word all, or a list"),
        ("sign_in: password\ngroups: {a: {business_units: [retail], enterprise: true}}", "business_units: all beside enterprise"),
        ("sign_in: password\ngroups: {a: {may: [fly]}}", "expected 'edit', 'run' or 'what_if'"),
        ("sign_in: password\npeople: {b: {groups: [bord]}}\ngroups: {board: {}}", "Did you mean board?"),
        ("sign_in: password\npeople: {b: {}, B: {}}", "the same person as 'b'"),
        ("sign_in: password\npeople: {' ': {}}", "an empty name"),
        ("sign_in: password\nhosts: ['https://x.example']", "names of hosts alone"),
        ("sign_in: password\nhosts: ['*']", "names of hosts alone"),
        ("sign_in: proxy", "the key proxy with sign_in: proxy"),
        ("sign_in: password\nproxy: {addresses: [127.0.0.1]}", "the key proxy with sign_in: proxy"),
        ("sign_in: proxy\nproxy: {}", "anybody could otherwise claim to be anybody"),
        ("sign_in: proxy\nproxy: {addresses: [0.0.0.0/0]}", "every address there is"),
        ("sign_in: proxy\nproxy: {addresses: [proxy.local]}", "addresses such as 10.1.2.3"),
        ("sign_in: proxy\nproxy: {addresses: ['::1'], person_header: 'X Y'}", "a header's name"),
        ("sign_in: proxy\nproxy: {addresses: ['::1'], groups_header: x-forwarded-user}", "a header of its own"),
        ("sign_in: password\nhours: .inf", "access.yaml, hours"),
        ("sign_in: password\nadmins: [ada]", "the unknown key 'admins'"),
        ("[]", "keys with values"),
        ("", "an empty file"),
    ],
)
def test_a_mistake_is_told_in_words(tmp_path, text, words):
    with pytest.raises(ProblemsFound) as found:
        access(tmp_path, text)
    assert words in str(found.value)
    assert "access.yaml" in str(found.value)


def test_every_unknown_name_is_told_at_once(tmp_path):
    text = "sign_in: password\ngroups: {a: {business_units: [x1, x2]}}\npeople: {b: {groups: [x3], business_units: [x4]}}"
    with pytest.raises(ProblemsFound) as found:
        access(tmp_path, text)
    assert [problem.found for problem in found.value.problems] == ["'x1'", "'x2'", "'x4'", "'x3'"]


def test_a_file_that_is_named_almost_right_is_not_passed_over(tmp_path):
    (tmp_path / "access.yml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"Rename it to access\.yaml"):
        read_access(tmp_path, UNITS)


def test_other_programs_are_answered(tmp_path):
    access(tmp_path)
    assert may_do(tmp_path, UNITS, "rita", "run", "retail")
    assert not may_do(tmp_path, UNITS, "rita", "run", "wealth")
    assert may_do(tmp_path, UNITS, "rita", "see", "wealth")
    assert may_do(tmp_path, UNITS, "new", "see", "markets", ["board"])
    with pytest.raises(PmobookError, match="Ask for see, edit, run, what_if"):
        may_do(tmp_path, UNITS, "rita", "fly", "retail")
    (tmp_path / "access.yaml").unlink()
    with pytest.raises(PmobookError, match=r"has no access\.yaml"):
        may_do(tmp_path, UNITS, "rita", "see", "retail")


@pytest.mark.parametrize(
    ("networks", "address", "known"),
    [
        (("10.1.0.0/24",), "10.1.0.7", True),
        (("10.1.0.0/24",), "10.1.1.7", False),
        (("127.0.0.1",), "::ffff:127.0.0.1", True),
        (("::1",), "::1", True),
        (("fe80::/10",), "fe80::1%eth0", True),
        (("127.0.0.1",), "", False),
        (("127.0.0.1",), "unix", False),
    ],
)
def test_the_proxy_is_known_by_its_addresses(networks, address, known):
    assert Proxy(addresses=networks).knows(address) is known


def test_where_only_the_secret_tells_any_address_will_do():
    assert Proxy(secret_header="X-Secret").knows("203.0.113.9")


GRANTS = st.fixed_dictionaries({"business_units": st.lists(st.sampled_from(UNITS), unique=True)})


@given(st.dictionaries(st.sampled_from("abc"), GRANTS), st.lists(st.sampled_from("abcd")), st.sampled_from(UNITS))
def test_a_business_unit_is_seen_exactly_if_a_group_of_the_person_names_it(groups, named, unit):
    granted = Access.model_validate({"sign_in": "password", "groups": groups})
    seen = rights_of(granted, "p", named, UNITS).may_see(unit)
    assert seen == any(unit in groups[name]["business_units"] for name in named if name in groups)


@given(st.text())
def test_a_name_that_was_made_the_same_stays_the_same(name):
    assert person_key(person_key(name)) == person_key(name)
    assert person_key(f" {name}\t") == person_key(name)
