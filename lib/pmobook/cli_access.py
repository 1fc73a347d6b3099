"""The commands on who may see what: set a password, say what each person may see, answer for other programs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pmobook.cli_options import EngagementFolder, TakesNoStorage
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import nearest, quoted

__all__ = ["access_app"]

access_app = typer.Typer(help="Who may see what: access.yaml, and passwords on one machine.", no_args_is_help=True)

PersonArgument = Annotated[str, typer.Argument(metavar="PERSON", help="As in access.yaml.")]
GroupsOption = Annotated[list[str] | None, typer.Option("--group", help="A group that a proxy or hub names; may be repeated.")]


@access_app.command("password", cls=TakesNoStorage)
def password(
    engagement: EngagementFolder,
    person: PersonArgument,
    from_input: Annotated[bool, typer.Option("--stdin", help="Read it from standard input instead of asking.")] = False,
) -> None:
    """Set a person's password; it is asked for, and kept as a hash that leads nowhere back."""
    from pmobook.inputs.access import read_access
    from pmobook.publish.access.passwords import write_password

    opened = open_engagement(engagement)
    access = read_access(opened.folder, opened.business_units)
    if access is None or access.person(person) is None:
        guess = nearest(person, access.people) if access else None
        message = f"access.yaml names nobody {quoted(person)}. " + (
            f"Did you mean {guess}?" if guess else "Add the person first."
        )
        raise PmobookError(message)
    if from_input:
        typed = sys.stdin.readline().rstrip("\r\n")
    else:
        typed = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    typer.echo(f"wrote {write_password(opened.folder, person, typed)}; whoever was signed in as {person} is signed out.")


@access_app.command("show", cls=TakesNoStorage)
def show(engagement: EngagementFolder) -> None:
    """Say what each person and each group of access.yaml may see and do; its problems are told all at once."""
    from pmobook.inputs.access import read_access
    from pmobook.terminal_access import access_table
    from pmobook.terminal_console import console_of_the_command

    opened = open_engagement(engagement)
    access = read_access(opened.folder, opened.business_units)
    if access is None:
        typer.echo("There is no access.yaml: only whoever sits at this machine sees anything, and that person sees everything.")
        return
    console_of_the_command().print(access_table(access, tuple(opened.business_units)))


@access_app.command("may", cls=TakesNoStorage)
def may(
    engagement: EngagementFolder,
    person: PersonArgument,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="see, edit, run or what_if.")],
    business_unit: Annotated[str, typer.Option("--business-unit", "-b", help="The business unit it is about.")],
    group: GroupsOption = None,
) -> None:
    """Answer whether a person may, for other programs: status 0 for yes, 1 for no or for anything that is wrong."""
    from pmobook.inputs.access import may_do

    opened = open_engagement(engagement)
    opened.business_unit(business_unit)
    allowed = may_do(opened.folder, tuple(opened.business_units), person, what, business_unit, group or ())
    typer.echo("yes" if allowed else "no")
    raise typer.Exit(0 if allowed else 1)
