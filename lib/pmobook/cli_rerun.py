"""The command that a timer calls: do the quarter that is due."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from pmobook.cli_options import ColdOption, EngagementFolder, SchedulerOption, StorageOption, use_storage
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter, quoted

__all__ = ["rerun"]


def rerun(
    engagement: EngagementFolder,
    quarter: Annotated[
        str | None, typer.Option("--quarter", "-q", help="Such as 2026Q3; the last that ended if not given.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Stay until it is time, instead of ending with status 3.")] = False,
    every: Annotated[float, typer.Option(min=0.1, max=1440, help="With --wait: minutes between two looks.")] = 10,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    now: Annotated[str | None, typer.Option(metavar="DAY", help="As if it were this day or moment, such as 2026-10-20.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Notebooks at once; one more than processors if not given.")] = None,
    cold: ColdOption = False,
    scheduler: SchedulerOption = None,
    storage: StorageOption = None,
) -> None:
    """Do the quarter that is due: await its packs, run, publish, tell what changed. For timers; safe to repeat.

    Ends with 0 if done or nothing is new, 3 if it isn't due or packs are awaited (call again later), 4 if something failed, 5 if
    another run is under way, 6 if not everybody could be told, 1 for anything else.
    """
    from pmobook.kernels.switch import choose_kernels
    from pmobook.run.rerun import rerun_quarter, wait_until_due
    from pmobook.terminal_batch import show_batch
    from pmobook.terminal_rerun import LateProgress, dry_run_lines

    use_storage(storage)
    chosen, moment = Quarter.parse(quarter) if quarter else None, _moment(now)
    if dry_run:
        for line in dry_run_lines(rerun_quarter(engagement, chosen, moment=moment, dry_run=True), open_engagement(engagement)):
            typer.echo(line)
        return
    if wait and now:
        message = "--wait looks at the clock and --now stands in its place; give one of them."
        raise PmobookError(message)
    for line in choose_kernels(cold=cold):
        typer.echo(line)
    if wait:
        chosen = wait_until_due(engagement, chosen, seconds=60 * every, announce=typer.echo)
    with LateProgress() as bar:
        report = rerun_quarter(engagement, chosen, moment=moment, workers=workers, progress=bar, scheduler=scheduler)
    if report.batch:
        show_batch(report.batch)
    for line in report.sentences:
        typer.echo(line)
    raise typer.Exit(report.exit_status)


def _moment(text: str | None) -> dt.datetime | dt.date | None:
    if text is None:
        return None
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return read(text.strip())
        except ValueError:
            continue
    message = f"--now: {quoted(text)} is neither a day nor a moment. Write 2026-10-20 or 2026-10-20T06:00+02:00."
    raise PmobookError(message)
