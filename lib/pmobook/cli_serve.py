"""Commands that serve pages: the scorecards, and the what-if of a portfolio."""

from __future__ import annotations

from typing import Annotated

import typer

from pmobook.cli_options import (
    EngagementFolder,
    QuarterOption,
    StorageOption,
    TakesNoStorage,
    quarter_named,
    use_storage,
)
from pmobook.inputs.engagement import open_engagement

__all__ = ["add_serve_commands"]


def add_serve_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(serve)
    app.command("what-if", cls=TakesNoStorage)(what_if)


def serve(
    engagement: EngagementFolder,
    ip: Annotated[str, typer.Option(help="Address to bind to; this machine only unless you say otherwise.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port; the next free one if it is taken.")] = 8866,
    browser: Annotated[bool, typer.Option(help="Open a browser where there is a desktop.")] = True,
    token: Annotated[
        bool, typer.Option("--token", help="Let in only who opens the announced address; for a machine that others use too.")
    ] = False,
    storage: StorageOption = None,
) -> None:
    """Serve the scorecards to leadership's browsers, to whom the engagement's access.yaml lets see them."""
    from pmobook.publish.server import serve as serve_scorecards

    use_storage(storage)
    open_engagement(engagement)
    serve_scorecards(engagement, ip=ip, port=port, open_browser=browser, announce=typer.echo, token=token)


def what_if(
    engagement: EngagementFolder,
    business_unit: Annotated[str, typer.Option("--business-unit", "-b", help="The business unit whose portfolio it is.")],
    quarter: QuarterOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port; the next free one if it is taken.")] = 8877,
    browser: Annotated[bool, typer.Option(help="Open a browser where there is a desktop.")] = True,
    token: Annotated[
        bool, typer.Option("--token", help="Let in only who opens the announced address; for a machine that others use too.")
    ] = False,
) -> None:
    """Try other goal weights, budgets and mandates on a portfolio, in a browser on this machine."""
    from pmobook.publish.what_if_server import serve_what_if

    opened = open_engagement(engagement)
    opened.business_unit(business_unit)
    serve_what_if(
        engagement,
        business_unit,
        str(quarter_named(quarter, opened)),
        port=port,
        open_browser=browser,
        announce=typer.echo,
        token=token,
    )
