"""Assessments of a small PMO: with names, anonymous, by an assessor's findings, by a rule of shares, and of nothing."""

import html
import re

import pytest

from pmobook.assess.maturity import assess_maturity
from pmobook.method.thresholds import thresholds

AREAS = {
    "delivery": (1, {"planning": 1, "reporting": 3}),
    "money": (1, {"budgets": 1, "funding": 1}),
    "people": (1, {"skills": 1}),
}
ROLES = ["Executive"] * 5 + ["Sponsor"] * 2 + ["PMO"] * 6
RATINGS = {
    "planning": [4, 4, 3, 4, 5, 3, 2, 2, 2, 3, 2, 1, 2],
    "reporting": [3, 3, 3, 4, 4, 2, 2, 2, 1, 3, 2, 1, 2],
    "budgets": [3, 4, 3, 3, 4, 3, 3, 2, 2, 3, 2, 2, 2],
    "funding": [2, 3, 3, 2, None, 2, 2, 2, 1, 3, 1, 0, 2],
    "skills": [2, 3, 3, 2, None, 3, 2, 1, 1, 3, 1, 0, 2],
}
TARGETS = {"delivery": 3, "money": 2}
EVIDENCE = [{"evidence_id": "E1", "title": "Plan <signed>"}]
PRACTICES = [
    {"capability_id": "planning", "level": 1, "practice_id": "planning_1a", "finding": "full", "evidence_ids": "E1",
     "status": "validated"},
    {"capability_id": "planning", "level": 2, "practice_id": "planning_2a", "finding": "full", "status": "validated"},
    {"capability_id": "reporting", "level": 1, "practice_id": "reporting_1a", "finding": "large", "evidence_ids": "E1",
     "status": "draft"},
    {"capability_id": "budgets", "level": 1, "practice_id": "budgets_1a", "finding": "none", "status": "returned",
     "reason": "look again"},
]  # fmt: skip


@pytest.fixture(scope="session")
def assess(cases):
    """Return an assessment of the small PMO, with what is named changed."""

    def run(ratings=RATINGS, targets=TARGETS, **changed):
        given = {"roles": ROLES, "practices": PRACTICES, "evidence": EVIDENCE, "earlier": {"planning": [1, 2]}} | changed
        return assess_maturity(cases.question_of(ratings, AREAS, targets, **given), thresholds().maturity)

    return run


@pytest.fixture(scope="session")
def named(assess):
    return assess()


@pytest.fixture(scope="session")
def anonymous(assess):
    return assess(anonymous=True, minimum_group=5)


@pytest.fixture(scope="session")
def appraised(assess):
    return assess(instrument="appraisal", counted="submitted")


@pytest.fixture(scope="session")
def in_shares(assess):
    return assess(rule="service_sophistication")


@pytest.fixture(scope="session")
def nothing(assess):
    return assess(ratings={}, practices=(), evidence=(), earlier=None)


@pytest.fixture(scope="session")
def text():
    """Return an exhibit's words without its tags."""

    def words(exhibit):
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", exhibit.html)).split())

    return words
