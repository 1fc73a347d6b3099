"""Addresses of pages: which scorecard, which quarter, which business unit; nothing else is let through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmobook.assess.wording import listed
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.language import said_later, say
from pmobook.show.subjects import SUBJECTS, figure_name, subject_of
from pmobook.vocabulary import Quarter, nearest, quoted

__all__ = ["ADDRESSES", "ORIGIN", "PAGES", "PageAddress", "PageRefused", "read_address"]

PAGES: Mapping[str, tuple[str, ...]] = {
    "enterprise": ("quarter", "beside", "only"),
    "business_unit": ("business_unit", "quarter"),
}
"""Each scorecard and the parameters that its address may carry; its notebook has the same name."""

ORIGIN = "how"
"""The page that says how a figure of a business unit came about."""

ADDRESSES: Mapping[str, tuple[str, ...]] = {**PAGES, ORIGIN: ("business_unit", "quarter", "figure")}
"""Every page and the parameters that its address may carry."""
_LONGEST_ITEM = 400


_SEVERAL = ("only",)
_NO_PAGE = said_later("There is no such page")
_NOT_RIGHT = said_later("The address isn't right")
_NO_UNIT = said_later("There is no such business unit")


class PageRefused(PmobookError):
    """A page that can't be shown.

    Attributes
    ----------
    status
        The HTTP status.
    title
        What the page that is shown instead is headed.
    """

    def __init__(self, status: int, title: str, sentence: str) -> None:
        self.status, self.title = status, title
        super().__init__(sentence)


@dataclass(frozen=True)
class PageAddress:
    """A page whose parameters have been checked against what is published.

    Attributes
    ----------
    page
        One of `ADDRESSES`.
    quarter
        A published quarter.
    business_unit
        Id of a business unit of the engagement; empty on pages about all of them.
    figure
        The figure whose origin the page tells, see `pmobook.show.subjects`; empty on scorecards.
    beside
        An earlier published quarter that stands beside it; None for the one before.
    only
        Ids of the business units that the enterprise scorecard is narrowed to; none for all.
    """

    page: str
    quarter: Quarter
    business_unit: str = ""
    figure: str = ""
    beside: Quarter | None = None
    only: tuple[str, ...] = ()

    def parameters(self) -> dict[str, str]:
        """Return what the page's notebook is given."""
        values = {
            "business_unit": self.business_unit,
            "quarter": str(self.quarter),
            "figure": self.figure,
            "beside": str(self.beside or ""),
            "only": " ".join(self.only),
        }
        return {name: values[name] for name in ADDRESSES[self.page]}


def read_address(
    page: str, arguments: Mapping[str, Sequence[str]], engagement: Engagement, published: Sequence[Quarter]
) -> PageAddress:
    """Check what a viewer asks for.

    Parameters
    ----------
    page
        The scorecard asked for.
    arguments
        Parameter to its values, as they stand in the address.
    engagement
        Knows the business units; restricted to those that the viewer may see.
    published
        Quarters with results, oldest first.

    Raises
    ------
    PageRefused
        404 for a page, quarter or business unit that doesn't exist; 400 for a parameter that isn't one or stands twice.
    """
    if page not in ADDRESSES:
        raise PageRefused(404, _NO_PAGE, say("The scorecards are {pages}.", pages=listed(PAGES)))
    for name, values in arguments.items():
        if name not in ADDRESSES[page]:
            known = listed(ADDRESSES[page])
            said = say("{name} is no parameter of this page; it knows {known}.", name=quoted(name), known=known)
            raise PageRefused(400, _NOT_RIGHT, said)
        if len(values) != 1 and name not in _SEVERAL:
            raise PageRefused(400, _NOT_RIGHT, say("{name} stands {n} times; give it once.", name=name, n=len(values)))
    given = {name: values[0] for name, values in arguments.items() if values[0]}
    if not published:
        raise PageRefused(404, said_later("Nothing has been published yet"), say("The first assessment has not been run."))
    unit = given.get("business_unit", "")
    if "business_unit" in ADDRESSES[page]:
        _check_business_unit(unit, engagement)
    if page == ORIGIN:
        return PageAddress(page, _quarter(given.get("quarter"), published), unit, _figure(given.get("figure", "")))
    only = _only(arguments, engagement)
    asked = [_quarter(text, published) for text in (given.get("quarter"), given["beside"])] if given.get("beside") else []
    # The later of two quarters is the page's, whichever way round they were asked for; one beside itself is one.
    if len(set(asked)) > 1:
        return PageAddress(page, max(asked), unit, beside=min(asked), only=only)
    return PageAddress(page, _quarter(given.get("quarter"), published), unit, only=only)


def _figure(asked: str) -> str:
    """Return the name of a figure, its section checked; whether such a figure is recorded, the page itself says."""
    found = subject_of(asked)
    if found is None or len(found[1]) > _LONGEST_ITEM:
        sections = ", ".join(SUBJECTS)
        said = say("A figure's name begins with one of {sections}; found {name}.", sections=sections, name=quoted(asked))
        raise PageRefused(404, said_later("There is no such figure"), said)
    return figure_name(*found)


def _only(arguments: Mapping[str, Sequence[str]], engagement: Engagement) -> tuple[str, ...]:
    """Return the business units that a page is narrowed to, each once in the engagement's order; none if it is to show all."""
    asked = {unit for unit in arguments.get("only", ()) if unit}
    for unit in sorted(asked):
        _check_business_unit(unit, engagement)
    known = tuple(engagement.business_units)
    return tuple(unit for unit in known if unit in asked) if len(asked) < len(known) else ()


def _check_business_unit(unit: str, engagement: Engagement) -> None:
    known = engagement.business_units
    if not unit:
        said = say("The address names none. Choose one on the enterprise scorecard.")
        raise PageRefused(404, said_later("Which business unit?"), said)
    if unit not in known:
        guess = nearest(unit, known)
        hint = say(" Did you mean {name}?", name=guess) if guess else ""
        if not engagement.whole:  # the same words whether or not it exists
            raise PageRefused(404, _NO_UNIT, f"{say('You may see none of the name {name}.', name=quoted(unit))}{hint}")
        owner = engagement.parameters.organisation
        said = say("{owner} has no business unit {name}.", owner=owner, name=quoted(unit))
        raise PageRefused(404, _NO_UNIT, f"{said}{hint}")


def _quarter(text: str | None, published: Sequence[Quarter]) -> Quarter:
    if text is None:
        return published[-1]
    try:
        quarter = Quarter.parse(text)
    except PmobookError:
        said = say("{name} is not a quarter. Write the year and the quarter, as in 2026Q3.", name=quoted(text))
        raise PageRefused(404, said_later("There is no such quarter"), said) from None
    if quarter not in published:
        first, last = published[0], published[-1]
        raise PageRefused(
            404,
            said_later("Nothing is published for this quarter"),
            say(
                "There are no results for {quarter}; there are {n} from {first} to {last}.",
                quarter=quarter,
                n=len(published),
                first=first,
                last=last,
            ),
        )
    return quarter
