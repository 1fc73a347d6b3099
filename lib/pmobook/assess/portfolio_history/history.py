"""A whole portfolio over its quarters: confidence, movements, money, and who came and went."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.governance.reading import Rows
from pmobook.assess.portfolio_history.moves import MOVES, RATINGS, moves_between, transitions
from pmobook.assess.portfolio_history.rows import project_quarters
from pmobook.assess.tables import build
from pmobook.assess.wording import as_percent, counted
from pmobook.language import say
from pmobook.method.governance import HistoryMethod, governance_method
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["ALL", "PortfolioHistory", "portfolio_history"]

ALL = ""
"""Stands in ``business_unit`` for all of them together."""

CONFIDENCE = {"quarter": "str", "business_unit": "str", "confidence": "str", "projects": "Int64"}
MONEY = {
    "quarter": "str", "business_unit": "str", "projects": "Int64", "projects_compared": "Int64", "planned_cost": "float64",
    "expected_cost": "float64", "cost_variance": "float64", "cost_variance_share": "float64", "dearer": "Int64",
    "cheaper": "Int64", "negative_amounts": "Int64", "whole_life_cost": "float64", "whole_life_known": "Int64",
}  # fmt: skip
CHANGES = {
    "from_quarter": "str", "to_quarter": "str", "business_unit": "str", "before": "Int64", "after": "Int64", "stayed": "Int64",
    "renamed": "Int64", "moved_in": "Int64", "moved_out": "Int64", "likely_same": "Int64", "entered": "Int64", "left": "Int64",
    "better": "Int64", "worse": "Int64", "same": "Int64", "not_comparable": "Int64",
}  # fmt: skip
REASONS = {"quarter": "str", "reason": "str", "projects": "Int64"}


@dataclass(frozen=True, eq=False)
class PortfolioHistory:
    """A portfolio over its quarters. In each table, an empty ``business_unit`` is all of them together.

    Attributes
    ----------
    quarters
        Quarters with projects, oldest first.
    projects
        One row a project and quarter (`project_quarters`).
    confidence
        quarter, business_unit, confidence (the five and "not assessed"), projects: every combination that has a project in that
        quarter, and zeros for the other confidences of the same business unit.
    changes
        One row for each two quarters in a row and business unit: projects before and after, stayed (renamed among them), moved in
        and out (the same id in another business unit), likely_same (under another name), entered, left; and of those that stayed,
        moved in or are likely the same, better, worse, same, not_comparable.
    moves
        One row a project for each two quarters in a row (`moves_between`).
    money
        quarter, business_unit: planned and expected cost over projects where both are known, their difference and its share; how
        many are dearer and cheaper than planned, how many amounts are negative; whole-life cost of those whose is known.
    reasons
        quarter, reason, projects: why ratings are not assessed, the most common first.
    headline
        The result in a sentence.
    """

    quarters: tuple[str, ...]
    projects: pd.DataFrame
    confidence: pd.DataFrame
    changes: pd.DataFrame
    moves: pd.DataFrame
    money: pd.DataFrame
    reasons: pd.DataFrame
    headline: str

    def counts(self, business_unit: str = ALL) -> pd.DataFrame:
        """Return projects by quarter (index) and confidence (columns, worst to best, not assessed last) of one business unit."""
        rows = self.confidence.loc[self.confidence["business_unit"] == business_unit]
        table = rows.pivot_table(index="quarter", columns="confidence", values="projects", aggfunc="sum")
        return table.reindex(columns=list(RATINGS), fill_value=0).fillna(0).astype("int64")

    def transitions(self, to_quarter: str, business_unit: str = ALL, *, with_likely_same: bool = False) -> pd.DataFrame:
        """Return how many projects went from each confidence to each, into a quarter from the one before it.

        Parameters
        ----------
        to_quarter
            The later of the two quarters; one that has none before it has no transitions.
        business_unit
            Where the project stands in the later quarter; empty: all.
        with_likely_same
            Count those that are likely the same under another name, too.
        """
        rows = self.moves.loc[self.moves["to_quarter"] == str(to_quarter)]
        if business_unit != ALL:
            rows = rows.loc[rows["business_unit"] == business_unit]
        return transitions(rows, ("stayed", "renamed", "moved", *(("likely the same",) if with_likely_same else ())))


def portfolio_history(projects: Rows, costs: Rows | None = None, method: HistoryMethod | None = None) -> PortfolioHistory:
    """Follow all projects of all business units over their quarters.

    Parameters
    ----------
    projects
        Recorded rows of project_status of all business units and quarters, or the form projects of their packs with
        business_unit and quarter (or ``reported_in``). What is missing is not assessed, with its reason kept.
    costs
        The form project_costs of the same packs with business_unit and quarter; None: money as the projects carry it.
    method
        When two names are likely one project.

    Raises
    ------
    PmobookError
        If a column is absent, or a confidence is none of the five.
    ProblemsFound
        If a project stands twice in a quarter of a business unit.

    Notes
    -----
    Quarters in a row are those that have projects, however far apart. A project is known by business unit and id; renamed, moved
    and likely the same: `moves_between`. Negative amounts (credits) are real and count as they are. Cost is compared over
    projects where planned and expected are both known.
    """
    rules = method or governance_method().history
    rows = project_quarters(projects, costs)
    quarters = tuple(dict.fromkeys(rows["quarter"].tolist()))
    by_quarter = {quarter: rows.loc[rows["quarter"] == quarter] for quarter in quarters}
    pairs = list(itertools.pairwise(quarters))
    found = [moves_between(by_quarter[one], by_quarter[two], rules) for one, two in pairs]
    moves = pd.concat(found, ignore_index=True) if found else build((), MOVES)
    changes = build((row for one, two in pairs for row in _changes(by_quarter[one], by_quarter[two], moves)), CHANGES)
    return PortfolioHistory(
        quarters=quarters,
        projects=rows,
        confidence=build((row for quarter in quarters for row in _confidence(by_quarter[quarter])), CONFIDENCE),
        changes=changes,
        moves=moves,
        money=build((row for quarter in quarters for row in _money(by_quarter[quarter])), MONEY),
        reasons=build((row for quarter in quarters for row in _reasons(by_quarter[quarter])), REASONS),
        headline=_headline(by_quarter, quarters, changes, rules),
    )


def _units(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield all together, then each business unit."""
    yield ALL, rows
    for unit, own in rows.groupby("business_unit", sort=True):
        yield str(unit), own


def _confidence(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    quarter = rows["quarter"].iloc[0]
    for unit, own in _units(rows):
        counts = own["confidence"].value_counts()
        for rating in RATINGS:
            number = int(counts.get(rating, 0))
            yield {"quarter": quarter, "business_unit": unit, "confidence": rating, "projects": number}


def _money(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    quarter = rows["quarter"].iloc[0]
    for unit, own in _units(rows):
        both = own.loc[own["planned_cost"].notna() & own["expected_cost"].notna()]
        planned, expected = both["planned_cost"].sum(min_count=1), both["expected_cost"].sum(min_count=1)
        negative = sum(int((own[name] < 0).sum()) for name in ("planned_cost", "expected_cost", "whole_life_cost"))
        yield {
            "quarter": quarter, "business_unit": unit, "projects": len(own), "projects_compared": len(both),
            "planned_cost": planned, "expected_cost": expected, "cost_variance": expected - planned,
            "cost_variance_share": (expected - planned) / planned if planned > 0 else float("nan"),
            "dearer": int((both["expected_cost"] > both["planned_cost"]).sum()),
            "cheaper": int((both["expected_cost"] < both["planned_cost"]).sum()), "negative_amounts": negative,
            "whole_life_cost": own["whole_life_cost"].sum(min_count=1),
            "whole_life_known": int(own["whole_life_cost"].notna().sum()),
        }  # fmt: skip


def _reasons(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    missing = rows.loc[rows["confidence"] == NOT_ASSESSED, "reason"].value_counts()
    for reason, number in sorted(missing.items(), key=lambda one: (-one[1], str(one[0]))):
        yield {"quarter": rows["quarter"].iloc[0], "reason": str(reason), "projects": int(number)}


def _changes(before: pd.DataFrame, after: pd.DataFrame, moves: pd.DataFrame) -> Iterator[dict[str, Any]]:
    two = after["quarter"].iloc[0]
    own_moves = moves.loc[moves["to_quarter"] == two]
    for unit in (ALL, *sorted(set(before["business_unit"]) | set(after["business_unit"]))):
        mine = own_moves if unit == ALL else own_moves.loc[own_moves["business_unit"] == unit]
        is_out = own_moves["other_business_unit"] == unit if unit != ALL else own_moves["fate"] == "moved"
        fates, movements = mine["fate"].value_counts(), mine["movement"].value_counts()
        sizes = [len(rows) if unit == ALL else int((rows["business_unit"] == unit).sum()) for rows in (before, after)]
        yield {
            "from_quarter": before["quarter"].iloc[0], "to_quarter": two, "business_unit": unit, "before": sizes[0],
            "after": sizes[1], "stayed": int(fates.get("stayed", 0) + fates.get("renamed", 0)),
            "renamed": int(fates.get("renamed", 0)), "moved_in": int(fates.get("moved", 0)), "moved_out": int(is_out.sum()),
            "likely_same": int(fates.get("likely the same", 0)), "entered": int(fates.get("entered", 0)),
            "left": int(fates.get("left", 0)), **{name: int(movements.get(name, 0)) for name in ("better", "worse", "same")},
            "not_comparable": int(movements.get("not comparable", 0)),
        }  # fmt: skip


def _headline(
    by_quarter: dict[str, pd.DataFrame], quarters: tuple[str, ...], changes: pd.DataFrame, method: HistoryMethod
) -> str:
    if not quarters:
        return say("The portfolio is {not_assessed}: there is no project", not_assessed=NOT_ASSESSED)
    last = by_quarter[quarters[-1]]
    doubted = int(last["confidence"].isin(RATINGS[:2]).sum())
    share = as_percent(doubted / len(last))
    said = say(
        "{doubted} of {project} ({share}) are red or amber/red in {quarters}",
        doubted=doubted,
        project=counted(len(last), "project"),
        share=share,
        quarters=quarters[-1],
    )
    if changes.empty:
        return said
    row = changes.loc[(changes["to_quarter"] == quarters[-1]) & (changes["business_unit"] == ALL)].iloc[0]
    came = say(
        "since {from_quarter} {entered} entered and {left} left",
        from_quarter=row["from_quarter"],
        entered=row["entered"],
        left=row["left"],
    )
    if int(row["better"] + row["worse"] + row["same"]) < method.fewest_compared.value:
        return f"{said}; {came}"
    return say(
        "{said}; {came}, {better} are rated better and {worse} worse",
        said=said,
        came=came,
        better=row["better"],
        worse=row["worse"],
    )
