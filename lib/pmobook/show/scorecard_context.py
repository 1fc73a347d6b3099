"""What the exhibits of one scorecard share: quarter, quarter before, names, thresholds."""

from __future__ import annotations

from dataclasses import dataclass

from pmobook.assess.reporting import Report
from pmobook.assess.results import Results
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement, Money
from pmobook.method.maturity import MaturityModel
from pmobook.method.scorecard import ScorecardRules, scorecard_rules
from pmobook.method.thresholds import thresholds
from pmobook.show.page import link
from pmobook.vocabulary import Quarter

__all__ = ["Context", "context_of"]


@dataclass(frozen=True)
class Context:
    """One page's view of the published results.

    Attributes
    ----------
    engagement, results, quarter
        What the page is about.
    earlier
        The published quarter before; None if this is the first.
    now, before
        Results narrowed to the two quarters, and to one business unit on its page; `before` is empty if there is none.
    model
        The maturity model that names the focus areas.
    """

    engagement: Engagement
    results: Results
    quarter: Quarter
    earlier: Quarter | None
    now: Results
    before: Results
    model: MaturityModel

    @property
    def units(self) -> dict[str, str]:
        """Business unit id to its name, of the whole engagement."""
        return {key: unit.name for key, unit in self.engagement.business_units.items()}

    @property
    def areas(self) -> dict[str, str]:
        """Focus area id to its title."""
        return {area.area_id: area.title for area in self.model.areas}

    @property
    def money(self) -> Money:
        """Currency and scale."""
        return self.engagement.parameters.money

    @property
    def stages(self) -> tuple[str, ...]:
        """Stages of projects that are followed."""
        return thresholds().followed_stages

    @property
    def rules(self) -> ScorecardRules:
        """When a card turns amber or red."""
        return scorecard_rules()

    def unit_link(self, business_unit: str) -> str:
        """Return a link to a business unit's page in the same quarter, as HTML."""
        name = self.units.get(business_unit, business_unit)
        return link("business_unit", name, business_unit=business_unit, quarter=str(self.quarter))

    def why_silent(self, report: Report) -> str:
        """Return, as plain text, why a business unit has no results and when it last had some."""
        reason = " ".join(" ".join(report.reasons).split()) or f"No input pack was handed in for {self.quarter}."
        reason = reason if reason.endswith((".", "!", "?")) else f"{reason}."
        last = f"Last assessed in {report.last_assessed}." if report.last_assessed else "Never assessed before."
        return f"{reason} {last}"


def context_of(engagement: Engagement, results: Results, quarter: str, business_unit: str | None = None) -> Context:
    """Return what a page needs for a quarter, the latest published if none is named.

    Raises
    ------
    PmobookError
        If nothing is published, nothing for that quarter, or there is no such business unit.
    """
    if not results.quarters:
        message = "Nothing has been published yet. Run the notebooks first, with: pmobook run ENGAGEMENT"
        raise PmobookError(message)
    chosen = Quarter.parse(quarter) if quarter else results.quarters[-1]
    if chosen not in results.quarters:
        message = f"Nothing has been published for {chosen}. There are {', '.join(str(one) for one in results.quarters)}."
        raise PmobookError(message)
    model = engagement.model(business_unit if business_unit is not None else next(iter(engagement.business_units)))
    earlier = results.before(chosen)
    now, before = results.of(chosen, business_unit), results.of(earlier, business_unit)
    return Context(engagement, results, chosen, earlier, now, before, model)
