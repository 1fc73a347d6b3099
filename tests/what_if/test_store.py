import json
from dataclasses import replace

import pytest

from pmobook.errors import PmobookError
from pmobook.vocabulary import Quarter
from pmobook.what_if.outcome import outcome_of
from pmobook.what_if.scenario import as_it_stands
from pmobook.what_if.store import Scenarios, Taken


@pytest.fixture
def named(small):
    """Return a function that gives an outcome under a name."""
    return lambda name, **changes: outcome_of(small, replace(as_it_stands(small), name=name, **changes))


def test_a_saved_scenario_comes_back_as_it_was(scenarios, named):
    saved = scenarios.save(named("Growth first", pulls={"growth": 80.0, "thrift": 20.0}), "Head of Strategy")
    again = scenarios.load("Growth first")
    assert again == saved
    assert again.scenario.pulls == {"growth": 80.0, "thrift": 20.0}
    assert again.saved_by == "Head of Strategy"
    assert again.found.chosen == named("x", pulls={"growth": 80.0, "thrift": 20.0}).chosen
    assert (scenarios.folder / "growth_first.json").is_file()


def test_a_budget_without_limit_comes_back_as_one(scenarios, named):
    assert scenarios.save(named("All", budget=float("inf"))).scenario.budget == float("inf")


def test_looking_writes_nothing(scenarios):
    assert scenarios.list() == ((), ())
    assert not scenarios.folder.exists()


@pytest.mark.parametrize("name", ["Growth", "growth!", "GROWTH"])
def test_a_name_that_is_taken_is_not_overwritten(scenarios, named, name):
    before = scenarios.save(named("Growth"))
    with pytest.raises(Taken, match="a saved scenario 'Growth' already"):
        scenarios.save(named(name, budget=2.0))
    assert scenarios.load("Growth") == before


def test_who_has_seen_the_saved_one_may_replace_it_and_the_old_one_is_kept_aside(scenarios, named):
    first = scenarios.save(named("Growth"))
    second = scenarios.save(named("Growth", budget=2.0), replaces=first.version)
    assert scenarios.load("Growth") == second
    assert [one.scenario.budget for one in scenarios.list()[0]] == [2.0]
    (aside,) = scenarios.folder.glob(".growth.*.replaced.json")
    assert json.loads(aside.read_text(encoding="utf-8"))["budget"] == 6.0


def test_of_two_who_replace_the_same_version_only_the_first_does(scenarios, named):
    first = scenarios.save(named("Growth"))
    theirs = scenarios.save(named("Growth", budget=2.0), replaces=first.version)
    with pytest.raises(Taken, match="Somebody else has saved 'Growth' meanwhile"):
        scenarios.save(named("Growth", budget=3.0), replaces=first.version)
    assert scenarios.load("Growth") == theirs


def test_a_version_that_somebody_is_replacing_is_left_to_them(scenarios, named):
    first = scenarios.save(named("Growth"))
    (scenarios.folder / f".growth.{first.version[:16]}.replaced.json").write_bytes(b"")
    with pytest.raises(Taken, match="is replacing 'Growth'"):
        scenarios.save(named("Growth", budget=3.0), replaces=first.version)


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "two\nlines", " led", "…"])
def test_a_text_that_can_t_be_a_name_is_refused(scenarios, named, name):
    with pytest.raises(PmobookError, match="name"):
        scenarios.save(named(name))
    assert not scenarios.folder.exists()


def test_a_name_can_t_lead_out_of_the_folder(scenarios, named):
    scenarios.save(named("../../../etc/passwd"))
    assert [path.name for path in scenarios.folder.glob("*.json")] == ["etc_passwd.json"]


def test_a_folder_that_leads_elsewhere_is_refused(engagement, named, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (engagement.folder / "scenarios").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(PmobookError, match="leads out of the engagement"):
        Scenarios(engagement, "retail", Quarter.parse("2026Q3")).save(named("Growth"))
    assert list(elsewhere.rglob("*.json")) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2}', "\udcff"])
def test_a_file_that_is_no_scenario_is_named_and_the_others_are_listed(scenarios, named, content):
    scenarios.save(named("Growth"))
    (scenarios.folder / "broken.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    saved, unread = scenarios.list()
    assert [one.scenario.name for one in saved] == ["Growth"]
    assert unread[0].startswith("scenarios/retail/2026Q3/broken.json is no saved scenario")


def test_a_scenario_of_another_quarter_is_not_taken_for_one_of_this(engagement, scenarios, named):
    saved = Scenarios(engagement, "retail", Quarter.parse("2026Q2"))
    saved.save(named("Growth"))
    scenarios.folder.mkdir(parents=True)
    (saved.folder / "growth.json").rename(scenarios.folder / "growth.json")
    assert "is a scenario of retail, 2026Q2" in scenarios.list()[1][0]


def test_a_business_unit_that_is_not_there_is_refused(engagement):
    with pytest.raises(PmobookError, match="has no business unit"):
        Scenarios(engagement, "../retail", Quarter.parse("2026Q3"))


def test_a_scenario_that_was_never_saved_is_said_to_be_missing(scenarios):
    with pytest.raises(PmobookError, match="There is no saved scenario 'Growth'"):
        scenarios.load("Growth")
