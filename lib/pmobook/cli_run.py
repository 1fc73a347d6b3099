"""Commands that assess business units and print what was recorded."""

from __future__ import annotations

from typing import Annotated

import typer

from pmobook.cli_options import (
    BusinessUnitOption,
    ColdOption,
    EngagementFolder,
    QuarterOption,
    SchedulerOption,
    StorageOption,
    quarter_named,
    use_storage,
)
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["add_run_commands"]


def add_run_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(run)
    app.command()(results)


def run(
    engagement: EngagementFolder,
    quarter: QuarterOption = None,
    business_unit: BusinessUnitOption = None,
    notebook: Annotated[
        list[str] | None, typer.Option("--notebook", "-n", help="Only this notebook, such as 10_maturity.")
    ] = None,
    last: Annotated[int, typer.Option(min=1, help="This many quarters, up to the one named or the latest.")] = 1,
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="Set a parameter of the notebooks.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Notebooks at once; one more than processors if not given.")] = None,
    force: Annotated[bool, typer.Option(help="Run even what is current.")] = False,
    time_limit: Annotated[int | None, typer.Option(min=1, help="Seconds that a notebook may take.")] = None,
    retries: Annotated[
        int | None, typer.Option(min=0, max=10, help="How often a notebook whose kernel died begins again.")
    ] = None,
    cold: ColdOption = False,
    scheduler: SchedulerOption = None,
    storage: StorageOption = None,
) -> None:
    """Assess business units: execute the notebooks, record the results, publish them together."""
    from pmobook.kernels.switch import begin_to_warm_up, choose_kernels

    kernels = choose_kernels(cold=cold)
    if not scheduler:
        begin_to_warm_up()  # which imports while this process still does
    from pmobook.inputs.misplaced import find_misplaced
    from pmobook.inputs.unmatched_names import find_unmatched_names
    from pmobook.run.batch import run_engagement
    from pmobook.terminal import parameters_from
    from pmobook.terminal_batch import BatchProgress, show_batch

    use_storage(storage)
    for line in kernels:
        typer.echo(line)
    opened = open_engagement(engagement)
    final = quarter_named(quarter, opened)
    quarters = [one for one in opened.quarters() if one < final][-(last - 1) :] if last > 1 else []
    status = 0
    for one in [*quarters, final]:
        with BatchProgress(str(one)) as progress:
            report = run_engagement(
                opened,
                one,
                business_units=business_unit,
                notebooks=notebook,
                parameters=parameters_from(parameter or []),
                workers=workers,
                force=force,
                progress=progress,
                time_limit=time_limit,
                retries=retries,
                scheduler=scheduler,
            )
        show_batch(report)
        status = max(status, report.exit_status)
    wrong, unused = find_unmatched_names(opened, final)  # by now every pack has been read, and is kept
    misplaced = [*find_misplaced(opened), *wrong]
    status = max(status, int(bool(misplaced)))
    for problem in misplaced:
        typer.echo(f"not read: {problem}")
    for problem in unused:
        typer.echo(f"not used: {problem}")
    raise typer.Exit(status)


def results(
    engagement: EngagementFolder,
    quarter: QuarterOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As published then: a publication's number, a day or a moment (UTC).")
    ] = None,
    storage: StorageOption = None,
) -> None:
    """Print what was recorded for a quarter, one line a business unit."""
    from pmobook.record.store import open_store
    from pmobook.terminal import results_table
    from pmobook.terminal_console import console_of_the_command

    use_storage(storage)
    opened = open_engagement(engagement)
    store = open_store(opened.folder)
    store = store.at(as_of) if as_of else store
    quarters = store.quarters()
    if not quarters:
        message = f"Nothing has been recorded yet. Assess the business units with: pmobook run {engagement}"
        raise PmobookError(message)
    chosen = Quarter.parse(quarter) if quarter else quarters[-1]
    if chosen not in quarters:
        message = f"Nothing is recorded for {chosen}. There are results for {', '.join(map(str, quarters))}."
        raise PmobookError(message)
    console_of_the_command().print(results_table(opened, store, chosen))
