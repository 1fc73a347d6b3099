"""The pages of a board pack that concern all business units: portfolio, money, risk, people, improvement plan."""

from __future__ import annotations

from pmobook.assess.overview import overview_of_delivery
from pmobook.assess.plan.enterprise import enterprise_plan
from pmobook.assess.resources.enterprise import enterprise_capacity
from pmobook.assess.risk import EnterpriseRisk
from pmobook.export.action_tables import actions_table
from pmobook.export.business_unit_pages import first_rows
from pmobook.export.content import Page, Table, as_written
from pmobook.export.delivery_tables import delivery_table, projects_table
from pmobook.export.lists import said_of
from pmobook.export.money_tables import benefits_said, benefits_units_table, money_said, money_table, money_units_table
from pmobook.export.risk_and_people_tables import risk_table, risk_units_table, roles_table
from pmobook.language import say, say_many
from pmobook.show.figures import money
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_governance import enterprise_risk_sentence
from pmobook.show.scorecard_plan import what_fits, what_to_decide
from pmobook.show.scorecard_resources import lending_sentence
from pmobook.show.scorecard_words import cost_sentence, unrated_sentence

__all__ = ["subject_pages"]

_MOST_ROWS = 10
_MOST_PROJECTS = 12
_MOST_ACTIONS = 24


def subject_pages(context: Context, risk: EnterpriseRisk | None) -> tuple[Page, ...]:
    """Return the pages in the order in which a board reads them.

    Parameters
    ----------
    context
        The quarter.
    risk
        The risks of all business units simulated together; None if none has an estimate.
    """
    return (_portfolio(context), _money(context), _risk(context, risk), _people(context), _plan(context))


def _page(context: Context, subject: str, title: str, *sentences: str) -> Page:
    kicker = as_written(f"{subject} · {context.engagement.parameters.organisation} · {context.quarter}", 200)
    return Page(kicker, as_written(title, 220), tuple(said_of(sentence) for sentence in sentences if sentence))


def _with(page: Page, *tables: Table) -> Page:
    return Page(page.kicker, page.title, page.sentences, page.cards, page.points, tables)


def _portfolio(context: Context) -> Page:
    found = overview_of_delivery(context.now.project_status, context.stages)
    title = (
        say_many(
            "Red or amber/red: {low:,} of {n} rated project",
            "Red or amber/red: {low:,} of {n:,} rated projects",
            found.rated,
            low=found.low,
        )
        if found.rated
        else say("No project has a confidence rating")
    )
    page = _page(context, say("Portfolio"), title, cost_sentence(found, context.money), unrated_sentence(found))
    doubtful = first_rows(projects_table(context, with_business_unit=True), _MOST_PROJECTS)
    return _with(page, delivery_table(context), doubtful)


def _money(context: Context) -> Page:
    said, came = money_said(context), benefits_said(context)
    title = said or came or say("Money and benefits are not assessed")
    page = _page(context, say("Money and benefits"), title, f"{came}." if came and said else "")
    projects = first_rows(money_table(context), _MOST_ROWS)
    return _with(page, money_units_table(context), benefits_units_table(context), projects)


def _risk(context: Context, found: EnterpriseRisk | None) -> Page:
    if found is None:
        return _with(_page(context, say("Risk"), say("Exposure to risk is not assessed")), risk_units_table(context, None))
    bad = money(found.limits.iloc[0]["cvar95"], context.money)
    page = _page(context, say("Risk"), say("In bad cases risks cost {bad}", bad=bad), enterprise_risk_sentence(context, found))
    return _with(page, risk_units_table(context, found), first_rows(risk_table(context), _MOST_ROWS))


def _people(context: Context) -> Page:
    balances = context.now.capacity_balance
    if balances.empty:
        return _with(_page(context, say("People"), say("Capacity against demand is not assessed")), roles_table(context))
    found, table = enterprise_capacity(balances), roles_table(context)
    title = (
        say_many("{n} role is short of people", "{n:,} roles are short of people", len(table.rows))
        if table.rows
        else say("Nobody is known to be lacking")
    )
    return _with(_page(context, say("People"), title, lending_sentence(context, found)), first_rows(table, 15))


def _plan(context: Context) -> Page:
    actions = context.now.actions
    table = first_rows(actions_table(context, only_chosen=True), _MOST_ACTIONS)
    if actions.empty:
        return _with(_page(context, say("Improvement plan"), say("No improvement plan is recorded")), table)
    told = enterprise_plan(actions)
    title = say_many("{n} action fits the next quarter", "{n:,} actions fit the next quarter", len(told.chosen))
    return _with(_page(context, say("Improvement plan"), title, what_to_decide(told), what_fits(told, context)), table)
