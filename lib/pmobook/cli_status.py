"""The command that tells what is current, without running anything."""

from __future__ import annotations

import typer

from pmobook.cli_history import AsJson
from pmobook.cli_options import BusinessUnitOption, EngagementFolder, QuarterOption, StorageOption, quarter_named, use_storage
from pmobook.inputs.engagement import open_engagement

__all__ = ["status"]


def status(
    engagement: EngagementFolder,
    quarter: QuarterOption = None,
    business_unit: BusinessUnitOption = None,
    as_json: AsJson = False,
    storage: StorageOption = None,
) -> None:
    """Show what is current, stale, failed, held back or missing, and why; the exit status is 0 only if all is current.

    Exit status 3: something is missing; 4: something is stale; 5: something failed or is held back. The highest counts.
    """
    from pmobook.record.store import open_store
    from pmobook.run.cut_short import said_of_the_run_before
    from pmobook.run.status import engagement_status, exit_status_of
    from pmobook.terminal_history import as_json as written
    from pmobook.terminal_status import show_status

    use_storage(storage)
    opened = open_engagement(engagement)
    found = engagement_status(opened, quarter_named(quarter, opened), business_units=business_unit)
    if as_json:
        typer.echo(written(found))
    else:
        show_status(found)
        if said := said_of_the_run_before(opened.results, open_store(opened.folder).publications()):
            typer.echo(said)
    raise typer.Exit(exit_status_of(found))
