"""Commands for the survey: send it out, read it back, see who is missing."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from pmobook.cli_options import BusinessUnitOption, EngagementFolder, TakesNoStorage, next_quarter
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

__all__ = ["survey_app"]

survey_app = typer.Typer(help="The survey: a workbook for each respondent, sent out and read back.", no_args_is_help=True)

SurveyQuarter = Annotated[
    str | None, typer.Option("--quarter", "-q", help="Such as 2026Q3; the latest with a survey if not given.")
]
TakeIncomplete = Annotated[
    bool, typer.Option("--take-incomplete", help="Take files with missing ratings too; they stay missing.")
]


@survey_app.command("issue", cls=TakesNoStorage)
def survey_issue(
    engagement: EngagementFolder,
    quarter: Annotated[
        str | None, typer.Option("--quarter", "-q", help="The one after the latest with packs if not given.")
    ] = None,
    business_unit: BusinessUnitOption = None,
    respondent: Annotated[
        list[str] | None, typer.Option("--respondent", "-r", help="Only this respondent id; may be given several times.")
    ] = None,
    return_by: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day for answers; two weeks from today if not given.")
    ] = None,
    reissue: Annotated[
        bool, typer.Option("--reissue", help="Make new files also for those who have one; the old no longer count.")
    ] = False,
) -> None:
    """Write a survey file in Excel for each respondent in surveys/<quarter>/respondents.csv."""
    from pmobook.survey.issue import issue_survey

    opened = open_engagement(engagement)
    report = issue_survey(
        opened,
        Quarter.parse(quarter) if quarter else next_quarter(opened),
        today=dt.datetime.now(tz=dt.UTC).date(),
        business_units=business_unit,
        respondents=respondent,
        return_by=return_by.date() if return_by else None,
        reissue=reissue,
    )
    for line in report.lines():
        typer.echo(line)


@survey_app.command("gather", cls=TakesNoStorage)
def survey_gather(
    engagement: EngagementFolder,
    quarter: SurveyQuarter = None,
    business_unit: BusinessUnitOption = None,
    allow_partial: Annotated[
        bool, typer.Option("--allow-partial", help="Take complete and correct files even if others have problems.")
    ] = False,
    take_incomplete: TakeIncomplete = False,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite answers that packs already hold.")] = False,
) -> None:
    """Read the survey files that came back, and write the answers into the packs."""
    from pmobook.survey.gather import gather_survey
    from pmobook.survey.places import latest_survey
    from pmobook.terminal import show_problems

    opened = open_engagement(engagement)
    report = gather_survey(
        opened,
        Quarter.parse(quarter) if quarter else latest_survey(opened),
        business_units=business_unit,
        allow_partial=allow_partial,
        take_incomplete=take_incomplete,
        replace=replace,
    )
    for line in report.lines(with_problems=False):
        typer.echo(line)
    if report.problems:
        show_problems(report.problems)
        raise typer.Exit(1)


@survey_app.command("status", cls=TakesNoStorage)
def survey_status(
    engagement: EngagementFolder,
    quarter: SurveyQuarter = None,
    business_unit: BusinessUnitOption = None,
    take_incomplete: TakeIncomplete = False,
) -> None:
    """Show what came back of a survey, who is missing and what is wrong, without writing anything."""
    from pmobook.survey.gather import survey_status as status_of
    from pmobook.survey.places import latest_survey
    from pmobook.terminal import show_problems

    opened = open_engagement(engagement)
    chosen = Quarter.parse(quarter) if quarter else latest_survey(opened)
    report = status_of(opened, chosen, business_units=business_unit, take_incomplete=take_incomplete)
    for line in report.lines(with_problems=False):
        typer.echo(line)
    if report.problems:
        show_problems(report.problems)
        raise typer.Exit(1)
