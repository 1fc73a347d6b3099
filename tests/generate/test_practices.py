ORDER = ["none", "partial", "large", "full"]


KEY = ("capability_id", "level", "practice_id", "instance")


def mean_finding(rows, level):
    found = [ORDER.index(row["finding"]) for row in rows if row["level"] == level and row["finding"] in ORDER]
    return sum(found) / len(found)


def test_every_practice_up_to_the_level_looked_at_has_a_finding(unit, practices):
    looked_at = {row["practice_id"] for row in practices(unit) if row["practice_id"]}
    model = [one for area in unit.model.areas for capability in area.capabilities for one in capability.practices]
    assert looked_at == {one.practice_id for one in model if one.level <= unit.arc.practice_levels}


def test_a_level_that_was_not_reached_is_one_row_and_says_why(unit, practices):
    above = [row for row in practices(unit) if row["practice_id"] is None]
    assert len(above) == 26 * (5 - unit.arc.practice_levels)
    assert all(row["finding"].startswith("not assessed: ") for row in above)
    assert all(row["level"] > unit.arc.practice_levels for row in above)


def test_no_practice_is_judged_twice_for_the_same_project(unit, practices):
    for position in (0, 7):
        keys = [tuple(row[name] for name in KEY) for row in practices(unit, position)]
        assert len(set(keys)) == len(keys)


def test_a_practice_of_a_higher_level_is_met_less_on_the_whole(unit, practices):
    means = [mean_finding(practices(unit), level) for level in range(1, unit.arc.practice_levels + 1)]
    assert means == sorted(means, reverse=True)
    assert means[0] > 2.4


def test_retail_meets_more_practices_than_two_years_ago_and_manufacturing_fewer(demo, practices):
    change = {name: mean_finding(practices(demo[name]), 3) - mean_finding(practices(demo[name], 0), 3) for name in demo}
    assert change["retail"] > 0.5
    assert change["manufacturing"] < -0.3


def test_practices_of_one_level_differ(demo, practices):
    by_cell = {}
    for row in practices(demo["retail"]):
        by_cell.setdefault((row["capability_id"], row["level"]), set()).add(row["finding"])
    assert sum(len(found) > 1 for found in by_cell.values()) > 30


def test_findings_name_evidence_that_was_shown(unit, practices):
    shown = {row[0] for row in unit.forms(7)["evidence"]}
    named = {code for row in practices(unit) if row["evidence_ids"] for code in row["evidence_ids"].split(";")}
    assert named
    assert named <= shown


def test_a_practice_that_is_not_met_rests_on_no_evidence(unit, practices):
    assert all(row["evidence_ids"] is None for row in practices(unit) if row["finding"] == "none")


def test_a_careless_business_unit_has_less_valid_evidence(demo, timeline, practices):
    share = {}
    for name, one in demo.items():
        valid = {row[0] for row in one.forms(7)["evidence"] if row[6] >= timeline.quarters[-1].last_day}
        met = [row for row in practices(one) if row["finding"] in {"full", "large"}]
        share[name] = sum(bool(valid & set((row["evidence_ids"] or "").split(";"))) for row in met) / len(met)
    assert max(share, key=share.get) == "retail"
    assert min(share, key=share.get) == "customer_services"
    assert share["retail"] - share["customer_services"] > 0.2


def test_a_weakness_is_on_record_now_and_then_and_says_which(unit, practices):
    rows = practices(unit)
    weak = [row for row in rows if row["significant_weakness"] == "yes"]
    assert 1 <= len(weak) < 0.04 * len(rows)
    assert all(row["note"].startswith("Weakness: ") and row["finding"] in {"large", "partial"} for row in weak)


def test_nothing_is_said_of_a_weakness_where_nothing_was_found_out(unit, practices):
    assert all((row["significant_weakness"] is None) == (row["finding"] not in ORDER) for row in practices(unit))


def test_a_practice_that_does_not_apply_says_why_and_stays_so(unit, practices):
    by_quarter = []
    for position in (6, 7):
        rows = [row for row in practices(unit, position) if row["finding"] == "not applicable"]
        assert all(row["note"] for row in rows)
        missed = {row["practice_id"] for row in practices(unit, position) if row["finding"].startswith("not assessed")}
        by_quarter.append(({row["practice_id"] for row in rows}, missed))
    (before, missed_before), (now, missed_now) = by_quarter
    assert before - missed_now == now - missed_before


def test_notes_are_varied(unit, practices):
    notes = [row["note"] for row in practices(unit) if row["note"]]
    assert len(set(notes)) >= 35
    assert max(notes.count(note) for note in set(notes)) <= 0.15 * len(notes)
