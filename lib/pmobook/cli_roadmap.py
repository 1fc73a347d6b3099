"""The command that writes a published roadmap as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pmobook.cli_options import EngagementFolder, StorageOption, use_storage
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["roadmap"]


def roadmap(
    engagement: EngagementFolder,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write: .svg for the picture, .csv for its rows.")],
    business_unit: Annotated[
        str | None, typer.Option("--business-unit", "-b", help="The business unit; the whole organisation if not given.")
    ] = None,
    quarter: Annotated[
        str | None, typer.Option("--quarter", "-q", help="Such as 2026Q3; the latest published if not given.")
    ] = None,
    storage: StorageOption = None,
) -> None:
    """Write the roadmap of a published quarter: projects over quarters, before and after levelling."""
    from pmobook.publish.roadmap_file import write_roadmap

    use_storage(storage)
    opened = open_engagement(engagement)
    typer.echo(write_roadmap(opened, out, business_unit, Quarter.parse(quarter) if quarter else None))
