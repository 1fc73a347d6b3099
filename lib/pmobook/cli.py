"""The command line: one thin command for each thing that a person does with the workbook."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pmobook import __version__
from pmobook.cli_access import access_app
from pmobook.cli_exchange import exchange_app
from pmobook.cli_history import add_history_commands
from pmobook.cli_method import method_app
from pmobook.cli_packs import add_pack_commands
from pmobook.cli_publish import publish
from pmobook.cli_rerun import rerun
from pmobook.cli_roadmap import roadmap
from pmobook.cli_run import add_run_commands
from pmobook.cli_serve import add_serve_commands
from pmobook.cli_status import status
from pmobook.cli_survey import survey_app
from pmobook.errors import PmobookError, ProblemsFound

__all__ = ["main"]

app = typer.Typer(
    name="pmobook",
    help="Assess, per business unit and every quarter, how mature and well governed a PMO is.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(survey_app, name="survey")
app.add_typer(access_app, name="access")
app.add_typer(exchange_app, name="exchange")
app.add_typer(method_app, name="method")
add_pack_commands(app)
add_run_commands(app)
add_serve_commands(app)
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


if __name__ == "__main__":
    main()
