"""A small engagement with a small model, and people who fill in their files."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.method.capabilities import Capability, FocusArea, Perspective
from pmobook.method.maturity import MaturityModel
from pmobook.survey.gather import gather_survey
from pmobook.survey.issue import IssueReport, issue_survey
from pmobook.survey.report import SurveyReport
from pmobook.vocabulary import Quarter

QUARTER = Quarter(2026, 3)
TODAY = dt.date(2026, 9, 7)
CAPABILITIES = ("budgets", "forecasts", "skills")


def make_model(version: str = "1.0", suffix: str = "") -> MaturityModel:
    """Return a model of three capabilities in two focus areas; the suffix changes what is asked."""

    def capability(one: str) -> Capability:
        return Capability(
            capability_id=one, title=one.title(), definition=f"The PMO looks after {one}.{suffix}",
            questions={"executive": f"Do you decide by {one}?", "pmo": f"Do you look after {one}?"},
            levels={str(level): f"One sees {level} of {one}." for level in range(6)},
        )  # fmt: skip

    areas = (
        FocusArea(area_id="money", title="Money", short_title="Money", definition="Money is held.",
                  capabilities=tuple(map(capability, CAPABILITIES[:2]))),
        FocusArea(area_id="people", title="People", short_title="People", definition="People are there.",
                  capabilities=tuple(map(capability, CAPABILITIES[2:]))),
    )  # fmt: skip
    return MaturityModel(
        model_id="small", title="A small model", version=version, dated="2026-01-01", source="Made for a test.",
        levels={str(level): f"General level {level}" for level in range(6)}, scoring_rules=("weighted_mean",), areas=areas,
        perspectives=(
            Perspective(perspective_id="executive", title="Executives", roles=("Executive", "Managing director")),
            Perspective(perspective_id="pmo", title="PMO", roles=("Head of PMO", "PMO analyst")),
        ),
    )  # fmt: skip


class Desk:
    """A consultant's desk with one engagement: lists people, issues, fills in, reads what is there."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.survey = root / "surveys" / "2026Q3"
        self.model = make_model()
        monkeypatch.setattr(Engagement, "model", lambda engagement, unit: self.model)

    quarter, today, capabilities = QUARTER, TODAY, CAPABILITIES
    make_model = staticmethod(make_model)

    def issue(self, engagement: Engagement, **options: Any) -> IssueReport:
        return issue_survey(engagement, QUARTER, **{"today": TODAY, **options})

    def gather(self, engagement: Engagement, **options: Any) -> SurveyReport:
        return gather_survey(engagement, QUARTER, **options)

    def open(self, *, anonymous: bool = False, minimum_group: int = 3, organisation: str = "Example Stores") -> Engagement:
        (self.root / "business_units").mkdir(parents=True, exist_ok=True)
        text = f"organisation: {organisation}\nmoney: {{currency: GBP}}\n"
        text += f"survey: {{anonymous: {str(anonymous).lower()}, minimum_group: {minimum_group}}}\n"
        (self.root / "engagement.yaml").write_text(text, encoding="utf-8")
        for unit in ("retail", "logistics"):
            (self.root / "business_units" / f"{unit}.yaml").write_text(f"name: {unit.title()}\n", encoding="utf-8")
        return open_engagement(self.root)

    def list_people(self, people: Sequence[tuple[str, ...]]) -> None:
        self.survey.mkdir(parents=True, exist_ok=True)
        with (self.survey / "respondents.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("respondent_id", "business_unit", "role", "perspective"), *people])

    def list_group(self, sizes: Mapping[str, int], unit: str = "retail", start: int = 0) -> list[str]:
        """List so many people of each role and return their ids, which look like nothing else in any file."""
        ids = [f"person-{number}" for number in range(start, start + sum(sizes.values()))]
        roles = [role for role, size in sizes.items() for _ in range(size)]
        before = []
        if (self.survey / "respondents.csv").exists():
            with (self.survey / "respondents.csv").open(encoding="utf-8", newline="") as file:
                before = [tuple(row) for row in csv.reader(file)][1:]
        self.list_people([*before, *((one, unit, role, "") for one, role in zip(ids, roles, strict=True))])
        return ids

    def issued(self, unit: str = "retail") -> list[Path]:
        return sorted((self.survey / "issued" / unit).rglob("*.xlsx"))

    def sent_back(self, name: str) -> Path:
        path = self.survey / "returned" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def fill(
        self,
        source: Path,
        name: str = "",
        ratings: Mapping[str, object] | None = None,
        comments: Mapping[str, object] | None = None,
        change: Callable[[openpyxl.Workbook], None] | None = None,
    ) -> Path:
        """Fill in an issued file as a person does, values only, and put it into the folder of what came back."""
        book = openpyxl.load_workbook(source)
        sheet = book["Answers"]
        given = dict.fromkeys(CAPABILITIES, 3) | dict(ratings or {})
        for row in sheet.iter_rows(min_row=4):
            capability_id = row[0].value
            if capability_id in given:
                row[3].value = given[capability_id]
            if capability_id in (comments or {}):
                row[4].value = (comments or {})[capability_id]
        if change:
            change(book)
        target = self.sent_back(name or source.name)
        book.save(target)
        return target

    def responses(self, unit: str = "retail") -> list[dict[str, str]]:
        with (self.root / "inputs" / unit / "2026Q3" / "responses.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


PEOPLE = [("R1", "retail", "Executive", ""), ("R2", "retail", "PMO analyst", "")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path / "engagement", monkeypatch)


@pytest.fixture
def named(desk: Desk) -> Engagement:
    """An engagement that has issued files to two people of retail, by name."""
    engagement = desk.open()
    desk.list_people(PEOPLE)
    desk.issue(engagement)
    return engagement
