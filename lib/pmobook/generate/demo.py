"""The demo in ``params/demo``, and the first version of its late pack, which came back with problems."""

from __future__ import annotations

from pathlib import Path

from pmobook.generate.business_unit import GeneratedBusinessUnit, Size
from pmobook.generate.mistakes import write_pack_with_mistakes
from pmobook.generate.organisation import business_unit, generate
from pmobook.generate.timeline import Timeline
from pmobook.vocabulary import Quarter

__all__ = ["LATE_BUSINESS_UNIT", "generate_demo", "write_late_pack"]

LATE_BUSINESS_UNIT = "supply_chain"
_LATE_NUMBER = 2
_QUARTERS, _LAST_QUARTER = 8, "2026Q3"
_SIZE = Size(respondents=12, projects=12)
_SEED = 2026


def generate_demo(folder: Path, *, replace: bool = False) -> Path:
    """Write the demo: six business units, eight quarters, every form.

    Parameters
    ----------
    folder
        Where to write it.
    replace
        Write over the demo that stands there; its results stay.

    Raises
    ------
    PmobookError
        If the folder holds something already and ``replace`` is not given.
    """
    return generate(
        folder,
        quarters=_QUARTERS,
        last_quarter=_LAST_QUARTER,
        respondents=_SIZE.respondents,
        projects=_SIZE.projects,
        seed=_SEED,
        demo=True,
        replace=replace,
    )


def write_late_pack(folder: Path) -> None:
    """Write the first version of the late pack into a folder, with the mistakes for which it was sent back."""
    timeline = Timeline.ending(Quarter.parse(_LAST_QUARTER), _QUARTERS)
    late: GeneratedBusinessUnit = business_unit(_LATE_NUMBER, timeline, _SIZE, _SEED, demo=True)
    write_pack_with_mistakes(folder, late.forms(_QUARTERS - 1))
