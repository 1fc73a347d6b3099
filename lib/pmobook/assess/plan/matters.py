"""Findings of several notebooks brought together: the same matter of the same subject is said once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pmobook.assess.findings import SEVERITIES
from pmobook.assess.tables import build, records_of, text_of
from pmobook.method.improvement_plan import Matter, PlanMethod

__all__ = ["ROUTES", "Raised", "gather_matters", "routes_of"]

ROUTES = {
    "notebook": "str", "finding_id": "str", "severity": "str", "sentence": "str", "action_id": "str", "note": "str",
}  # fmt: skip

_BY_SEVERITY: dict[str, int] = {name: place for place, name in enumerate(SEVERITIES)}
_ONLY_KNOWN = "Only to be known; it asks for no action by itself."


@dataclass(frozen=True)
class Raised:
    """One matter that findings raise about one subject.

    Attributes
    ----------
    matter
        As the method describes it.
    subject
        Of the findings; empty for the business unit as a whole.
    findings
        The findings as records, the most severe first; the same finding of two notebooks stands twice.
    """

    matter: Matter
    subject: str
    findings: tuple[dict[str, object], ...]

    @property
    def action_id(self) -> str:
        """The id of the action that answers it: the same from quarter to quarter."""
        return f"{self.matter.matter_id}:{self.subject}" if self.subject else self.matter.matter_id

    @property
    def severity(self) -> str:
        """That of the most severe finding."""
        return str(self.findings[0]["severity"])

    @property
    def sources(self) -> list[str]:
        """The findings, each as notebook/finding_id."""
        return [f"{one['notebook']}/{one['finding_id']}" for one in self.findings]

    @property
    def owner(self) -> str:
        """The owner that the most severe finding with an owner names; empty if none does."""
        return next((text_of(one["owner"]) for one in self.findings if text_of(one["owner"])), "")


def gather_matters(findings: pd.DataFrame, method: PlanMethod) -> tuple[Raised, ...]:
    """Return each matter once for each subject it is raised about, the most severe first.

    Parameters
    ----------
    findings
        Table ``findings`` of several notebooks. Findings that ask for no action are left out.
    method
        Which kind belongs to which matter. A kind that nobody placed belongs to the matter ``other``, so that none is lost.
    """
    groups: dict[tuple[str, str], list[dict[str, object]]] = {}
    for one in sorted(records_of(findings), key=_order):
        matter = method.matter_of(_kind(one))
        if matter is not None:
            subject = text_of(one["subject"]) if matter.per == "subject" else ""
            groups.setdefault((matter.matter_id, subject), []).append(one)
    raised = [Raised(method.matter(matter), subject, tuple(found)) for (matter, subject), found in groups.items()]
    return tuple(sorted(raised, key=lambda one: (_BY_SEVERITY.get(one.severity, len(SEVERITIES)), one.action_id)))


def routes_of(findings: pd.DataFrame, raised: tuple[Raised, ...], planned: dict[str, str], method: PlanMethod) -> pd.DataFrame:
    """Return where each finding went: its action, or why it has none.

    Parameters
    ----------
    planned
        Matter and subject, as the id of an action, to the action of the plan that answers it, if one does.

    Returns
    -------
    DataFrame
        One row a finding, none left out: notebook, finding_id, severity, sentence, action_id (empty: none), note (why none).
    """
    answered = {source: one.action_id for one in raised for source in one.sources}
    rows = []
    for one in sorted(records_of(findings), key=_order):
        answer = planned.get(answered.get(f"{one['notebook']}/{one['finding_id']}", ""), "")
        why = "" if answer else method.no_action.get(_kind(one), _ONLY_KNOWN)
        rows.append({**{name: text_of(one[name]) for name in list(ROUTES)[:4]}, "action_id": answer, "note": why})
    return build(rows, ROUTES)


def _kind(finding: dict[str, object]) -> str:
    return str(finding["finding_id"]).partition(":")[0]


def _order(finding: dict[str, object]) -> tuple[object, ...]:
    severity = _BY_SEVERITY.get(str(finding["severity"]), len(SEVERITIES))
    return severity, str(finding["notebook"]), int(finding["sort"]), str(finding["finding_id"])  # type: ignore[call-overload]
