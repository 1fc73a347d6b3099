"""Commands for comparison with other organisations: write what may be contributed, check what came in."""

from __future__ import annotations

from typing import Annotated

import typer

from pmobook.cli_options import EngagementFolder, StorageOption, TakesNoStorage, use_storage
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["exchange_app"]

exchange_app = typer.Typer(help="Scores without names: for a pool, and from one.", no_args_is_help=True)


@exchange_app.command("write")
def exchange_write(
    engagement: EngagementFolder,
    quarter: Annotated[
        str | None, typer.Option("--quarter", "-q", help="Such as 2026Q3; the latest published if not given.")
    ] = None,
    storage: StorageOption = None,
) -> None:
    """Write the published scores as exchange records: sector and size, and no name of anything. Nothing is sent."""
    from pmobook.publish.contribution import write_contribution

    use_storage(storage)
    place = write_contribution(open_engagement(engagement), Quarter.parse(quarter) if quarter else None)
    typer.echo(f"wrote {place}. Read it before you hand it on: it holds scores, sector and size.")


@exchange_app.command("check", cls=TakesNoStorage)
def exchange_check(engagement: EngagementFolder) -> None:
    """Read the pool of other organisations' records and say what it holds."""
    from pmobook.inputs.pool import read_pool

    pool = read_pool(open_engagement(engagement))
    own = f", {pool.own} of them your own and left out" if pool.own else ""
    typer.echo(f"The pool holds {pool.files} contribution{'' if pool.files == 1 else 's'}{own}.")
