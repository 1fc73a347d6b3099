"""A site that needs no server: every scorecard of every published quarter as a file, from a share or any web server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pmobook.inputs.engagement import Engagement
from pmobook.language import say
from pmobook.publish.addresses import PageAddress
from pmobook.publish.own_folder import check_is_ours, replace_folder
from pmobook.publish.static_furniture import furniture, render
from pmobook.publish.static_names import CONTENTS, INDEX, NEEDS_SERVER, file_name
from pmobook.publish.static_scorecards import SUBTITLE, StaticScorecards, open_scorecards

__all__ = ["write_site"]

_KIND = "site"


def write_site(engagement: Engagement, folder: Path, business_units: Sequence[str] | None = None) -> str:
    """Write the static site of everything that is published, and return a sentence that says what was written.

    The pages are those that `pmobook serve` shows. They link to each other by file name, so they work from a folder, a
    share or any web server. The same results give the same bytes. A site that stands there is replaced as a whole when
    the new one is complete.

    Parameters
    ----------
    engagement
        With published results.
    folder
        A new or empty folder, or one that a site was written to before.
    business_units
        Ids of the business units that readers may see. Figures and names of others are then in no file, and there is no
        page about all together. All of them if not given.

    Raises
    ------
    PmobookError
        If nothing is published, there is no such business unit, or the folder holds something else.
    """
    check_is_ours(folder, _KIND)
    scorecards = open_scorecards(engagement, business_units)
    replace_folder(folder, _KIND, _files(scorecards))
    quarters, units = len(scorecards.quarters), len(scorecards.engagement.business_units)
    return (
        f"wrote {folder / INDEX}: {quarters} quarter{'' if quarters == 1 else 's'}, "
        f"{units} business unit{'' if units == 1 else 's'}. Open it in a browser; it needs no server."
    )


def _files(scorecards: StaticScorecards) -> Iterator[tuple[str, bytes]]:
    entrance = PageAddress("enterprise", scorecards.quarters[-1])
    for address in scorecards.addresses():
        page = scorecards.page(address)
        yield file_name(address), page
        if address == entrance:
            yield INDEX, page
    contents = _contents(scorecards)
    yield CONTENTS, contents
    if not scorecards.is_whole:
        yield INDEX, contents
    organisation = scorecards.engagement.parameters.organisation
    yield (
        NEEDS_SERVER,
        render(
            "needs_server.html.j2",
            furniture(say("Needs the server · {organisation}", organisation=organisation), say(SUBTITLE), INDEX),
            contents=CONTENTS,
        ),
    )


def _contents(scorecards: StaticScorecards) -> bytes:
    organisation = scorecards.engagement.parameters.organisation
    names = {"": say("All business units")} if scorecards.is_whole else {}
    names |= {unit: scorecards.name(unit) for unit in scorecards.engagement.business_units}
    rows = [
        (
            name,
            [(file_name(PageAddress("business_unit" if unit else "enterprise", one, unit)), one) for one in scorecards.quarters],
        )
        for unit, name in names.items()
    ]
    return render(
        "contents.html.j2",
        furniture(say("All scorecards · {organisation}", organisation=organisation), say(SUBTITLE), INDEX),
        organisation=organisation,
        rows=rows,
        contents=CONTENTS,
        needs_server=NEEDS_SERVER,
    )
