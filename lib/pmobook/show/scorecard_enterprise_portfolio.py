"""Goals, sponsors and budgets over all business units, on the enterprise scorecard."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from pmobook.assess.alignment_enterprise import EnterpriseAlignment, enterprise_alignment, enterprise_sponsors
from pmobook.assess.portfolio.between_business_units import BudgetMoves, move_budgets
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say, say_many
from pmobook.method.alignment import alignment_method
from pmobook.method.thresholds import thresholds
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, money, number, percent_change, share_as_percent
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted, joined

__all__ = ["budgets_between_business_units", "goals_of_the_enterprise", "sponsors_of_the_enterprise"]

_NOTHING = Exhibit("")
_MOST_SPONSORS = 8
_GOALS = said_later("The organisation's goals and its money")
_SPONSORS = said_later("What sponsors carry")
_BUDGETS = said_later("Moving budget between business units")


def goals_of_the_enterprise(context: Context, by_business_unit: Exhibit = _NOTHING) -> Exhibit:
    """Draw each goal's share of all spend beside its weight, and name goals that nobody serves.

    Parameters
    ----------
    context
        The page's quarter.
    by_business_unit
        Where the spend of each business unit departs from its own weights; stands beneath.
    """
    found = enterprise_alignment(context.now.alignment)
    if found.real_goals.empty:
        return topic(
            "alignment", say(_GOALS), say("Not assessed: no goals were handed in for {quarter}.", quarter=context.quarter)
        )
    figures = _goal_figures(context, found)
    said = _goals_said(context, found)
    known = found.goals.loc[found.goals["spend_share"].notna()]
    if known.empty:
        return topic("alignment", say(_GOALS), said, stack(figures, by_business_unit))
    description = say("{said} Bars: share of spend; ticks: weight.", said=said)
    total = say(
        "Spend of {business_unit} together: {total}. ",
        business_unit=counted(len(found.counted), "business unit"),
        total=money(found.total, context.money),
    )
    total += say("Bars: share of spend; ticks: weight.")
    drawn = chart(_bars(known), description, figures)
    return topic(
        "alignment", say(_GOALS), said, stack(paragraph(total), drawn, by_business_unit), opens=say("Show spend by goal")
    )


def _goals_said(context: Context, found: EnterpriseAlignment) -> str:
    orphans, goals = found.orphans, found.real_goals
    lonely = joined(_quoted(one) for one in orphans["title"])
    parts = [
        say("No project of any business unit is known to serve {quoted}.", quoted=lonely)
        if len(orphans)
        else say("Every goal is served by a project of some business unit.")
    ]
    known = goals.loc[goals["difference"].notna()]
    watch = thresholds().alignment.difference_watch.value
    off = known.loc[known["difference"].abs() >= watch].sort_values("difference", key=abs, ascending=False)
    for row in records_of(off.head(2)):
        share, weight = share_as_percent(row["spend_share"]), share_as_percent(row["weight"])
        parts.append(
            say(
                said_later("{quoted} gets more than it weighs: {share} of spend, weight {weight}.")
                if row["difference"] > 0
                else said_later("{quoted} gets less than it weighs: {share} of spend, weight {weight}."),
                quoted=_quoted(row["title"]),
                share=share,
                weight=weight,
            )
        )
    parts += [
        say("{get} is left out: {why}.", get=context.names.get(unit, unit), why=why) for unit, why in found.left_out.items()
    ]
    return " ".join(parts)


def _quoted(title: object) -> str:
    return say("'{title}'", title=title)


def _pointed_at(row: dict[str, Any]) -> str:
    title, share = row["title"], share_as_percent(row["spend_share"])
    if is_missing(row["weight"]):
        return say("{title}: {share} of spend, no weight", title=title, share=share)
    return say("{title}: {share} of spend, weight {weight}", title=title, share=share, weight=share_as_percent(row["weight"]))


def _bars(rows: pd.DataFrame) -> dict[str, Any]:
    values = [
        {"name": wrapped(str(row["title"])), "share": float(row["spend_share"]),
         "weight": None if is_missing(row["weight"]) else float(row["weight"]),
         "said": pointed(_pointed_at(row))}
        for row in records_of(rows)
    ]  # fmt: skip
    names = [str(row["name"]) for row in values]
    step = name_axis("name", names)
    x = {"type": "quantitative", "title": say("Share of all spend"), "axis": {"format": ".0%", "tickCount": 5}}
    return {
        "width": 420,
        "height": {"step": row_height(names)},
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "height": 15, "color": COLOURS["first"]},
             "encoding": {"y": step, "x": {**x, "field": "share"}, "description": POINTED}},
            {"mark": {"type": "tick", "thickness": 4, "size": 26, "color": COLOURS["fourth"]},
             "encoding": {"y": step, "x": {**x, "field": "weight"}, "description": POINTED}},
        ],
    }  # fmt: skip


def _goal_figures(context: Context, found: EnterpriseAlignment) -> Exhibit:
    rows = found.goals
    shown = rows.assign(
        goal=[_titled(title, note) for title, note in zip(rows["title"], rows["note"], strict=True)],
        weighs=[_weighs(*one) for one in zip(rows["weight"], rows["weight_lowest"], rows["weight_highest"], strict=True)],
    )
    columns = [
        Column("goal", say("Goal"), is_html=True),
        Column("weighs", say("Weight"), "right"),
        Column("spend_share", say("Share of spend"), "right", share_as_percent),
        Column("difference", say("Difference"), "right", _difference),
        Column("spend", say("Spend"), "right", lambda value: money(value, context.money), hide_on_phone=True),
        Column("projects", say("Projects"), "right", number),
        Column("served_by", say("In business units"), "right", number, hide_on_phone=True),
    ]
    note = say(
        "Weight: what a goal's share would be if every business unit spent as its own weights "
        "say; in brackets the lowest and the highest weight of any of them. Difference in "
        "percentage points."
    )
    return table(shown, columns, say(_GOALS), note, caption_shown=False)


def _titled(title: object, note: object) -> str:
    under = f'<span class="pmo-owner">{html.escape(str(note))}</span>' if str(note or "") else ""
    return f"{html.escape(str(title))}{under}"


def _weighs(weight: object, low: object, high: object) -> str:
    if is_missing(low):
        return "–"  # noqa: RUF001 - a dash for no figure
    between = (
        share_as_percent(low) if low == high else say("{low} to {high}", low=share_as_percent(low), high=share_as_percent(high))
    )
    return f"({between})" if is_missing(weight) else f"{share_as_percent(weight)} ({between})"


def _difference(value: object) -> str:
    return "–" if is_missing(value) else percent_change(value).rstrip("%")  # noqa: RUF001 - a dash for no figure


def sponsors_of_the_enterprise(context: Context) -> Exhibit:
    """List sponsors by the projects that they carry over all business units; nothing without projects under way."""
    stages, limits = alignment_method().sponsored_stages, thresholds().alignment
    rows = enterprise_sponsors(context.now.project_values, stages)
    rows = rows.loc[rows["projects"] > 0]
    if rows.empty:
        return Exhibit("")
    named = rows.loc[rows["sponsor"].ne("")]
    many = named.loc[named["projects"].ge(limits.sponsor_projects.value)]
    across = named.loc[named["business_units"].gt(1)]
    least = number(limits.sponsor_projects.value)
    parts = [
        say_many(
            "Of {sponsor}, {many} carries {least} projects or more under way.",
            "Of {sponsor}, {many} carry {least} projects or more under way.",
            len(many),
            sponsor=counted(len(named), "sponsor"),
            many=len(many) or say("none"),
            least=least,
        )
    ]
    parts += (
        [say("{sponsor} sponsor in more than one business unit.", sponsor=joined(across["sponsor"]))] if len(across) > 1 else []
    )
    parts += [say("{iloc} sponsors in more than one business unit.", iloc=across["sponsor"].iloc[0])] if len(across) == 1 else []
    nobody = rows.loc[rows["sponsor"].eq(""), "projects"]
    parts += (
        [say("{project} under way without a sponsor.", project=counted(int(nobody.iloc[0]), "project"))] if len(nobody) else []
    )
    columns = [
        Column("sponsor", say("Sponsor"), form=lambda text: str(text) or "nobody"),
        Column("projects", say("Projects under way"), "right", number),
        Column("business_units", say("Business units"), "right", number),
        Column("spend", say("Spend"), "right", lambda value: money(value, context.money)),
        Column("spend_share", say("Share"), "right", share_as_percent, hide_on_phone=True),
        Column("titles", say("Which"), form=str, hide_on_phone=True),
    ]
    first, rest = rows.head(_MOST_SPONSORS), rows.iloc[_MOST_SPONSORS:]
    body = f'<div class="pmo-texts">{table(first, columns, say(_SPONSORS), caption_shown=False).html}</div>'
    if len(rest):
        more = counted(len(rest), "more sponsor")
        folded = table(rest, columns, f"{say(_SPONSORS)}, {more}", caption_shown=False).html
        body += f"<details><summary>{say('Show {more}', more=more)}</summary>{folded}</details>"
    return topic("sponsors", say(_SPONSORS), " ".join(parts), Exhibit(body), opens=say("Show sponsors, most projects first"))


def budgets_between_business_units(context: Context) -> tuple[str, Exhibit]:
    """Return which moves of money would serve the goals better, and each business unit before and after.

    Returns
    -------
    tuple of str and Exhibit
        The sentence, and the figures; both empty without frontiers.
    """
    found = move_budgets(context.now.frontier)
    rows = found.business_units
    if rows.empty:
        reasons = _left_out(context, found).strip()
        return (say("Moving budget is not assessed. {reasons}", reasons=reasons) if reasons else ""), Exhibit("")
    names = context.names
    said = f"{_moves_said(context, found)}{_left_out(context, found)}"
    scale = "" if context.money.scale == "one" else f" {context.money.scale}"
    columns = [
        Column(
            "business_unit",
            say("Business unit"),
            form=lambda unit: context.business_unit_link(str(unit), "portfolio"),
            is_html=True,
        ),
        Column("budget", say("Budget"), "right", lambda value: money(value, context.money)),
        Column("value", say("Best value"), "right", lambda value: number(value, 2)),
        Column("next_worth", say("More would bring"), "right", lambda value: _worth(value, "nothing")),
        Column(
            "last_worth", say("Less would cost"), "right", lambda value: _worth(value, say("none to give")), hide_on_phone=True
        ),
        Column("budget_after", say("Budget after"), "right", lambda value: money(value, context.money)),
        Column("value_after", say("Value after"), "right", lambda value: number(value, 2)),
    ]
    unset = [names.get(str(unit), str(unit)) for unit in rows.loc[~rows["is_set"], "business_unit"]]
    presumed = (
        say(" No budget is set for {unset}: what the present choice costs stands for it.", unset=joined(unset)) if unset else ""
    )
    note = say(
        "More would bring, less would cost: value for each {currency} 1{scale}. A point of value "
        "counts alike everywhere, whatever the goals; people, quarters and mandates stay where "
        "they are.{presumed}",
        currency=context.money.currency,
        scale=scale,
        presumed=presumed,
    )
    leading, leading_columns = leading_deeper(context, rows, columns, "portfolio")
    return said, table(leading, leading_columns, say(_BUDGETS), note)


def _worth(value: object, nothing: str) -> str:
    return nothing if is_missing(value) else number(value, 3)


def _moves_said(context: Context, found: BudgetMoves) -> str:
    if len(found.business_units) == 1:
        return say("Only one business unit has a frontier and a budget on record, so nothing can be moved.")
    if found.moves.empty:
        return say("Moving budget between business units would serve no goal better, at the budgets on record.")
    names = context.names
    moves = joined(
        say(
            "{amount} from {get} to {get_2}",
            amount=money(row["amount"], context.money),
            get=names.get(row["giver"], row["giver"]),
            get_2=names.get(row["receiver"], row["receiver"]),
        )
        for row in records_of(found.moves)
    )
    gain = number(found.gain, 2) if is_missing(found.gain_share) else share_as_percent(found.gain_share)
    proof = "" if found.is_proven else say(" A better division may exist: the search was cut short.")
    return say("Move {moves}, and gain at least {gain} of value.{proof}", moves=moves, gain=gain, proof=proof)


def _left_out(context: Context, found: BudgetMoves) -> str:
    return "".join(
        say(" {get} takes no part: {why}.", get=context.names.get(unit, unit), why=why) for unit, why in found.left_out.items()
    )
