"""The tables of results, by subject: one module a subject, in the order in which the documentation lists them."""

from __future__ import annotations

from types import MappingProxyType

from pmobook.record.tables.benefits import BENEFITS
from pmobook.record.tables.capability import CAPABILITY
from pmobook.record.tables.conclusions import CONCLUSIONS
from pmobook.record.tables.delivery import DELIVERY
from pmobook.record.tables.goals import GOALS
from pmobook.record.tables.governance import GOVERNANCE
from pmobook.record.tables.maturity import MATURITY
from pmobook.record.tables.performance import PERFORMANCE
from pmobook.record.tables.plan import PLAN
from pmobook.record.tables.resources import RESOURCES
from pmobook.record.tables.risk import RISK
from pmobook.record.tables.roadmap import ROADMAP
from pmobook.record.tables.runs import RUNS
from pmobook.record.tables.schema import STAMP, Column, Table
from pmobook.record.tables.selection import SELECTION

__all__ = ["STAMP", "TABLES", "Column", "Table"]

_ALL = (
    *MATURITY,
    *GOALS,
    *PERFORMANCE,
    *DELIVERY,
    *SELECTION,
    *GOVERNANCE,
    *BENEFITS,
    *RISK,
    *ROADMAP,
    *CAPABILITY,
    *RESOURCES,
    *PLAN,
    *CONCLUSIONS,
    *RUNS,
)

TABLES = MappingProxyType({table.name: table for table in _ALL})
"""Table name to table."""
