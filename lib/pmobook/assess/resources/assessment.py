"""A business unit's people: enough of each role or not, who goes short, when projects can start, what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.resources.allocation import Allocation, allocate_people
from pmobook.assess.resources.balance import Balance
from pmobook.assess.resources.findings import resource_findings, resource_headline
from pmobook.assess.resources.fixes import PricedFix, price_fix
from pmobook.assess.resources.look_ahead import LookAhead, look_ahead
from pmobook.assess.resources.order import ServingOrder
from pmobook.assess.resources.starts import BEGUN, Starts, find_starts
from pmobook.assess.resources.waits import role_waits
from pmobook.assess.tables import (
    ALLOCATION,
    CAPACITY_BALANCE,
    CAPACITY_FIXES,
    ROLE_WAITS,
    START_DATES,
    build,
    records_of,
    rows_of,
)
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.pack import InputPack
from pmobook.inputs.prices import Prices
from pmobook.method.resources import ResourcesMethod
from pmobook.vocabulary import Quarter

__all__ = ["NOTEBOOK", "ResourcesAssessment", "assess_resources", "assess_resources_of"]

NOTEBOOK = "60_resources"


@dataclass(frozen=True, eq=False)
class ResourcesAssessment:
    """Whether a business unit has the people that its projects need.

    Attributes
    ----------
    ahead
        Capacity and demand of the months looked ahead to.
    order
        In which order projects get people.
    people, allocated, starts, fix
        What was worked out on the way, with what was assumed; None where capacity or demand was not handed in.
    capacity_balance, allocation, start_dates, capacity_fixes, role_waits
        Tables of the results store.
    findings, headline
        In words.
    """

    ahead: LookAhead
    order: ServingOrder
    people: Balance | None
    allocated: Allocation | None
    starts: Starts | None
    fix: PricedFix | None
    capacity_balance: pd.DataFrame
    allocation: pd.DataFrame
    start_dates: pd.DataFrame
    capacity_fixes: pd.DataFrame
    role_waits: pd.DataFrame
    findings: pd.DataFrame
    headline: str

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        names = ("capacity_balance", "allocation", "start_dates", "capacity_fixes", "role_waits", "findings")
        return {name: getattr(self, name) for name in names}

    @property
    def notes(self) -> tuple[str, ...]:
        """What was assumed or left out, in sentences, each once."""
        parts = (self.people, self.allocated, self.starts, self.fix and self.fix.fix)
        return tuple(dict.fromkeys([*self.ahead.notes, *(note for part in parts if part for note in part.notes)]))


def assess_resources_of(
    engagement: Engagement, pack: InputPack, order: ServingOrder, method: ResourcesMethod
) -> ResourcesAssessment:
    """Return how a business unit stands for people, from its input pack; see `assess_resources`."""
    unit, parameters = engagement.business_unit(pack.business_unit), engagement.parameters
    return assess_resources(
        pack.form("capacity"),
        pack.form("demand"),
        pack.form("projects"),
        pack.form("project_links"),
        order,
        pack.quarter,
        method,
        unit,
        parameters.money,
        parameters.prices,
    )


def assess_resources(  # noqa: PLR0913, PLR0917 - everything that the answer depends on
    capacity: pd.DataFrame,
    demand: pd.DataFrame,
    projects: pd.DataFrame,
    links: pd.DataFrame,
    order: ServingOrder,
    quarter: Quarter,
    method: ResourcesMethod,
    business_unit: BusinessUnit,
    money: Money,
    prices: Prices | None = None,
) -> ResourcesAssessment:
    """Compare people with needs in the months to come, and say who goes short, when projects can start and what mends it.

    Parameters
    ----------
    capacity, demand
        The forms of those names. Without rows for the months to come, nothing is assessed. A month without capacity in which
        somebody is needed is not assessed, and named.
    projects, links
        The forms projects and project_links.
    order
        In which order projects get people; see `pmobook.assess.resources.order.order_of`.
    quarter
        The quarter assessed; its months and earlier ones are history.
    method
        How far to look ahead, and when a figure is a finding.
    business_unit
        Named in sentences; its lead owns what nobody else does.
    money
        Currency and scale of prices.
    prices
        What hiring, contracting, delaying and dropping cost; None: the fix has no price, and says so.

    Raises
    ------
    ProblemsFound
        With every amount that is negative or no number, every row that stands twice, every project that is not known.
    """
    ids = [str(one) for one in projects["project_id"]]
    ahead = look_ahead(capacity, demand, quarter, int(method.look_ahead.value), ids)
    if ahead.missing:
        return _unassessed(ahead, order, business_unit)
    order = order.among(ahead.demand["project_id"])
    people = ahead.balance
    allocated = allocate_people(ahead.people, order.ids)
    starts = find_starts(ahead, projects, links, order)
    fix = price_fix(ahead, prices, _movable(ahead, projects), _pairs(ahead, links), money)
    tables = {
        "capacity_balance": build(_balances(people), CAPACITY_BALANCE),
        "allocation": build(_allocations(allocated, order), ALLOCATION),
        "start_dates": starts.table,
        "capacity_fixes": fix.table,
        "role_waits": role_waits(people),
    }
    sponsors = dict(rows_of(projects, "project_id", "sponsor")) if "sponsor" in projects.columns else {}
    found = resource_findings(tables, fix, ahead, sponsors, method, business_unit)
    return ResourcesAssessment(
        ahead=ahead,
        order=order,
        people=people,
        allocated=allocated,
        starts=starts,
        fix=fix,
        **tables,
        findings=findings_table(NOTEBOOK, found),
        headline=resource_headline(tables, ahead, business_unit.name),
    )


def _unassessed(ahead: LookAhead, order: ServingOrder, business_unit: BusinessUnit) -> ResourcesAssessment:
    kinds = {"capacity_balance": CAPACITY_BALANCE, "allocation": ALLOCATION, "start_dates": START_DATES,
             "capacity_fixes": CAPACITY_FIXES, "role_waits": ROLE_WAITS}  # fmt: skip
    tables = {name: build((), columns) for name, columns in kinds.items()}
    found = resource_findings(tables, None, ahead, {}, None, business_unit)
    return ResourcesAssessment(
        ahead=ahead,
        order=order,
        people=None,
        allocated=None,
        starts=None,
        fix=None,
        **tables,
        findings=findings_table(NOTEBOOK, found),
        headline=resource_headline(tables, ahead, business_unit.name),
    )


def _movable(ahead: LookAhead, projects: pd.DataFrame) -> dict[str, str]:
    """Return the projects in demand that have not begun, with their titles."""
    needing = set(ahead.demand["project_id"])
    rows = rows_of(projects, "project_id", "title", "stage")
    return {str(one): str(title) for one, title, stage in rows if str(one) in needing and stage not in BEGUN}


def _pairs(ahead: LookAhead, links: pd.DataFrame) -> list[tuple[str, str]]:
    """Return links (before, after) between projects that both need people; others hold nobody up here."""
    needing = set(ahead.demand["project_id"])
    rows = rows_of(links, "project_id", "link", "other_project_id") if len(links) else ()
    pairs = {
        (str(other), str(one)): None
        for one, link, other in rows
        if link == "requires" and one != other and {str(one), str(other)} <= needing
    }
    return list(pairs)


def _balances(people: Balance) -> Iterator[dict[str, Any]]:
    for row in records_of(people.table):
        yield {**{name: row[name] for name in CAPACITY_BALANCE}, "role": str(row["role"])}


def _allocations(allocated: Allocation, order: ServingOrder) -> Iterator[dict[str, Any]]:
    titles = dict(zip(order.ids, order.table["title"], strict=True))
    for row in records_of(allocated.table):
        project = str(row["project_id"])
        yield {
            "rank": row["rank"],
            "project_id": project,
            "title": titles.get(project, project),
            "role": str(row["role"]),
            "period": str(row["period"]),
            "needed": row["asked"],
            "given": row["given"],
            "short": row["short"],
            "note": row["note"],
        }
