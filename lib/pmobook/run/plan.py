"""The plan of a batch: which notebooks to run for which business units, and why some are not."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.run.catalogue import Notebook
from pmobook.run.fingerprint import Fingerprint, Workbook, take_fingerprint
from pmobook.run.gathering import NotRecorded, Standing, gathered_runs
from pmobook.run.input_contents import InputContents, input_contents
from pmobook.run.parameters import GATHERS, Value
from pmobook.vocabulary import Quarter

__all__ = ["Plan", "Task", "choose_business_units", "choose_quarter", "make_plan"]


@dataclass(frozen=True)
class Task:
    """One notebook to run for one business unit.

    Attributes
    ----------
    business_unit
        Its id.
    notebook
        The notebook.
    given
        The parameters given, without those that say what it runs for.
    fingerprint
        What its results depend on.
    after
        Names of notebooks of the same business unit whose results it gathers.
    """

    business_unit: str
    notebook: Notebook
    given: Mapping[str, Value]
    fingerprint: Fingerprint
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a batch does.

    Attributes
    ----------
    tasks
        In the order of business units and notebooks; one that gathers stands after those that it gathers from.
    skipped
        Business unit without a pack to the reason.
    failed
        Business unit whose pack has problems to the problems, one a line; or of which something to be gathered is missing.
    inputs
        Business unit that can be assessed to its inputs as they stood.
    """

    tasks: tuple[Task, ...]
    skipped: Mapping[str, str]
    failed: Mapping[str, str]
    inputs: Mapping[str, InputContents] = field(default_factory=dict)


def choose_quarter(engagement: Engagement, quarter: Quarter | None) -> Quarter:
    """Return the quarter to assess: the one given, or the latest for which anyone handed in a pack.

    Raises
    ------
    PmobookError
        If nobody has handed in a pack for it.
    """
    known = engagement.quarters()
    if not known:
        message = (
            f"{engagement.parameters.organisation} has no input packs yet. "
            f"They belong into {engagement.folder}/inputs/<business unit>/<quarter>."
        )
        raise PmobookError(message)
    if quarter is not None and quarter not in known:
        listed = ", ".join(str(one) for one in known[-8:])
        message = f"No business unit has handed in a pack for {quarter}. There are packs for {listed}."
        raise PmobookError(message)
    return quarter or known[-1]


def choose_business_units(engagement: Engagement, names: Iterable[str] | None, quarter: Quarter) -> tuple[str, ...]:
    """Return the ids of the business units to assess, each once: those given, or all that report in the quarter.

    Raises
    ------
    PmobookError
        If the engagement has none of an id.
    """
    chosen = dict.fromkeys(names or engagement.reporting(quarter))
    for name in chosen:
        engagement.business_unit(name)
    return tuple(chosen)


def make_plan(  # noqa: PLR0913 - each is a part of the question
    engagement: Engagement,
    quarter: Quarter,
    business_units: Iterable[str],
    notebooks: Iterable[Notebook],
    given: Mapping[str, Mapping[str, Value]],
    go_on: Callable[[], bool] = lambda: True,
    *,
    catalogue: Collection[Notebook] | None = None,
    standing: Standing | None = None,
) -> Plan:
    """Check every business unit's pack and plan the notebooks of those that can be assessed.

    Parameters
    ----------
    given
        Notebook to the parameters it is given.
    go_on
        Asked before each business unit; when it says no, the plan ends there.
    catalogue
        All notebooks there are, from which one that gathers may gather; those to run if not given.
    standing
        What stands published, for what a notebook gathers and this batch does not run; nothing if not given.
    """
    chosen = sorted(notebooks, key=lambda one: (one.gathers, one.name))
    every = chosen if catalogue is None else catalogue
    workbook = Workbook.now()
    tasks: list[Task] = []
    skipped, failed, every_inputs = {}, {}, {}
    for unit in business_units:
        if not go_on():
            break
        if not engagement.pack_folder(unit, quarter).is_dir():
            skipped[unit] = f"no pack handed in for {quarter}"
            continue
        reason, inputs = _examine(engagement, unit, quarter)
        if inputs is None:
            failed[unit] = reason
            continue
        planned: dict[str, Task] = {}
        try:
            for notebook in chosen:
                own = dict(given[notebook.name])
                runs = {name: task.fingerprint.run_id for name, task in planned.items()}
                if notebook.gathers:
                    own[GATHERS] = gathered_runs(unit, quarter, notebook, every, runs, standing or Standing())
                after = tuple(name for name in planned if notebook.gathers and name < notebook.name)
                taken = take_fingerprint(unit, quarter, notebook, inputs, workbook, own)
                planned[notebook.name] = Task(unit, notebook, own, taken, after)
        except NotRecorded as missing:
            failed[unit] = str(missing)
            continue
        tasks += planned.values()
        every_inputs[unit] = inputs
    return Plan(tuple(tasks), skipped, failed, every_inputs)


def _examine(engagement: Engagement, business_unit: str, quarter: Quarter) -> tuple[str, InputContents | None]:
    """Return why a business unit can't be assessed, or what its inputs say.

    The digest of their files is taken first: a pack that changes while it is looked at has another one when its notebooks have
    run.
    """
    try:
        found = input_contents(engagement, business_unit, quarter)
    except PmobookError as error:
        return str(error), None
    except Exception as error:  # noqa: BLE001 - one business unit's pack must not end the batch; the report says what it was
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} ({place.name}, line {place.lineno})"
        return f"An error of ours while reading the pack ({what}). The other business units went on; please report it.", None
    return ("\n".join(map(str, found.problems)), None) if found.problems else ("", found)
