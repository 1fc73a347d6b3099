"""A PMO of three capabilities in two focus areas, asked and appraised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmobook.assess.maturity import assess_maturity
from pmobook.method.maturity import MaturityModel

AREAS = {"delivery": (1, {"planning": 1, "reporting": 3}), "money": (1, {"budgets": 1})}
TARGETS = {"delivery": 3, "money": 4}

EVIDENCE = ({"evidence_id": "e1", "title": "Minutes of the board"},)


def finding(capability, level, found="full", **more):
    """Return a row of the form practices, with evidence unless it is taken away."""
    return {
        "capability_id": capability, "level": level, "practice_id": f"{capability}_{level}a", "finding": found,
        "evidence_ids": "e1", **more,
    }  # fmt: skip


def findings_on(capability, founds):
    """Return rows from the findings on levels 1, 2, 3 and so on."""
    return [finding(capability, level, found) for level, found in enumerate(founds, 1)]


@pytest.fixture(scope="session")
def areas():
    return AREAS


@pytest.fixture(scope="session")
def see():
    """Return a row of the form practices."""
    return finding


@pytest.fixture(scope="session")
def see_levels():
    """Return rows of the form practices from a capability's findings on levels 1, 2, 3 and so on."""
    return findings_on


@pytest.fixture(scope="session")
def ask(cases):
    """Return a question; the weighted mean is the only rule unless others are named."""

    def put(ratings=(), areas=AREAS, targets=TARGETS, evidence_counts="required", **more):
        rule = more.get("rule", "weighted_mean")
        given = {"rules": (rule,), "evidence": EVIDENCE, **more}
        question = cases.question_of(dict(ratings), areas, targets, **given)
        return replace(question, policy=replace(question.policy, evidence=evidence_counts))

    return put


@pytest.fixture(scope="session")
def assess(ask, method):
    def run(*given, **more):
        return assess_maturity(ask(*given, **more), method.maturity)

    return run


@pytest.fixture(scope="session")
def three_levels(cases):
    """Return the model with its levels, practices and actions ending at 3, under every rule."""
    given = cases.model_of(AREAS).model_dump()
    given["levels"] = {level: name for level, name in given["levels"].items() if int(level) <= 3}
    for area in given["areas"]:
        for one in area["capabilities"]:
            one["practices"] = [practice for practice in one["practices"] if practice["level"] <= 3]
            one["actions"] = [action for action in one["actions"] if action["to_level"] <= 3]
    return MaturityModel.model_validate(given)


@pytest.fixture(scope="session")
def row():
    """Return the one row of a table that has certain entries."""

    def only(table, **wanted):
        for name, value in wanted.items():
            table = table[table[name] == value]
        (found,) = table.to_dict(orient="records")
        return found

    return only


@pytest.fixture(scope="session")
def texts():
    """Return finding id to sentence."""

    def sentences(assessment):
        return dict(zip(assessment.findings["finding_id"], assessment.findings["sentence"], strict=True))

    return sentences
