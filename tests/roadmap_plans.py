"""Small plans to draw roadmaps of."""

from pmobook.assess.roadmap import assess_roadmap
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money

UNIT = BusinessUnit(name="Retail", lead="Head of the PMO")
EUROS = Money(currency="EUR", scale="million")


def project(key, start, finish, stage="proposed", **more):
    return {"project_id": key, "title": f"Project {key}", "stage": stage, "start": start, "forecast_finish": finish,
            "sponsor": f"Sponsor {key}", **more}  # fmt: skip


def benefit(key, of, amounts, unit="money", kind="cashable"):
    return [
        {"benefit_id": key, "project_id": of, "title": f"Benefit {key}", "owner": "Head of Stores", "kind": kind,
         "unit_of_measure": unit, "period": period, "planned": amount, "forecast": amount, "actual": None}
        for period, amount in amounts.items()
    ]  # fmt: skip


def requires(one, other):
    return {"project_id": one, "link": "requires", "other_project_id": other}


PLAN = [project("A", "2026-10-05", "2027-01-29"), project("B", "2027-01-04", "2027-05-28"), project("C", None, "2027-05-28")]

BRIEF = [project("A", "2026-10-05", "2026-11-27")]
CURRENT = [project("A", "2026-08-03", "2027-03-26", "executing")]


def draw(projects=PLAN, links=None, gates=None, benefits=None, **more):
    return assess_roadmap(projects, links, gates, benefits, quarter="2026Q3", business_unit=UNIT, money=EUROS, **more)


def row(found, key):
    return found.projects.set_index("project_id").loc[key]
