"""A portfolio over its quarters: confidence, movements, money, and projects that came, went or changed their names."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pandas as pd

from pmobook.assess.portfolio_history import ALL, RATINGS, PortfolioHistory
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, word
from pmobook.show.blank_columns import without_blank
from pmobook.show.confidence_bar import confidence_bar, confidence_legend
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import count, is_missing, money, money_change, percent_change
from pmobook.show.status import confidence_mark, movement_mark
from pmobook.show.table import Column, table

__all__ = ["changed_names", "confidence_over_time", "cost_over_time", "movements_between_years", "projects_that_came_and_went"]

_NOTHING = "The portfolio is not assessed: there are no projects."
_ONE = said_later("There is one quarter only, so nothing has moved.")


def confidence_over_time(history: PortfolioHistory, names: Mapping[str, str] | None = None) -> Exhibit:
    """Show how many projects stand at each confidence, quarter by quarter, and on request by business unit."""
    if not history.quarters:
        return paragraph(_NOTHING)
    called = names or {}
    units = [str(one) for one in history.confidence["business_unit"].drop_duplicates() if one != ALL]
    folded = "".join(
        f'<details class="pmo-nested"><summary>{html.escape(called.get(unit, unit))}</summary>'
        f"{_bars(history, unit, called.get(unit, unit)).html}</details>"
        for unit in sorted(units, key=lambda one: called.get(one, one))
    )
    whole = _bars(history, ALL, say("Confidence of all projects, as owners rate it"))
    beside = f"<details><summary>{say('By business unit')}</summary>{folded}</details>"
    return stack(paragraph(f"{history.headline}."), whole, Exhibit(confidence_legend()), Exhibit(beside), _reasons(history))


def _bars(history: PortfolioHistory, unit: str, caption: str) -> Exhibit:
    counts = history.counts(unit)
    rows = pd.DataFrame(
        {
            "quarter": counts.index,
            "bar": [confidence_bar(dict(zip(RATINGS, row, strict=True))) for row in counts.to_numpy().tolist()],
            "projects": counts.sum(axis=1).tolist(),
        }
    )
    columns = [Column("quarter", say("Quarter")), Column("bar", say("Projects by confidence"), is_html=True),
               Column("projects", say("Projects"), "right", count)]  # fmt: skip
    return Exhibit(f'<div class="pmo-bars">{table(rows, columns, caption).html}</div>')


def _reasons(history: PortfolioHistory) -> Exhibit:
    columns = [
        Column("quarter", say("Quarter")),
        Column("reason", say("Reason as it was given")),
        Column("projects", say("Projects"), "right", count),
    ]
    empty = say("Every project is rated in every quarter.")
    shown = table(history.reasons, columns, say("Ratings that are not assessed"), when_empty=empty)
    return Exhibit(f"<details><summary>{say('Why ratings are not assessed')}</summary>{shown.html}</details>")


def movements_between_years(history: PortfolioHistory, to_quarter: str | None = None) -> Exhibit:
    """Show from which confidence to which projects moved into a quarter; the latest if none is named.

    Projects are followed by business unit and id, and by id alone where they moved to another business unit.
    """
    if len(history.quarters) < 2:
        return paragraph(say(_ONE) if history.quarters else _NOTHING)
    wanted = str(to_quarter) if to_quarter is not None else history.quarters[-1]
    if wanted not in history.quarters[1:]:
        return paragraph(say("There is no quarter before {wanted} to compare with.", wanted=wanted))
    before = history.quarters[history.quarters.index(wanted) - 1]
    matrix = history.transitions(wanted)
    rows = matrix.reset_index().rename(columns={"before": "from"})
    columns = [
        Column("from", say("In {before}", before=before), form=confidence_mark, is_html=True),
        *(Column(rating, word(rating).capitalize(), "right", count) for rating in RATINGS),
    ]
    note = say(
        "Rows: confidence in {before}; columns: in {wanted}. Right of the diagonal is better; "
        "what is not assessed is not compared.",
        before=before,
        wanted=wanted,
    )
    return table(rows, columns, say("Movements from {before} to {wanted}", before=before, wanted=wanted), note)


def projects_that_came_and_went(history: PortfolioHistory) -> Exhibit:
    """Show for each two quarters in a row how many projects stayed, entered and left, and how those that stayed are rated."""
    rows = history.changes.loc[history.changes["business_unit"] == ALL]
    if rows.empty:
        return paragraph(say(_ONE) if history.quarters else _NOTHING)
    figures = [
        ("before", say("Before")),
        ("left", say("Left")),
        ("entered", say("Entered")),
        ("after", say("After")),
        ("stayed", say("Stayed")),
        ("moved_in", say("Moved business unit")),
        ("likely_same", say("Likely under another name")),
        ("better", say("Rated better")),
        ("worse", say("Rated worse")),
        ("same", say("Rated the same")),
        ("not_comparable", say("Not comparable")),
    ]
    columns = [Column("to_quarter", say("Into")), *(Column(name, heading, "right", count) for name, heading in figures)]
    note = say(
        "A project is known by its business unit and id. Those likely to go under another name "
        "are counted apart and not joined; left and entered leave them out."
    )
    return table(rows, columns, say("Projects that came and went"), note)


def changed_names(history: PortfolioHistory, names: Mapping[str, str] | None = None) -> Exhibit:
    """Show projects that moved to another business unit or changed their names, and those that likely did."""
    called = names or {}
    rows = history.moves.loc[history.moves["fate"].isin(["renamed", "moved", "likely the same"])]
    shown = rows.assign(
        earlier=[title or own for title, own in zip(rows["other_title"], rows["title"], strict=True)],
        unit=[called.get(str(one), str(one)) for one in rows["business_unit"]],
        was_with=[called.get(str(one), str(one)) for one in rows["other_business_unit"]],
        how=[say("sure: same id") if one != "likely the same" else say("likely: name alike") for one in rows["fate"]],
    )
    columns = [
        Column("title", say("Project")),
        Column("earlier", say("Earlier name")),
        Column("to_quarter", say("Since")),
        Column("unit", say("Business unit"), hide_on_phone=True),
        Column("was_with", say("Came from")),
        Column("how", say("How sure")),
        Column("movement", say("Rated"), form=movement_mark, is_html=True),
    ]
    empty = say("No project changed its name or business unit.")
    return table(shown, without_blank(shown, columns, "was_with"), say("Names and business units that changed"), when_empty=empty)


def cost_over_time(history: PortfolioHistory, money_of: Money, names: Mapping[str, str] | None = None) -> Exhibit:
    """Show planned and expected cost by quarter, and on request by business unit in the latest quarter."""
    if not history.quarters:
        return paragraph(_NOTHING)
    rows = history.money
    whole = rows.loc[rows["business_unit"] == ALL]
    last = rows.loc[(rows["quarter"] == history.quarters[-1]) & (rows["business_unit"] != ALL)]
    called = last.assign(unit=[(names or {}).get(str(one), str(one)) for one in last["business_unit"]])
    ordered = called.sort_values("cost_variance", ascending=False, kind="stable", na_position="last")
    note = say(
        "Compared over projects where both are known. Whole-life cost adds up what is known; "
        "amounts below zero are credits and count as they are."
    )
    beside = table(
        ordered,
        _money_columns("unit", say("Business unit"), money_of),
        say("By business unit in {quarters}", quarters=history.quarters[-1]),
    )
    return stack(
        table(whole, _money_columns("quarter", "Quarter", money_of), say("Cost against plan"), note),
        Exhibit(f"<details><summary>{say('By business unit')}</summary>{beside.html}</details>"),
    )


def _money_columns(name: str, heading: str, money_of: Money) -> list[Column]:
    def amount(value: object) -> str:
        return money(value, money_of)

    return [
        Column(name, heading),
        Column("projects", say("Projects"), "right", count),
        Column("projects_compared", say("Compared"), "right", count),
        Column("planned_cost", say("Planned"), "right", amount),
        Column("expected_cost", say("Expected"), "right", amount),
        Column("cost_variance", say("Difference"), "right", lambda value: money_change(value, money_of)),
        Column("cost_variance_share", say("Of plan"), "right", _share),
        Column("dearer", say("Dearer"), "right", count, hide_on_phone=True),
        Column("cheaper", say("Cheaper"), "right", count, hide_on_phone=True),
        Column("whole_life_cost", say("Whole-life cost"), "right", amount),
        Column("negative_amounts", say("Below zero"), "right", count, hide_on_phone=True),
    ]


def _share(value: object) -> str:
    return say("no share") if is_missing(value) else percent_change(value, 1)
