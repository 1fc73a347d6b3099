"""Commands that look back: what was published when, and from what."""

from __future__ import annotations

from typing import Annotated

import typer

from pmobook.cli_options import BusinessUnitOption, EngagementFolder
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["add_history_commands"]

AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]


def add_history_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(history)


def history(
    engagement: EngagementFolder,
    number: Annotated[
        int | None, typer.Argument(metavar="[PUBLICATION]", help="Show every business unit and notebook of this publication.")
    ] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", "-q", help="Only what assessed this quarter.")] = None,
    business_unit: BusinessUnitOption = None,
    as_json: AsJson = False,
) -> None:
    """Show what was published when, by which version, by which method and from which inputs."""
    from rich.console import Console

    from pmobook import terminal_history
    from pmobook.run.history import publication_detail, publication_history

    opened = open_engagement(engagement)
    if number is None:
        frame = publication_history(opened, Quarter.parse(quarter) if quarter else None, business_unit)
        table = terminal_history.history_table(frame, opened.parameters.organisation)
    else:
        frame = publication_detail(opened, number, business_unit)
        table = terminal_history.detail_table(frame, number)
    if as_json:
        typer.echo(terminal_history.as_json(frame))
    else:
        Console().print(table)
