"""The command that writes published results as files for people without the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pmobook.cli_options import BusinessUnitOption, EngagementFolder, StorageOption, use_storage
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["publish"]


def publish(
    engagement: EngagementFolder,
    quarter: Annotated[
        str | None,
        typer.Option(
            "--quarter",
            "-q",
            help="Of a board pack or workbook, the latest published if not given; of reports, all. Such as 2026Q3.",
        ),
    ] = None,
    business_unit: BusinessUnitOption = None,
    board_pack: Annotated[
        Path | None, typer.Option("--board-pack", metavar="FOLDER", help="Write a board pack there, as PDF and as slides.")
    ] = None,
    workbook: Annotated[
        Path | None, typer.Option("--workbook", metavar="FILE", help="Write an Excel workbook with charts: FILE.xlsx.")
    ] = None,
    site: Annotated[
        Path | None, typer.Option("--site", metavar="FOLDER", help="Write every scorecard there as pages that need no server.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FOLDER", help="Write every executed notebook there as a report.")
    ] = None,
    with_code: Annotated[
        bool, typer.Option("--with-code", help="Beside each report one for auditors, with code and how the run is identified.")
    ] = False,
    storage: StorageOption = None,
) -> None:
    """Write what is published as files to send: a board pack, an Excel workbook, a site without a server, reports."""
    if board_pack is None and workbook is None and site is None and report is None:
        message = (
            "Say what to write: --board-pack FOLDER for a PDF and slides, --workbook FILE.xlsx for Excel, "
            "--site FOLDER for the scorecards, --report FOLDER for the notebooks."
        )
        raise PmobookError(message)
    if with_code and report is None:
        message = "--with-code is about reports. Say where to write them, with --report FOLDER."
        raise PmobookError(message)
    use_storage(storage)
    opened = open_engagement(engagement)
    if board_pack is not None:
        from pmobook.export.files import write_board_pack

        for line in write_board_pack(opened, board_pack, quarter, business_unit):
            typer.echo(line)
    if workbook is not None:
        from pmobook.export.files import write_workbook

        typer.echo(write_workbook(opened, workbook, quarter, business_unit))
    if site is not None:
        from pmobook.publish.static_site import write_site

        typer.echo(write_site(opened, site, business_unit))
    if report is not None:
        from pmobook.publish.reports import write_reports

        chosen = Quarter.parse(quarter) if quarter else None
        typer.echo(write_reports(opened, report, with_code=with_code, business_units=business_unit, quarter=chosen))
