"""What several commands take: the engagement, a quarter, business units."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.vocabulary import Quarter

__all__ = [
    "BusinessUnitOption",
    "ColdOption",
    "EngagementFolder",
    "QuarterOption",
    "SchedulerOption",
    "StorageOption",
    "TakesNoStorage",
    "business_units_named",
    "next_quarter",
    "quarter_named",
    "use_storage",
]

EngagementFolder = Annotated[Path, typer.Argument(metavar="ENGAGEMENT", help="Folder of the engagement, such as params/demo.")]
QuarterOption = Annotated[str | None, typer.Option("--quarter", "-q", help="Such as 2026Q3; the latest with packs if not given.")]
BusinessUnitOption = Annotated[
    list[str] | None, typer.Option("--business-unit", "-b", help="Only this business unit; may be given several times.")
]
ColdOption = Annotated[bool, typer.Option("--cold", help="Start each kernel as a process of its own, not by forking.")]
SchedulerOption = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Execute on the workers of this Dask scheduler: see docs/cluster.md.")
]
StorageOption = Annotated[
    str | None, typer.Option(metavar="URL", help="Where results are kept, such as s3://bucket/folder: see docs/storage.md.")
]


class TakesNoStorage(TyperCommand):
    """A command on packs, surveys or scenarios: who names a storage to it hears why it takes none."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer keeps the type to itself
        """Refuse ``--storage``, and read the rest as any command does."""
        if any(one == "--storage" or one.startswith("--storage=") for one in args):
            message = (
                f"{ctx.command_path} neither reads nor writes results: what it works on stands in the engagement's folder, "
                "wherever results are kept. Run it without --storage."
            )
            raise PmobookError(message)
        return super().parse_args(ctx, args)


def use_storage(storage: str | None) -> None:
    """Let this command, and every process that it starts, keep and read results at an address or folder, if one is named.

    Raises
    ------
    PmobookError
        If it is no address of a storage.
    """
    if storage is None:
        return
    from pmobook.record.place import STORAGE, results_place

    place = results_place(Path(), storage) if storage.strip() else None
    os.environ[STORAGE] = "" if place is None else str(place)


def quarter_named(text: str | None, engagement: Engagement) -> Quarter:
    """Return the quarter named, or the latest that has begun and for which any business unit has handed in a pack."""
    if text is not None:
        return Quarter.parse(text)
    quarters = [one for one in engagement.quarters() if one <= _today()] or list(engagement.quarters())
    if not quarters:
        message = (
            f"{engagement.folder / 'inputs'} holds no input pack yet. Make blank ones with: "
            f"pmobook forms {engagement.folder} --quarter 2026Q3"
        )
        raise PmobookError(message)
    return quarters[-1]


def next_quarter(engagement: Engagement) -> Quarter:
    """Return the quarter to ask packs for: the one after the latest, or today's in a new engagement."""
    quarters = engagement.quarters()
    return quarters[-1].next if quarters else _today()


def _today() -> Quarter:
    return Quarter.of(dt.datetime.now(tz=dt.UTC).date())


def business_units_named(names: list[str] | None, engagement: Engagement, quarter: Quarter) -> list[str]:
    """Return the business units named, each checked, or all that report in a quarter."""
    for name in names or ():
        engagement.business_unit(name)
    return list(dict.fromkeys(names or engagement.reporting(quarter)))
