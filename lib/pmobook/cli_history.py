"""Commands that look back: what was published when, and from what."""

from __future__ import annotations

from typing import Annotated

import typer

from pmobook.cli_options import BusinessUnitOption, EngagementFolder, StorageOption, use_storage
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["add_history_commands"]

AsOf = Annotated[str | None, typer.Option("--as-of", help="As published then: a publication's number, a day or a moment (UTC).")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]


def add_history_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(history)
    app.command()(compare)
    app.command()(recompute)


def history(
    engagement: EngagementFolder,
    number: Annotated[
        int | None, typer.Argument(metavar="[PUBLICATION]", help="Show every business unit and notebook of this publication.")
    ] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", "-q", help="Only what assessed this quarter.")] = None,
    business_unit: BusinessUnitOption = None,
    as_json: AsJson = False,
    storage: StorageOption = None,
) -> None:
    """Show what was published when, by which version, by which method and from which inputs."""
    from pmobook import terminal_history
    from pmobook.run.history import publication_detail, publication_history
    from pmobook.terminal_console import console_of_the_command

    use_storage(storage)
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
        console_of_the_command().print(table)


def compare(
    engagement: EngagementFolder,
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="A quarter, such as 2026Q2; 2026Q3@5 as publication 5 had it.")],
    now: Annotated[str, typer.Argument(metavar="NOW", help="The other quarter, or the same one in another publication.")],
    business_unit: BusinessUnitOption = None,
    as_of: AsOf = None,
    recompute: Annotated[
        bool, typer.Option("--recompute", help="Compute BEFORE again by the method of NOW, to know the method's part.")
    ] = False,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, for a spreadsheet.")] = False,
    storage: StorageOption = None,
) -> None:
    """Show what differs between two quarters and why: the world, the evidence, the raters, the method."""
    from pmobook import terminal_compare, terminal_history
    from pmobook.run.quarters_compared import compare_quarters
    from pmobook.terminal_console import console_of_the_command

    use_storage(storage)
    compared = compare_quarters(
        open_engagement(engagement), before, now, business_units=business_unit, as_of=as_of, recompute=recompute
    )
    if as_json or as_csv:
        form = terminal_history.as_json if as_json else terminal_compare.as_csv
        typer.echo(form(compared.figures), nl=as_json)
        for note in compared.notes:
            typer.echo(terminal_history.one_line(note), err=True)
    else:
        console_of_the_command().print(terminal_compare.compared_table(compared))


def recompute(
    engagement: EngagementFolder,
    quarter: Annotated[str, typer.Argument(help="A published quarter, such as 2026Q2.")],
    business_unit: BusinessUnitOption = None,
    as_of: AsOf = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Notebooks at once; one more than processors if not given.")] = None,
    storage: StorageOption = None,
) -> None:
    """Compute a past quarter again by the method of its day; record nothing; the exit status is 1 if it comes out otherwise."""
    from pmobook.record.store import open_store
    from pmobook.run.recompute import recompute as compute_again
    from pmobook.terminal_compare import recomputed_lines

    use_storage(storage)
    opened, chosen = open_engagement(engagement), Quarter.parse(quarter)
    store = open_store(opened.folder)
    store = store.at(as_of) if as_of else store
    again = compute_again(opened, chosen, store, business_units=business_unit, workers=workers)
    for line in recomputed_lines(again, str(chosen)):
        typer.echo(line)
    raise typer.Exit(int(not again.is_identical))
