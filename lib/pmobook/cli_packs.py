"""Commands on engagements and input packs: make, give out, check, take in, invent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pmobook.cli_options import (
    BusinessUnitOption,
    EngagementFolder,
    QuarterOption,
    TakesNoStorage,
    business_units_named,
    next_quarter,
    quarter_named,
)
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["add_pack_commands"]


def add_pack_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(init)
    app.command(cls=TakesNoStorage)(forms)
    app.command(cls=TakesNoStorage)(check)
    app.command("import", cls=TakesNoStorage)(import_)
    app.command()(generate)


def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    organisation: Annotated[str, typer.Option(help="The organisation's name.")] = "Our organisation",
    currency: Annotated[str, typer.Option(help="Currency of all money, as a three-letter code.")] = "EUR",
    business_unit: Annotated[
        list[str] | None,
        typer.Option("--business-unit", "-b", help="A business unit's name; may be given several times. Otherwise headquarters."),
    ] = None,
) -> None:
    """Make a new engagement's folder, ready to be filled."""
    from pmobook.inputs.new import make_engagement

    written = make_engagement(
        folder, organisation=organisation, currency=currency, business_units=business_unit or ["headquarters"]
    )
    for path in written:
        typer.echo(f"wrote {path}")
    typer.echo(f"Next: read {folder / 'README.md'}.")


def forms(
    engagement: EngagementFolder,
    quarter: Annotated[str | None, typer.Option("--quarter", "-q", help="The one after the latest if not given.")] = None,
    business_unit: BusinessUnitOption = None,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measures", metavar="ID,ID", help="Name these measures of the catalogue: ids, focus areas, or catalogue for all."
        ),
    ] = None,
) -> None:
    """Write blank input packs, in Excel and as CSV files, for the business units to fill in."""
    from pmobook.inputs.blank import write_blank_packs
    from pmobook.method.measure_catalogue import measure_catalogue

    opened = open_engagement(engagement)
    chosen = Quarter.parse(quarter) if quarter else next_quarter(opened)
    named = () if measures is None else measure_catalogue().choose(measures)
    for path in write_blank_packs(opened, chosen, business_units_named(business_unit, opened, chosen), measures=named):
        typer.echo(f"wrote {path}")


def check(
    engagement: EngagementFolder,
    quarter: QuarterOption = None,
    business_unit: BusinessUnitOption = None,
    all_quarters: Annotated[bool, typer.Option("--all", help="Check the packs of every quarter.")] = False,
) -> None:
    """Check input packs and print every problem at once; the exit status is 1 if there is any."""
    from pmobook.inputs.misplaced import find_misplaced
    from pmobook.inputs.pack import find_problems
    from pmobook.inputs.unmatched_names import find_unmatched_names
    from pmobook.terminal import show_problems

    opened = open_engagement(engagement)
    one = quarter_named(quarter, opened)
    chosen = business_units_named(business_unit, opened, one)
    if all_quarters:
        packs = [(unit, past) for unit in business_unit or opened.business_units for past in opened.quarters(unit)]
    else:
        packs = [(unit, one) for unit in chosen if business_unit or opened.pack_folder(unit, one).exists()]
        for unit in chosen:
            if (unit, one) not in packs:
                typer.echo(f"{unit}: no pack for {one} (there is no folder inputs/{unit}/{one})")
    wrong, unused = find_unmatched_names(opened, one)
    for problem in unused:
        typer.echo(f"not used: {problem}")
    problems = [*find_misplaced(opened), *wrong]
    problems += [problem for unit, which in packs for problem in find_problems(opened, unit, which)]
    if problems:
        show_problems(problems)
        raise typer.Exit(1)
    typer.echo(f"No problems in {len(packs)} pack{'' if len(packs) == 1 else 's'}.")
    if not packs:
        raise typer.Exit(1)


def import_(
    engagement: EngagementFolder,
    source: Annotated[list[Path], typer.Argument(metavar="SOURCE…", help="CSV or Excel files as the client has them.")],
    mapping: Annotated[Path | None, typer.Option(help="The mapping, in YAML: which column becomes what.")] = None,
    propose: Annotated[
        bool, typer.Option(help="Look at the file and write a first mapping, to --mapping or the screen.")
    ] = False,
    replace: Annotated[bool, typer.Option(help="Overwrite forms that packs already hold.")] = False,
    allow_partial: Annotated[bool, typer.Option(help="Write the rows that can be mapped even if others can't.")] = False,
    add_business_units: Annotated[bool, typer.Option(help="Add the business units that the mapping names.")] = False,
) -> None:
    """Turn a client's own export into input packs, by a mapping."""
    from pmobook.inputs.convert import import_sources

    if propose:
        _propose(source, mapping)
        return
    if mapping is None:
        message = "Name the mapping with --mapping FILE, or let the workbook write a first one with --propose."
        raise PmobookError(message)
    report = import_sources(
        engagement, mapping, source, replace=replace, allow_partial=allow_partial, add_business_units=add_business_units
    )
    for line in report.lines():
        typer.echo(line)
    if report.problems:
        raise typer.Exit(1)


def _propose(source: list[Path], mapping: Path | None) -> None:
    """Write a first mapping for one file; nothing that exists is overwritten."""
    from pmobook.inputs.propose import propose_mapping

    if len(source) != 1:
        message = f"--propose looks at one file at a time; {len(source)} were named."
        raise PmobookError(message)
    if mapping is not None and mapping.exists():
        message = f"{mapping} is there already. Name another file, or move it away."
        raise PmobookError(message)
    text = propose_mapping(source[0])
    if mapping is None:
        typer.echo(text, nl=False)
    else:
        mapping.write_text(text, encoding="utf-8")
        typer.echo(f"wrote {mapping}. Read it, decide what it asks, then run the command again without --propose.")


def generate(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    business_units: Annotated[int, typer.Option(min=1, max=5000)] = 6,
    quarters: Annotated[int, typer.Option(min=1, max=80)] = 8,
    last_quarter: Annotated[str, typer.Option(help="The latest quarter.")] = "2026Q3",
    respondents: Annotated[int, typer.Option(min=1, max=10_000, help="Per business unit.")] = 12,
    projects: Annotated[int, typer.Option(min=1, max=5000, help="Per business unit.")] = 12,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same organisation.")] = 2026,
    demo: Annotated[bool, typer.Option("--demo", help="The demo organisation; sizes and seed are then its own.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the inputs and business units of an engagement there.")
    ] = False,
) -> None:
    """Invent an organisation of any size, to try the workbook out."""
    from pmobook.generate.demo import generate_demo
    from pmobook.generate.organisation import generate as generate_organisation

    if demo:
        generate_demo(folder, replace=replace)
    else:
        generate_organisation(
            folder,
            business_units=business_units,
            quarters=quarters,
            last_quarter=last_quarter,
            respondents=respondents,
            projects=projects,
            seed=seed,
            replace=replace,
        )
    typer.echo(f"wrote {folder}")
