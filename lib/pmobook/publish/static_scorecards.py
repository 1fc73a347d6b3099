"""The scorecards of published results as pages that need no server: the same exhibits, in the order of the same notebooks."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.results import TABLES_READ, Results
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.language import said_later, say
from pmobook.publish.addresses import ADDRESSES, ORIGIN, PageAddress
from pmobook.publish.exhibits import places, scorecard_of
from pmobook.publish.origins import figure_origin
from pmobook.publish.site import Site
from pmobook.publish.static_furniture import furniture, render
from pmobook.publish.static_names import CONTENTS, INDEX, NEEDS_SERVER, file_name, lead_links
from pmobook.record.store import open_store
from pmobook.show.page import Boxes, Choice, leading_filters
from pmobook.show.scorecard_business_unit import BusinessUnitScorecard
from pmobook.show.scorecard_enterprise import EnterpriseScorecard
from pmobook.show.subjects import SUBJECTS, subject_of
from pmobook.vocabulary import Quarter

__all__ = ["SUBTITLE", "StaticScorecards", "open_scorecards"]

SUBTITLE = said_later("Quarterly scorecard")


_BESIDE = ("finding", "filters", "maturity", "beside", "changes_and_decisions", "sources")
"""Exhibits of a page that sets two quarters side by side; all the others stand on the page of each."""


@dataclass(frozen=True)
class StaticScorecards:
    """What a static site shows.

    Attributes
    ----------
    engagement, results
        Narrowed to the business units that its readers may see.
    is_whole
        Whether that is all of them; only then is there a page about all together.
    """

    engagement: Engagement
    results: Results
    is_whole: bool

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Quarters shown, oldest first."""
        return self.results.quarters

    def addresses(self) -> tuple[PageAddress, ...]:
        """Return every page, quarter by quarter, the enterprise's before those of its business units."""
        return tuple(
            address
            for quarter in self.quarters
            for address in (
                *((PageAddress("enterprise", quarter), *self._pairs(quarter)) if self.is_whole else ()),
                *(PageAddress("business_unit", quarter, unit) for unit in self.engagement.business_units),
                *self._origins(quarter),
            )
        )

    def _pairs(self, quarter: Quarter) -> tuple[PageAddress, ...]:
        """Return the pages that set a quarter beside earlier ones.

        The latest stands beside every other, each other beside the one before and the same of the year before: the site grows
        with its quarters, not with their square.
        """
        earlier = [one for one in self.quarters if one < quarter]
        kept = earlier if quarter == self.quarters[-1] else [one for one in earlier if one in (earlier[-1], quarter.year_before)]
        return tuple(PageAddress("enterprise", quarter, beside=one) for one in kept)

    def _origins(self, quarter: Quarter) -> Iterator[PageAddress]:
        """Give the pages that say how figures came about, one for each section of a business unit that has results."""
        for unit in self.engagement.business_units:
            if quarter in self.results.assessed.get(unit, ()):
                yield from (PageAddress(ORIGIN, quarter, unit, subject) for subject in SUBJECTS)

    def page(self, address: PageAddress) -> bytes:
        """Return a page, whole."""
        title = Site(self.engagement.folder).title(address, self.engagement)
        if address.page == ORIGIN:
            exhibits, filters = figure_origin(self.engagement, address).html, ""
        else:
            names = _BESIDE if address.beside else [place.exhibit for place in places(address.page)]
            exhibits, filters = "\n".join(_exhibits(names, self.scorecard(address))), self._filters(address)
        body = lead_links(exhibits, lambda *asked: self._target(address, *asked), filters)
        return render("scorecard.html.j2", furniture(title, say(SUBTITLE), INDEX), body=body, contents=CONTENTS)

    def name(self, business_unit: str) -> str:
        """Return what people call a business unit."""
        return self.engagement.business_units[business_unit].name

    def scorecard(self, address: PageAddress) -> EnterpriseScorecard | BusinessUnitScorecard:
        """Return a page's exhibits."""
        return scorecard_of(self.engagement, self.results, address)

    def _target(self, here: PageAddress, page: str, business_unit: str | None, quarter: str | None, figure: str | None) -> str:
        """Return the file of a page that one links to; the list of pages where it isn't among them."""
        if page not in ADDRESSES:
            return NEEDS_SERVER
        chosen = next((one for one in self.quarters if str(one) == quarter), here.quarter)
        section = subject_of(figure or "")
        wanted = PageAddress(
            page,
            chosen,
            (business_unit or "") if page != "enterprise" else "",
            section[0] if section and page == ORIGIN else "",
        )
        return file_name(wanted) if wanted in self._known else CONTENTS

    @functools.cached_property
    def _known(self) -> frozenset[PageAddress]:
        return frozenset(self.addresses())

    def _filters(self, here: PageAddress) -> str:
        if here.page == "enterprise":
            return self._filters_of_all(here)
        quarters = [(file_name(dataclasses.replace(here, quarter=one)), str(one)) for one in reversed(self.quarters)]
        choices = [Choice("quarter", say("Quarter"), quarters, file_name(here))]
        if here.page == "business_unit":
            units = [
                (file_name(dataclasses.replace(here, business_unit=unit)), self.name(unit))
                for unit in sorted(self.engagement.business_units, key=lambda unit: self.name(unit).casefold())
            ]
            choices.insert(0, Choice("business_unit", say("Business unit"), units, file_name(here)))
        return leading_filters(choices, CONTENTS).html

    def _filters_of_all(self, here: PageAddress) -> str:
        """Return what a reader of the enterprise's pages may choose: a quarter, another beside it, business units."""

        def file(one: Quarter, other: Quarter | None) -> str:
            pair = None if other is None or one == other else PageAddress("enterprise", max(one, other), beside=min(one, other))
            return file_name(pair if pair in self._known else PageAddress("enterprise", one))

        newest = list(reversed(self.quarters))
        choices = [Choice("quarter", say("Quarter"), [(file(one, here.beside), str(one)) for one in newest], file_name(here))]
        if len(newest) > 1:
            before = (file(here.quarter, None), say("the quarter before"))
            paired = [(file(here.quarter, one), str(one)) for one in newest if one != here.quarter]
            others = [one for one in paired if one[0] != before[0]]
            choices.append(Choice("beside", say("Beside"), [before, *others], file_name(here)))
        units = sorted(((unit, self.name(unit)) for unit in self.engagement.business_units), key=lambda one: one[1].casefold())
        return leading_filters(choices, CONTENTS, Boxes("only", say("Business units"), units, ())).html


def open_scorecards(engagement: Engagement, business_units: Sequence[str] | None = None) -> StaticScorecards:
    """Read what is published, and leave out what readers may not see before anything is drawn.

    Parameters
    ----------
    engagement
        With published results.
    business_units
        Ids of those that readers may see; all of them, and the enterprise's pages, if not given.

    Raises
    ------
    PmobookError
        If nothing is published, or there is no such business unit.
    """
    store = open_store(engagement.folder)
    quarters = store.quarters()
    if not quarters:
        message = "Nothing has been published yet. Assess the business units first: pmobook run"
        raise PmobookError(message)
    results = Results(quarters=quarters, **store.tables(TABLES_READ))
    if not business_units:
        return StaticScorecards(engagement, results, is_whole=True)
    for unit in business_units:
        engagement.business_unit(unit)
    limited = engagement.restricted_to(business_units)
    narrowed = {name: _only(getattr(results, name), limited.business_units) for name in TABLES_READ}
    return StaticScorecards(limited, Results(quarters=quarters, **narrowed), is_whole=False)


def _only(rows: pd.DataFrame, business_units: Collection[str]) -> pd.DataFrame:
    return rows[rows["business_unit"].isin(list(business_units))].reset_index(drop=True)


def _exhibits(names: Sequence[str], scorecard: EnterpriseScorecard | BusinessUnitScorecard) -> list[str]:
    return [getattr(scorecard, name)._repr_html_() for name in names]
