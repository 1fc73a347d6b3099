"""Commands on the method: check its models, regenerate what is made from its data."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["method_app"]

method_app = typer.Typer(help="The method: models, forms and rules as data.", no_args_is_help=True)


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
