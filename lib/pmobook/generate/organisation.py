"""Makes a whole invented organisation: an engagement of any size, complete with every pack."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.generate.business_unit import GeneratedBusinessUnit, Size, draw_business_unit
from pmobook.generate.chance import Chance
from pmobook.generate.columns import COLUMNS
from pmobook.generate.levels import draw_arc
from pmobook.generate.pack_files import write_pack
from pmobook.generate.story import LINES_OF_BUSINESS, BusinessStory, OrganisationStory, business_story, organisation_story
from pmobook.generate.timeline import Timeline
from pmobook.method.maturity import maturity_model
from pmobook.vocabulary import Quarter

__all__ = ["business_unit", "business_unit_name", "generate"]

_MODEL = "strategic_pmo"


def generate(  # noqa: PLR0913
    folder: Path,
    *,
    business_units: int = 6,
    quarters: int = 8,
    last_quarter: str = "2026Q3",
    respondents: int = 12,
    projects: int = 12,
    seed: int = 2026,
    demo: bool = False,
    replace: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Path:
    """Write an invented organisation as an engagement and return its folder.

    The same arguments give the same files. A bigger organisation of the same seed begins with the same business units.

    Parameters
    ----------
    folder
        Where to write it; made if it is not there.
    business_units
        How many business units; they take up the lines of business in turn.
    quarters
        For how many quarters each hands in a pack, up to and including ``last_quarter``.
    last_quarter
        The last of them, such as ``2026Q3``.
    respondents
        How many people rate in each business unit.
    projects
        How many ideas and projects the last pack of each lists; earlier packs list those that were known then.
    seed
        Any whole number from 0; another one gives another organisation.
    demo
        Let the business units develop as the demo's story says; without it, each develops by chance.
    replace
        Write over an engagement that stands in the folder: its parameters, business units and packs go, its results stay.
    progress
        Is called with the id of each business unit once it is written.

    Raises
    ------
    PmobookError
        If a number is out of range, the quarter is none, or the folder holds something already.

    Examples
    --------
    >>> import tempfile
    >>> place = generate(Path(tempfile.mkdtemp()) / "small", business_units=1, quarters=1, respondents=3, projects=2)
    >>> sorted(path.name for path in place.iterdir())
    ['business_units', 'engagement.yaml', 'inputs']
    """
    counts = {"business units": business_units, "quarters": quarters, "respondents": respondents, "projects": projects}
    for what, number in counts.items():
        if number < 1:
            message = f"An organisation needs at least 1 of its {what}; {number} were asked for."
            raise PmobookError(message)
    if seed < 0:
        message = f"The seed is {seed}; give a whole number from 0."
        raise PmobookError(message)
    timeline = Timeline.ending(Quarter.parse(last_quarter), quarters)
    shared = organisation_story()
    place = _clear(Path(folder).expanduser(), replace=replace)
    _write_yaml(place / "engagement.yaml", _parameters(shared, timeline))
    size = Size(respondents, projects)
    for number in range(business_units):
        unit_id, name, _ = business_unit_name(number)
        unit = business_unit(number, timeline, size, seed, demo=demo)
        _write_yaml(place / "business_units" / f"{unit_id}.yaml", _unit_parameters(unit, name, shared, timeline))
        for position, quarter in enumerate(timeline.quarters):
            pack = place / "inputs" / unit_id / str(quarter)
            write_pack(pack, unit.forms(position), unit.arc.pack)
            _write_yaml(pack / "handover.yaml", _handover(unit, position))
        if progress is not None:
            progress(unit_id)
    return place


def business_unit(number: int, timeline: Timeline, size: Size, seed: int, *, demo: bool) -> GeneratedBusinessUnit:
    """Return the business unit of that number, counted from 0, with all that happens in it.

    Parameters
    ----------
    number
        Its place in the organisation.
    timeline
        The quarters of its packs.
    size
        Its respondents and projects.
    seed
        The organisation's seed.
    demo
        Whether it develops as the demo's story says.
    """
    unit_id, _, code = business_unit_name(number)
    shared, model, chance = organisation_story(), maturity_model(_MODEL), Chance(seed, number)
    story = business_story(LINES_OF_BUSINESS[number % len(LINES_OF_BUSINESS)])
    arc = shared.arcs[unit_id] if demo and unit_id in shared.arcs else draw_arc(chance, model)
    return draw_business_unit(story, shared, arc, model, timeline, chance, size, code)


def business_unit_name(number: int) -> tuple[str, str, str]:
    """Return the id, name and project code of the business unit of that number, counted from 0.

    Examples
    --------
    >>> business_unit_name(0), business_unit_name(6)
    (('retail', 'Retail', 'RET'), ('retail_2', 'Retail 2', 'RET2'))
    """
    wave, place = divmod(number, len(LINES_OF_BUSINESS))
    line: BusinessStory = business_story(LINES_OF_BUSINESS[place])
    if wave == 0:
        return LINES_OF_BUSINESS[place], line.name, line.code
    return f"{LINES_OF_BUSINESS[place]}_{wave + 1}", f"{line.name} {wave + 1}", f"{line.code}{wave + 1}"


def _clear(place: Path, *, replace: bool) -> Path:
    """Return a folder in which an engagement can be written."""
    if place.exists() and not place.is_dir():
        message = f"{place} is a file. Give the name of a folder."
        raise PmobookError(message)
    if place.is_dir() and any(place.iterdir()):
        if not replace:
            message = f"{place} is not empty. Give a new folder, so that nothing is lost."
            raise PmobookError(message)
        if not (place / "engagement.yaml").is_file():
            message = f"{place} holds something that is no engagement. Give another folder, so that nothing is lost."
            raise PmobookError(message)
        for name in ("inputs", "business_units"):
            if (place / name).is_dir():
                shutil.rmtree(place / name)
    (place / "business_units").mkdir(parents=True, exist_ok=True)
    return place


def _parameters(shared: OrganisationStory, timeline: Timeline) -> dict[str, object]:
    return {
        "organisation": shared.organisation,
        "money": {**shared.money, **({"rates": shared.rates} if shared.rates else {})},
        "maturity_model": _MODEL,
        "scoring_rule": "weighted_mean",
        "sector": shared.sector,
        "size": shared.size,
        "person_days_per_week": shared.person_days_per_week,
        "forms": list(COLUMNS),
        "target_levels": shared.target_levels,
        "minimum_raters": shared.minimum_raters,
        "packs_due_days": shared.packs_due_days,
        "tolerance": {
            "total_exposure": shared.tolerance.total_exposure,
            "by_category": shared.tolerance.by_category,
            "dated": dt.date(timeline.quarters[-1].year, 1, 15),
            "set_by": shared.tolerance.set_by,
        },
        "prices": {"dated": dt.date(timeline.quarters[-1].year, 1, 15), **shared.prices},
        "attribution": shared.attribution,
    }


def _unit_parameters(unit: GeneratedBusinessUnit, name: str, shared: OrganisationStory, timeline: Timeline) -> dict[str, object]:
    found: dict[str, object] = {"name": name, "lead": unit.story.lead}
    if unit.arc.target_levels:
        found["target_levels"] = unit.arc.target_levels
    if unit.arc.budget is not None:
        found["budget"] = unit.arc.budget
    if unit.arc.budget_by_quarter:
        found["budget_by_quarter"] = unit.arc.budget_by_quarter
    if unit.arc.risk_tolerance is not None:
        found["risk_tolerance"] = {
            "amount": unit.arc.risk_tolerance,
            **({"by_category": unit.arc.category_tolerances} if unit.arc.category_tolerances else {}),
            "dated": dt.date(timeline.quarters[-1].year, 1, 15),
            "set_by": shared.tolerance.set_by,
        }
    return found


def _handover(unit: GeneratedBusinessUnit, position: int) -> dict[str, object]:
    received: dict[str, object] = {"received_on": unit.received_on(position), "received_from": unit.story.lead}
    if unit.arc.late_days and position == len(unit.levels.timeline.quarters) - 1:
        received["note"] = "Second version; the first came back with problems."
    return received


def _write_yaml(path: Path, content: dict[str, object]) -> None:
    """Write a small YAML file; texts in quotes, dates plain, lists and groups indented."""
    path.write_text("".join(_yaml_lines(content, "")), encoding="utf-8", newline="\n")


def _yaml_lines(content: dict[str, object], indent: str) -> list[str]:
    lines = []
    for key, value in content.items():
        if isinstance(value, dict):
            lines += [f"{indent}{key}:\n", *_yaml_lines(value, indent + "  ")]
        elif isinstance(value, list):
            lines += [f"{indent}{key}:\n", *(f"{indent}  - {item}\n" for item in value)]
        else:
            lines.append(f"{indent}{key}: {json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value}\n")
    return lines
