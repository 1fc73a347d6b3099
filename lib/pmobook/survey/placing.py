"""Put gathered answers into a business unit's pack, as its form responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pmobook.errors import Problem
from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.inputs.pack_files import (
    MadePack,
    find_pack_problems,
    form_as_csv,
    put_in_place,
    stage_pack,
    staged_engagement,
)
from pmobook.inputs.source_rows import FormRow
from pmobook.record.durable import replace_file
from pmobook.survey.places import SurveyPlaces
from pmobook.vocabulary import Quarter

__all__ = ["Placed", "place_responses"]

_FORM = "responses"


@dataclass
class Placed:
    """What became of the gathered answers; paths are relative to the engagement's folder."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def place_responses(
    engagement: Engagement,
    quarter: Quarter,
    places: SurveyPlaces,
    rows: Mapping[str, Sequence[FormRow]],
    *,
    replace: bool,
    whole: bool,
) -> Placed:
    """Write the form responses of business units, each in one step.

    Parameters
    ----------
    engagement, quarter, places
        Where the packs and the survey stand.
    rows
        Business unit to its rows; those without rows are left out.
    replace
        Put the form in the place of one that is there and differs.
    whole
        Write nothing at all if anything stands in the way of any business unit.
    """
    placed = Placed()
    packs = [MadePack(unit, quarter, {_FORM: tuple(given)}) for unit, given in rows.items() if given]
    with staged_engagement(engagement.folder, {}) as staging:
        staged = open_engagement(staging)
        fit: list[tuple[MadePack, list[str]]] = []
        for pack in packs:
            same = stage_pack(pack, engagement.folder, staging)
            found = _in_the_way(pack, engagement.folder, same, places, replace=replace)
            found += [] if found else find_pack_problems(pack, engagement.folder, staged, same, replace=True)
            placed.problems += found
            if not found:
                fit.append((pack, same))
        if placed.problems and whole:
            fit = []
        for pack, same in fit:
            placed.unchanged += [(pack.place / f"{name}.csv").as_posix() for name in same]
            placed.written += put_in_place(pack, same, engagement.folder, staging)
    return placed


def _in_the_way(pack: MadePack, folder: Path, same: Sequence[str], places: SurveyPlaces, *, replace: bool) -> list[Problem]:
    """Return a problem if a pack is an Excel workbook, or holds other responses."""
    there = folder / pack.place
    workbooks = sorted(there.glob("*.xls*")) if there.is_dir() else []
    if workbooks:
        # An Excel pack is its sender's; what it lacks is laid beside the survey, ready to be copied into it.
        copy = places.gathered / f"{pack.business_unit}.csv"
        replace_file(copy, b"\xef\xbb\xbf" + form_as_csv(pack.forms[_FORM]).encode())
        remedy = f"Copy the rows of {places.shown(copy)} into its sheet {_FORM}, in place of those that are there."
        return [Problem(places.shown(workbooks[0]), "an Excel pack", "no pack, or one of CSV files, for the answers", remedy)]
    path = there / f"{_FORM}.csv"
    if path.exists() and _FORM not in same and not replace:
        return [Problem(places.shown(path), "other answers than were gathered", "none, since nothing is overwritten unasked",
                        "Gather with --replace to put these in their place.")]  # fmt: skip
    return []
