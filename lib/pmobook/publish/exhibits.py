"""The exhibits of the two scorecards, in the order of their notebooks, for pages that are drawn without a kernel."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass

import nbformat

from pmobook.assess.results import Results
from pmobook.inputs.engagement import Engagement
from pmobook.publish.addresses import PageAddress
from pmobook.publish.site import notebooks_folder
from pmobook.show.scorecard_business_unit import BusinessUnitScorecard, business_unit_scorecard
from pmobook.show.scorecard_enterprise import EnterpriseScorecard, enterprise_scorecard

__all__ = ["Place", "drawn_at", "places", "scorecard_of"]


@dataclass(frozen=True)
class Place:
    """Where a scorecard's notebook shows something.

    Attributes
    ----------
    cell
        The id of the notebook's cell, by which a section that fails is quoted.
    exhibit
        The name of the exhibit.
    """

    cell: str
    exhibit: str


@functools.cache
def places(page: str) -> tuple[Place, ...]:
    """Return what a scorecard's notebook shows, from top to bottom.

    Parameters
    ----------
    page
        One of `pmobook.publish.addresses.PAGES`.

    Raises
    ------
    ValueError
        If a cell tagged show holds anything but ``scorecard.<exhibit>``.
    """
    notebook = nbformat.read(notebooks_folder() / f"{page}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    shown = [cell for cell in notebook.cells if "show" in cell.metadata.get("tags", ())]
    return tuple(Place(str(cell.get("id", "")), _exhibit_name(cell.source)) for cell in shown)


def scorecard_of(engagement: Engagement, results: Results, address: PageAddress) -> EnterpriseScorecard | BusinessUnitScorecard:
    """Put a page's scorecard together, as the last cell of its notebook that loads does.

    Parameters
    ----------
    engagement
        Restricted to the business units that the readers may see.
    results
        Published results.
    address
        A page of `pmobook.publish.addresses.PAGES`, checked.

    Raises
    ------
    PmobookError
        If nothing is published for the quarter.
    """
    quarter = str(address.quarter)
    if address.page == "enterprise":
        return enterprise_scorecard(engagement, results, quarter, str(address.beside or ""), address.only)
    return business_unit_scorecard(engagement, results, address.business_unit, quarter)


def drawn_at(place: Place, scorecard: EnterpriseScorecard | BusinessUnitScorecard) -> str:
    """Return an exhibit as HTML."""
    return str(getattr(scorecard, place.exhibit)._repr_html_())


def _exhibit_name(source: str) -> str:
    match ast.parse(source).body:
        case [ast.Expr(value=ast.Attribute(value=ast.Name(id="scorecard"), attr=name))]:
            return name
    message = f"a cell of a scorecard's notebook that shows something is scorecard.<exhibit>; this one is {source!r}"
    raise ValueError(message)
