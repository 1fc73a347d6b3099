"""What changed, what is breached, what is to be decided and by whom, counted from changes and findings."""

import pandas as pd

from pmobook.assess.answer import answer_of
from pmobook.assess.changes import AGAIN, CHANGES, LOST

NAMES = {"a": "Alpha", "b": "Beta"}


def changes(*directions):
    rows = [("a", "project", f"p{n}", f"P{n}", way, "amber", "red", 1.0) for n, way in enumerate(directions)]
    return pd.DataFrame(rows, columns=list(CHANGES))


def findings(*rows):
    columns = ["business_unit", "notebook", "finding_id", "severity", "sentence", "owner", "subject", "sort", "is_new"]
    shaped = [(unit, "n", one, severity, "S.", owner, one, 0, new) for unit, one, severity, owner, new in rows]
    return pd.DataFrame(shaped, columns=columns)


def test_changes_are_counted_by_direction_and_the_first_for_the_worse_is_named():
    found = answer_of(changes("worse", "worse", LOST, "better", AGAIN), findings(), NAMES)
    assert (found.worse, found.better, found.lost, found.came) == (2, 1, 1, 1)
    assert found.worst["subject"] == "p0"
    assert answer_of(changes("better"), findings(), NAMES).worst is None


def test_breaches_are_counted_by_kind_of_limit_and_a_note_is_none():
    rows = findings(
        ("a", "target_missed:m1", "act", "Ann", True), ("b", "target_missed:m2", "watch", "Ann", False),
        ("b", "target_missed:m3", "note", "Ann", True), ("b", "tolerance_exceeded", "act", "Bo", False),
        ("a", "unknown_kind:x", "act", "Bo", True),
    )  # fmt: skip
    found = answer_of(changes(), rows, NAMES).breaches
    assert [(one.limit, one.findings, one.fresh) for one in found] == [("Tolerance", 1, 0), ("Target", 2, 1)]
    assert set(found[1].business_units) == {"a", "b"}


def test_owners_of_what_is_to_be_decided_come_most_first_and_who_is_not_named_is_counted():
    rows = findings(
        ("a", "x:1", "act", "Bo", True), ("a", "x:2", "act", "Ann", False), ("b", "x:3", "act", " Ann ", False),
        ("b", "x:4", "act", None, True), ("b", "x:5", "act", "  ", False), ("b", "x:6", "watch", "Cy", False),
    )  # fmt: skip
    found = answer_of(changes(), rows, NAMES)
    assert found.owners == (("Ann", 2), ("Bo", 1))
    assert (found.asked, found.fresh, found.unowned) == (5, 2, 2)
    assert sum(len(one.findings) for one in found.matters) == 5


def test_without_findings_nothing_is_asked():
    found = answer_of(changes(), findings(), NAMES)
    assert (found.asked, found.fresh, found.unowned, found.matters, found.owners, found.breaches) == (0, 0, 0, (), (), ())
