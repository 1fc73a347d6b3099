"""From a task of the plan to the job that does it, and whether its inputs still are what they were planned from."""

from __future__ import annotations

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.run.input_contents import input_digest
from pmobook.run.job import Job, Limits
from pmobook.run.plan import Task
from pmobook.run.results_folder import ResultsFolder
from pmobook.vocabulary import Quarter

__all__ = ["job_of", "what_moved"]


def job_of(task: Task, engagement: Engagement, quarter: Quarter, folder: ResultsFolder, limits: Limits) -> Job:
    """Return the job: the notebook with all its parameters, and where its results and a failure go."""
    unit, notebook, run_id = task.business_unit, task.notebook.name, task.fingerprint.run_id
    runs_for = {
        "engagement": str(engagement.folder),
        "business_unit": unit,
        "quarter": str(quarter),
        "run_id": run_id,
        "staging": str(folder.staging),
    }
    failed = folder.failed(unit, notebook)
    return Job(
        business_unit=unit,
        notebook=notebook,
        source=task.notebook.path,
        parameters={**task.given, **runs_for},
        staged=folder.staged(unit, notebook, run_id),
        failed=failed,
        failed_shown_as=folder.shown(failed),
        limits=limits,
        after=task.after,
    )


def what_moved(engagement: Engagement, business_unit: str, quarter: Quarter, before: str) -> str:
    """Say what became of a business unit's inputs since their digest was taken; nothing if they are the same."""
    try:
        same = input_digest(engagement, business_unit, quarter) == before
    except (OSError, PmobookError) as error:
        return f"Its pack or its own file was taken away while it was being assessed ({error}). Run again."
    return "" if same else "The input pack changed while it was being assessed. Run again."
