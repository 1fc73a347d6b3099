"""A run of an engagement: plan, execute, record all of it together, publish."""

from __future__ import annotations

import dataclasses
import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pmobook.inputs import packs_read
from pmobook.inputs.engagement import Engagement
from pmobook.method.places import workbook_folder
from pmobook.method.running import running_method
from pmobook.record.commit import Batch, commit
from pmobook.record.lease import hold_results
from pmobook.record.owner import claim_results
from pmobook.record.place import Place, results_place
from pmobook.record.publication import Publication
from pmobook.record.staging import StagedResults
from pmobook.record.store import open_store_at
from pmobook.record.table_files import refuse_lost_tables
from pmobook.run.batch_log import BatchLog
from pmobook.run.catalogue import choose_notebooks, find_notebooks
from pmobook.run.changed import what_changed
from pmobook.run.cut_short import said_of_the_run_before, saying_if_published
from pmobook.run.durations import Durations, longest_first
from pmobook.run.gathering import Standing
from pmobook.run.holding_back import GOOD, hold_back, is_news, statuses_of
from pmobook.run.job import JobResult, Limits, now
from pmobook.run.method_of_day import keep_todays_method
from pmobook.run.parameters import fit_parameters
from pmobook.run.plan import Plan, Task, choose_business_units, choose_quarter, make_plan
from pmobook.run.reading_ahead import reading_ahead
from pmobook.run.report import FAILED, KEPT, RAN, SKIPPED, BatchReport, Outcome, Progress, runs_frame
from pmobook.run.results_folder import ResultsFolder
from pmobook.run.scratch import scratch_folder
from pmobook.run.standing import refuse_mixed_packs, standing_inputs
from pmobook.run.stop import RunStopped, StopRequest, listen_for_stop
from pmobook.run.task_jobs import job_of, what_moved
from pmobook.run.telling import Quiet, Telling
from pmobook.run.workers import processors, run_jobs, usual_count
from pmobook.vocabulary import Quarter

__all__ = ["run_engagement"]


def run_engagement(  # noqa: PLR0913 - each is a choice of whoever runs it
    engagement: Engagement,
    quarter: Quarter | None = None,
    *,
    business_units: Collection[str] | None = None,
    notebooks: Collection[str] | None = None,
    parameters: Mapping[str, object] | None = None,
    workers: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
    notebook_folder: Path | None = None,
    time_limit: int | None = None,
    retries: int | None = None,
    scheduler: str | None = None,
    storage: str | None = None,
) -> BatchReport:
    """Assess business units for a quarter, record the results and publish them together.

    Results whose fingerprint still holds are kept. A business unit of which anything fails keeps what was published of
    it before, all of it; the others go on. Killed at any moment, a run publishes nothing half, and the next one goes on
    from where it was.

    Parameters
    ----------
    engagement
        The engagement.
    quarter
        The quarter; the latest with packs if not given.
    business_units, notebooks
        Only these; if not given, all notebooks of all business units that report in the quarter.
    parameters
        Parameters of the notebooks by name, besides those that say what a notebook runs for.
    workers
        Notebooks at once; one more than there are processors if not given.
    force
        Run even what still holds.
    progress
        Told how it goes.
    notebook_folder
        Where the notebooks stand; the workbook's own if not given.
    time_limit, retries
        Seconds that a notebook may take, and how often it begins again if its process or kernel dies; as
        ``params/method/running.yaml`` says if not given.
    scheduler
        Address of a Dask scheduler whose workers execute the notebooks; worker processes of this machine if not given.
    storage
        Where results are kept, such as ``s3://bucket/folder``; if not given, as `pmobook.record.place.results_place` says.

    Raises
    ------
    PmobookError
        If there is nothing to run, something named doesn't exist, or another run of the engagement is under way.
    ProblemsFound
        If a parameter is unknown or doesn't fit.
    RunStopped
        If Ctrl-C or SIGTERM asked for it.
    """
    chosen_quarter = choose_quarter(engagement, quarter)
    units = choose_business_units(engagement, business_units, chosen_quarter)
    stand = notebook_folder or workbook_folder() / "notebooks"
    catalogue = find_notebooks(stand)
    chosen = choose_notebooks(catalogue, notebooks)
    given = fit_parameters(parameters or {}, {notebook.name: notebook.parameters for notebook in chosen})
    results = results_place(engagement.folder, storage)
    with listen_for_stop() as stop, hold_results(results) as confirm:
        at_once = workers or usual_count()
        limits = _limits(time_limit, retries)
        run = _Run(engagement, chosen_quarter, force, progress or Quiet(), stop, at_once, limits, results, confirm)
        if results != engagement.results:
            claim_results(results, engagement.parameters.organisation)
        run.check_store()
        run.begin(units, [notebook.name for notebook in chosen])
        run.folder.settle(run.store)
        packs_read.forget_other_versions(engagement.results)
        with reading_ahead(engagement, chosen_quarter, units, min(at_once, processors()), warm_up=not scheduler):
            plan = make_plan(engagement, chosen_quarter, units, chosen, given, lambda: not stop,
                             catalogue=catalogue, standing=Standing.of(run.store, chosen_quarter))  # fmt: skip
        names = [notebook.name for notebook in chosen]
        plan = refuse_mixed_packs(plan, standing_inputs(run.store, chosen_quarter), names, catalogue)
        run.note_plan(plan, names)
        run.execute(plan, workers, scheduler)
        run.fail_what_the_method_left_behind(plan, stand)
        if stop.signal_number is not None:
            raise RunStopped(run.words_when_stopped(), stop.signal_number)
        return run.publish({notebook.name for notebook in catalogue})


@dataclass
class _Run:
    """A batch under way: what is known of each business unit and notebook so far."""

    engagement: Engagement
    quarter: Quarter
    force: bool
    progress: Progress
    stop: StopRequest
    workers: int
    limits: Limits
    results: Place
    confirm: Callable[[], None]
    outcomes: dict[tuple[str, str], Outcome] = field(default_factory=dict)
    staged: dict[tuple[str, str], StagedResults] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = ResultsFolder(self.results, self.quarter)
        self.store = open_store_at(self.results)
        self.run_before = ""
        self.batch_id = f"{now():%Y%m%dT%H%M%SZ}_{secrets.token_hex(3)}"
        log = BatchLog(self.engagement.results, self.batch_id, int(running_method().logs_kept.value))
        self.telling = Telling(self.progress, log, Durations(), self.workers)

    def begin(self, business_units: Sequence[str], notebooks: Sequence[str]) -> None:
        """Say that the batch begins, and remember how long notebooks took before."""
        self.telling.durations = Durations.of(self.store.table("runs"))
        self.telling.batch(
            "batch begins", batch=self.batch_id, quarter=str(self.quarter), business_units=len(business_units),
            notebooks=list(notebooks), workers=self.workers, force=self.force,
        )  # fmt: skip

    def check_store(self) -> None:
        """Refuse to run for an hour over a store that nothing can be recorded in."""
        publications = self.store.publications()
        self.run_before = said_of_the_run_before(self.engagement.results, publications)
        refuse_lost_tables(self.folder.results, publications[-1].table_versions if publications else {})

    def note_plan(self, plan: Plan, notebooks: list[str]) -> None:
        """Note the business units that are not assessed at all."""
        self.progress.planned(len(plan.tasks) + len(notebooks) * (len(plan.skipped) + len(plan.failed)))
        for status, reasons in ((SKIPPED, plan.skipped), (FAILED, plan.failed)):
            for unit, reason in reasons.items():
                for notebook in notebooks:
                    self._note(Outcome(unit, notebook, status, reason, now(), now()))

    def execute(self, plan: Plan, most: int | None, scheduler: str | None) -> None:
        """Run the notebooks whose results don't hold any more, those with the longest way to the end first."""
        tasks = {(task.business_unit, task.notebook.name): task for task in plan.tasks}
        due = [task for task in plan.tasks if not self._keep(task)]
        jobs = [job_of(task, self.engagement, self.quarter, self.folder, self.limits) for task in due]
        jobs = longest_first(jobs, self.telling.durations)
        self.telling.begin(jobs)

        def finished(result: JobResult) -> bool:
            return self._finish(tasks[result.job.business_unit, result.job.notebook], result)

        if scheduler:
            from pmobook.run.cluster import run_jobs_on_cluster  # noqa: PLC0415 - Dask is an extra

            run_jobs_on_cluster(jobs, scheduler, most, self.telling.started, finished, self._look_up)
            return
        with scratch_folder() as scratch:
            run_jobs(jobs, self.workers, scratch, self.telling.started, finished, self._look_up)

    def _look_up(self) -> bool:
        """Say how it goes, and whether a stop was asked for."""
        self.telling.tick()
        return bool(self.stop)

    def fail_what_the_method_left_behind(self, plan: Plan, notebook_folder: Path) -> None:
        """Fail what ran while the method, the code or its notebook changed: nobody can say which of the two it used."""
        changed = what_changed(plan.tasks, notebook_folder)
        for key, outcome in self.outcomes.items():
            taken = outcome.fingerprint
            if key in changed and outcome.status == RAN and taken:
                self.staged.pop(key, None)
                self.folder.discard(*key, taken.run_id)
                reason = f"{changed[key]} changed while this ran; run again."
                self.outcomes[key] = dataclasses.replace(outcome, status=FAILED, reason=reason)

    def publish(self, catalogue: Collection[str]) -> BatchReport:
        """Record what is ready of business units of which nothing failed, and publish if anything is new."""
        outcomes = hold_back(self.outcomes, self.staged)
        units = statuses_of(outcomes)
        staged = [each for (unit, _), each in self.staged.items() if units[unit] <= GOOD]
        publication: Publication | None = None
        begun = time.monotonic()
        if staged or is_news(outcomes, self.store, self.quarter):
            batch = Batch(
                batch_id=self.batch_id,
                quarter=self.quarter,
                notebooks=catalogue,
                unchanged=tuple(unit for unit, statuses in units.items() if statuses == {KEPT}),
                failed=tuple(unit for unit, statuses in units.items() if FAILED in statuses),
            )
            keep_todays_method(self.folder.results, outcomes)
            runs = runs_frame(outcomes, self.quarter, self.batch_id)
            with saying_if_published(self.results, self.batch_id):
                publication = commit(self.folder.results, staged, runs, batch, self.confirm)
                self.folder.settle(open_store_at(self.results))
        report = BatchReport(self.batch_id, self.quarter, outcomes, publication, self.run_before)
        counts = {status: sum(one.status == status for one in outcomes) for status in (RAN, KEPT, FAILED, SKIPPED)}
        self.telling.batch(
            "batch ends", batch=self.batch_id, **counts, publication=publication.number if publication else None,
            seconds=round(self.telling.elapsed, 3), seconds_to_record=round(time.monotonic() - begun, 3),
            exit_status=report.exit_status,
        )  # fmt: skip
        return report

    def words_when_stopped(self) -> str:
        """Say what is ready and how to go on."""
        self.telling.batch("batch stopped", batch=self.batch_id, seconds=round(self.telling.elapsed, 3))
        ready = sum(outcome.status in GOOD for outcome in self.outcomes.values())
        return (
            f"Stopped before the end. Nothing was published; {ready} notebook{'' if ready == 1 else 's'} of {self.quarter} "
            f"{'is' if ready == 1 else 'are'} ready. Run the same command again to go on from there."
        )

    def _keep(self, task: Task) -> bool:
        """Keep a task's results if they hold: published, or ready from a run that was cut short."""
        unit, notebook, run_id = task.business_unit, task.notebook.name, task.fingerprint.run_id
        if not self.force:
            published = self.store.run_ids(self.quarter).get(unit, {}).get(notebook) == run_id
            if published and self.folder.has_executed(unit, notebook):
                self._note(Outcome(unit, notebook, KEPT, "nothing it depends on has changed", now(), now(), task.fingerprint))
                return True
            ready = self.folder.ready(unit, notebook, run_id) if self.folder.is_left(unit, notebook, run_id) else None
            if ready is not None:
                self.staged[unit, notebook] = ready
                self._note(Outcome(unit, notebook, KEPT, "ready from an earlier run", now(), now(), task.fingerprint))
                return True
        if self.folder.is_left(unit, notebook, run_id):
            self.folder.discard(unit, notebook, run_id)
        return False

    def _finish(self, task: Task, result: JobResult) -> bool:
        """Note what became of a task, and say whether its results are there."""
        unit, notebook, taken = task.business_unit, task.notebook.name, task.fingerprint
        reason = result.reason
        ready = None if reason else self.folder.ready(unit, notebook, taken.run_id)
        moved = "" if reason else what_moved(self.engagement, unit, self.quarter, taken.input_digest)
        if moved:
            reason = moved
            self.folder.discard(unit, notebook, taken.run_id)
        elif not reason and ready is None:
            reason = "The results were removed before they could be recorded. Run again."
        elif ready is not None:
            self.staged[unit, notebook] = ready
        status = RAN if not reason else SKIPPED if result.is_passed_over else FAILED
        self._note(Outcome(unit, notebook, status, reason, result.started_at, result.finished_at, taken), result)
        return status == RAN

    def _note(self, outcome: Outcome, result: JobResult | None = None) -> None:
        self.outcomes[outcome.business_unit, outcome.notebook] = outcome
        self.telling.finished(outcome, result)


def _limits(time_limit: int | None, retries: int | None) -> Limits:
    """Return the limits of a notebook; no cell may take longer than its notebook."""
    usual = Limits()
    notebook = usual.notebook if time_limit is None else time_limit
    again = usual.retries if retries is None else retries
    return dataclasses.replace(usual, notebook=notebook, cell=min(usual.cell, notebook), retries=again)
