"""The command line: one thin command for each thing that a person does with the workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pmobook import __version__
from pmobook.cli_access import access_app
from pmobook.cli_exchange import exchange_app
from pmobook.cli_history import add_history_commands
from pmobook.cli_options import (
    BusinessUnitOption,
    ColdOption,
    EngagementFolder,
    QuarterOption,
    business_units_named,
    next_quarter,
    quarter_named,
)
from pmobook.cli_publish import publish
from pmobook.cli_rerun import rerun
from pmobook.cli_roadmap import roadmap
from pmobook.cli_status import status
from pmobook.cli_survey import survey_app
from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["main"]

app = typer.Typer(
    name="pmobook",
    help="Assess, per business unit and every quarter, how mature and well governed a PMO is.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
method_app = typer.Typer(help="The method: models, forms and rules as data.", no_args_is_help=True)
app.add_typer(survey_app, name="survey")
app.add_typer(access_app, name="access")
app.add_typer(exchange_app, name="exchange")
app.add_typer(method_app, name="method")
add_history_commands(app)
app.command()(rerun)
app.command()(roadmap)
app.command()(status)
app.command()(publish)


def main() -> None:
    """Run the command line; a mistake its user can mend is told in words and ends with status 1."""
    try:
        app(standalone_mode=True)
    except ProblemsFound as found:
        from pmobook.terminal import show_problems

        show_problems(found.problems)
        sys.exit(1)
    except PmobookError as error:
        typer.echo(f"pmobook: {error}", err=True)
        sys.exit(error.exit_status)
    except OSError as error:
        if error.filename is None or error.strerror is None:
            raise
        typer.echo(
            f"pmobook: {error.filename}: {error.strerror}. Check that it is there, that you may read and write it, "
            "and that the disk has room.",
            err=True,
        )
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("pmobook: stopped", err=True)
        sys.exit(130)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"pmobook {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    organisation: Annotated[str, typer.Option(help="The organisation's name.")] = "Our organisation",
    currency: Annotated[str, typer.Option(help="Currency of all money, as a three-letter code.")] = "EUR",
    business_unit: BusinessUnitOption = None,
) -> None:
    """Make a new engagement's folder, ready to be filled."""
    from pmobook.inputs.new import make_engagement

    written = make_engagement(
        folder, organisation=organisation, currency=currency, business_units=business_unit or ["headquarters"]
    )
    for path in written:
        typer.echo(f"wrote {path}")
    typer.echo(f"Next: read {folder / 'README.md'}.")


@app.command()
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


@app.command()
def check(
    engagement: EngagementFolder,
    quarter: QuarterOption = None,
    business_unit: BusinessUnitOption = None,
    all_quarters: Annotated[bool, typer.Option("--all", help="Check the packs of every quarter.")] = False,
) -> None:
    """Check input packs and print every problem at once; the exit status is 1 if there is any."""
    from pmobook.inputs.misplaced import find_misplaced
    from pmobook.inputs.pack import find_problems
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
    problems = find_misplaced(opened)
    problems += [problem for unit, which in packs for problem in find_problems(opened, unit, which)]
    if problems:
        show_problems(problems)
        raise typer.Exit(1)
    typer.echo(f"No problems in {len(packs)} pack{'' if len(packs) == 1 else 's'}.")
    if not packs:
        raise typer.Exit(1)


@app.command("import")
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


@app.command()
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
    workers: Annotated[int | None, typer.Option(min=1, help="Notebooks at once; as many as processors if not given.")] = None,
    force: Annotated[bool, typer.Option(help="Run even what is current.")] = False,
    time_limit: Annotated[int | None, typer.Option(min=1, help="Seconds that a notebook may take.")] = None,
    retries: Annotated[
        int | None, typer.Option(min=0, max=10, help="How often a notebook whose kernel died begins again.")
    ] = None,
    cold: ColdOption = False,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Execute on the workers of this Dask scheduler: see docs/cluster.md.")
    ] = None,
) -> None:
    """Assess business units: execute the notebooks, record the results, publish them together."""
    from pmobook.inputs.misplaced import find_misplaced
    from pmobook.kernels.switch import choose_kernels
    from pmobook.run.batch import run_engagement
    from pmobook.terminal import parameters_from
    from pmobook.terminal_batch import BatchProgress, show_batch

    for line in choose_kernels(cold=cold):
        typer.echo(line)
    opened = open_engagement(engagement)
    final = quarter_named(quarter, opened)
    quarters = [one for one in opened.quarters() if one < final][-(last - 1) :] if last > 1 else []
    misplaced = find_misplaced(opened)
    status = int(bool(misplaced))
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
    for problem in misplaced:
        typer.echo(f"not read: {problem}")
    raise typer.Exit(status)


@app.command()
def results(
    engagement: EngagementFolder,
    quarter: QuarterOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="As published then: a publication's number, a day or a moment (UTC).")
    ] = None,
) -> None:
    """Print what was recorded for a quarter, one line a business unit."""
    from rich.console import Console

    from pmobook.record.store import open_store
    from pmobook.terminal import results_table

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
    Console().print(results_table(opened, store, chosen))


@app.command()
def serve(
    engagement: EngagementFolder,
    ip: Annotated[str, typer.Option(help="Address to bind to; this machine only unless you say otherwise.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port; the next free one if it is taken.")] = 8866,
    browser: Annotated[bool, typer.Option(help="Open a browser where there is a desktop.")] = True,
    token: Annotated[
        bool, typer.Option("--token", help="Let in only who opens the announced address; for a machine that others use too.")
    ] = False,
    cold: ColdOption = False,
) -> None:
    """Serve the scorecards to leadership's browsers, to whom the engagement's access.yaml lets see them."""
    from pmobook.kernels.switch import choose_kernels
    from pmobook.publish.server import serve as serve_scorecards

    for line in choose_kernels(cold=cold):
        typer.echo(line)
    open_engagement(engagement)
    serve_scorecards(engagement, ip=ip, port=port, open_browser=browser, announce=typer.echo, token=token)


@app.command("what-if")
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


@app.command()
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


@method_app.command("check")
def method_check(
    model: Annotated[
        list[str] | None,
        typer.Option("--model", "-m", metavar="FOLDER_OR_ID", help="All models and the catalogue of measures if not given."),
    ] = None,
) -> None:
    """Check maturity models and the catalogue of measures: complete, worded once, readable; status 1 if there is a problem."""
    from pmobook.method.maturity import maturity_model_names
    from pmobook.method.measure_lint import check_catalogue
    from pmobook.method.model_lint import check_model, find_model_folder

    reports = [check_model(find_model_folder(name)) for name in model or maturity_model_names()]
    reports += [] if model else [check_catalogue()]
    for report in reports:
        for line in report.lines():
            typer.echo(line)
    if any(report.problems for report in reports):
        raise typer.Exit(1)


@method_app.command("pages")
def method_pages() -> None:
    """Regenerate what is made from data: the pages on forms, model, measures and results, and the generic blank pack."""
    from pmobook.inputs.generated import write_generated
    from pmobook.method.places import workbook_folder
    from pmobook.record.reference import results_reference

    results_page = workbook_folder() / "docs" / "results.md"
    results_page.write_text(results_reference(), encoding="utf-8", newline="\n")
    for path in (*write_generated(workbook_folder()), results_page):
        typer.echo(f"wrote {path}")


if __name__ == "__main__":
    main()
