"""The command that writes published results as files for people without the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pmobook.cli_options import BusinessUnitOption, EngagementFolder
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement

__all__ = ["publish"]


def publish(
    engagement: EngagementFolder,
    quarter: Annotated[
        str | None, typer.Option("--quarter", "-q", help="Such as 2026Q3; the latest published if not given.")
    ] = None,
    business_unit: BusinessUnitOption = None,
    board_pack: Annotated[
        Path | None, typer.Option("--board-pack", metavar="FOLDER", help="Write a board pack there, as PDF.")
    ] = None,
) -> None:
    """Write a published quarter as files to send: a board pack."""
    if board_pack is None:
        message = "Say what to write: --board-pack FOLDER for a board pack as PDF."
        raise PmobookError(message)
    opened = open_engagement(engagement)
    from pmobook.export.files import write_board_pack

    for line in write_board_pack(opened, board_pack, quarter, business_unit):
        typer.echo(line)
