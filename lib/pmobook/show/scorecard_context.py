"""What the exhibits of one scorecard share: quarter, quarter before, names, thresholds."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from pmobook.assess.changes import find_changes, mark_new_findings
from pmobook.assess.overview import OVERALL
from pmobook.assess.reporting import Report
from pmobook.assess.results import Results
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say, word
from pmobook.method.maturity import MaturityModel
from pmobook.method.scorecard import ScorecardRules, scorecard_rules
from pmobook.method.thresholds import thresholds
from pmobook.show.page import address_of, link
from pmobook.show.subjects import figure_name
from pmobook.vocabulary import Quarter

__all__ = ["Context", "context_of", "narrowed_context"]


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
    models
        The maturity models of the business units on the page, in their order, each once.
    every
        Every business unit that the reader may choose, id to name; empty where the page is of one.
    """

    engagement: Engagement
    results: Results
    quarter: Quarter
    earlier: Quarter | None
    now: Results
    before: Results
    models: tuple[MaturityModel, ...]
    business_unit: str = ""
    """The business unit that the page is about; empty on pages about all of them."""
    every: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Business unit id to its name, of all that the reader may see; the id of one whose file was removed since."""
        published = (*self.now.business_units, *self.now.findings["business_unit"].tolist())
        return {unit: unit for unit in published} | {key: unit.name for key, unit in self.engagement.business_units.items()}

    @property
    def headings(self) -> dict[str, tuple[str, str]]:
        """Focus area id to its short and full title: every model's in order, then ids that no model names any more."""
        named = {area.area_id: (area.short_title, area.title) for model in reversed(self.models) for area in model.areas}
        ordered = {area.area_id: named[area.area_id] for model in self.models for area in model.areas}
        scored = self.now.area_scores["area_id"].drop_duplicates().tolist()
        return ordered | {area: (area, area) for area in scored if area not in ordered and area != OVERALL}

    @property
    def areas(self) -> dict[str, str]:
        """Focus area id to its title."""
        return {area: title for area, (_, title) in self.headings.items()}

    def areas_of(self, business_unit: str) -> frozenset[str]:
        """Return the focus areas of a business unit's model; all of them if its file was removed since."""
        if business_unit not in self.engagement.business_units:
            return frozenset(self.headings)
        return frozenset(area.area_id for area in self.engagement.model(business_unit).areas)

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

    def business_unit_link(self, business_unit: str, section: str = "") -> str:
        """Return a link to a business unit's page in the same quarter, as HTML; its id alone if its file was removed."""
        name = self.names.get(business_unit, business_unit)
        if business_unit not in self.engagement.business_units:
            return html.escape(name)
        address = address_of("business_unit", section, business_unit=business_unit, quarter=str(self.quarter))
        return f'<a href="{html.escape(address)}" data-unit="{html.escape(business_unit)}">{html.escape(name)}</a>'

    def figure_link(self, subject: str, item: object, text: str, *, is_html: bool = False, business_unit: str = "") -> str:
        """Return a figure of a business unit as a link to how it came about, as HTML.

        Parameters
        ----------
        subject, item
            The section and which of its figures, see `pmobook.show.subjects`; no item stands for the section as a whole.
        text
            The figure, written; escaped unless it is HTML of ours.
        is_html
            Whether it is.
        business_unit
            Whose figure it is; the page's if not given. Plain text of one whose file was removed, and of none.
        """
        shown = word(text) if is_html else html.escape(word(text))
        unit = business_unit or self.business_unit
        if unit not in self.engagement.business_units:
            return shown
        figure = figure_name(subject, item)
        address = address_of("how", figure if item else "", business_unit=unit, quarter=str(self.quarter), figure=figure)
        return _leads(address, say("How was this scored?"), shown)

    def section_link(self, business_unit: str, section: str, shown: str) -> str:
        """Return a figure (HTML of ours) as a link to the section of the business unit's page that it is made of, as HTML."""
        if business_unit not in self.engagement.business_units:
            return shown
        address = address_of("business_unit", section, business_unit=business_unit, quarter=str(self.quarter))
        return _leads(address, say("What this is made of: {name}", name=self.names[business_unit]), shown)

    def deeper(self, subject: str) -> str:
        """Return the way from a section of the business unit's page to what its figures rest on, as HTML."""
        asked = {"business_unit": self.business_unit, "quarter": str(self.quarter), "figure": subject}
        return link("how", say("How was this scored? The workings and every exhibit"), **asked)

    def figure_links(
        self,
        subject: str,
        items: Iterable[object],
        texts: Iterable[str],
        *,
        is_html: bool = False,
        business_units: Iterable[str] | None = None,
    ) -> list[str]:
        """Return several figures of one section as links, see `figure_link`; of one business unit each where these are given."""
        written = list(texts)
        units = [""] * len(written) if business_units is None else list(business_units)
        return [
            self.figure_link(subject, item, text, is_html=is_html, business_unit=unit)
            for item, text, unit in zip(items, written, units, strict=True)
        ]

    def why_silent(self, report: Report) -> str:
        """Return, as plain text, why a business unit has no results and when it last had some."""
        reason = self.reason(report)
        failed = say("The latest run failed: {reason}", reason=reason) if reason else say("The latest run failed.")
        said = (
            failed if report.latest_run == "failed" else say("No input pack was handed in for {quarter}.", quarter=self.quarter)
        )
        last = (
            say("Last assessed in {last_assessed}.", last_assessed=report.last_assessed)
            if report.last_assessed
            else say("Never assessed before.")
        )
        return f"{said} {last}"

    def why_stale(self, report: Report) -> str:
        """Return, as plain text, why a business unit's results are not of its latest run; empty if they are."""
        if not report.has_results or not report.latest_run:
            return ""
        if report.latest_run == "failed":
            return say(
                "The latest run failed; earlier results of {quarter} are shown. {reason}",
                quarter=self.quarter,
                reason=self.reason(report),
            ).strip()
        return say("The latest run found no input pack; earlier results of {quarter} are shown.", quarter=self.quarter)

    def reason(self, report: Report) -> str:
        """Return what a run said of why it failed, as one sentence or more; empty if it said nothing."""
        reason = " ".join(" ".join(report.reasons).split())
        return reason if not reason or reason.endswith((".", "!", "?")) else f"{reason}."

    def changes(self) -> pd.DataFrame:
        """Return what changed since the quarter before."""
        least = self.rules.least_level_change.value
        return find_changes(self.now, self.before, least, self.results.earlier(self.quarter))

    def findings(self) -> pd.DataFrame:
        """Return the quarter's findings, each marked as new or not since its business unit's own last results."""
        earlier = self.results.last_findings(self.earlier.next if self.earlier else self.quarter)
        return mark_new_findings(self.now.findings, earlier)

    @property
    def is_narrowed(self) -> bool:
        """Whether the page shows some business units of those that its reader may choose."""
        return 0 < len(self.engagement.business_units) < len(self.every)


def context_of(
    engagement: Engagement,
    results: Results,
    quarter: str,
    business_unit: str | None = None,
    *,
    beside: str = "",
) -> Context:
    """Return what a page needs for a quarter, the latest published if none is named.

    Parameters
    ----------
    engagement, results
        What the page is about.
    quarter
        Such as 2026Q3.
    business_unit
        The one that the page is about; None if it is about all.
    beside
        The earlier quarter that it is compared with; the published one before if empty.

    Raises
    ------
    PmobookError
        If nothing is published, nothing for a quarter, or there is no such business unit; or what it is compared with is no
        earlier quarter.
    """
    if not results.quarters:
        message = "Nothing has been published yet. Run the notebooks first, with: pmobook run ENGAGEMENT"
        raise PmobookError(message)
    chosen = _published(quarter, results) if quarter else results.quarters[-1]
    shown = [business_unit] if business_unit is not None else list(engagement.business_units)
    models = tuple({model.model_id: model for model in map(engagement.model, shown)}.values())
    earlier = _published(beside, results) if beside else results.before(chosen)
    if earlier is not None and earlier >= chosen:
        message = f"{chosen} is compared with an earlier quarter; {earlier} is none. Put the later one first."
        raise PmobookError(message)
    now = results.of(chosen, business_unit)
    before = results.of(earlier, business_unit).scored_as(now)
    return Context(engagement, results, chosen, earlier, now, before, models, business_unit or "")


def narrowed_context(
    engagement: Engagement, results: Results, quarter: str, *, beside: str = "", business_units: Sequence[str] = ()
) -> Context:
    """Return what a page about several business units needs, narrowed to those named; all of them if none is.

    Raises
    ------
    PmobookError
        As `context_of`; or there is no such business unit.
    """
    for unit in business_units:
        engagement.business_unit(unit)
    every = {key: unit.name for key, unit in engagement.business_units.items()}
    context = context_of(engagement.restricted_to(business_units), results.only(business_units), quarter, beside=beside)
    return replace(context, every=every)


def _leads(address: str, title: str, shown: str) -> str:
    return f'<a class="pmo-how" title="{html.escape(title)}" href="{html.escape(address)}">{shown}</a>'


def _published(text: str, results: Results) -> Quarter:
    quarter = Quarter.parse(text)
    if quarter not in results.quarters:
        message = f"Nothing has been published for {quarter}. There are {', '.join(str(one) for one in results.quarters)}."
        raise PmobookError(message)
    return quarter
