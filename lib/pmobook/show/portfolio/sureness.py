"""How sure each project is while the weights of the goals are open, and other choices nearly as good."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["alternatives", "how_sure"]

_WORDS = (said_later("sure"), said_later("open"), said_later("never"))
_COLOURS = {"sure": COLOURS["good"], "open": COLOURS["watch"], "never": COLOURS["not assessed"]}
_SHAPES = {"sure": "circle", "open": "diamond", "never": "cross"}


def how_sure(portfolio: PortfolioAssessment) -> Exhibit:
    """Draw each project's core index, 0 to 1, with what it means in a word, and say which judgement would settle most."""
    judged = portfolio.judged
    if judged.core is None or judged.settling is None:
        return why_nothing(portfolio)
    rows = portfolio.selection.loc[portfolio.selection["project_id"].isin(portfolio.problem.choosable)]
    shares = judged.core.chosen_share
    shown = rows.assign(
        word=[_word(value) for value in rows["core_index"]],
        chosen_share=[float(shares[one]) if one in shares.index else float("nan") for one in rows["project_id"]],
    ).sort_values("core_index", ascending=False, kind="stable")
    columns = [
        Column("title", say("Project")),
        Column("word", say("How sure"), form=lambda value: say(str(value))),
        Column("core_index", say("Core index"), "right", lambda value: number(value, 2)),
        Column("chosen_share", say("Best under so many weightings"), "right", _percent),
    ]
    figures = table(
        shown, columns, say("How sure each project is"), say("Core index: {definition}.", definition=judged.core.definition)
    )
    known = shown.loc[shown["core_index"].notna()]
    said = say("Tried was {words}. {counts}", words=judged.views.words, counts=_counts(known))
    drawn = [chart(_dots(known), said, figures)] if len(known) else [figures]
    return stack(paragraph(said), *drawn, paragraph(_settling(portfolio)))


def _word(index: object) -> str:
    if is_missing(index):
        return "not assessed"
    return "sure" if index == 1 else "never" if index == 0 else "open"


def _percent(share: object) -> str:
    return share_as_percent(share)


def _counts(rows: pd.DataFrame) -> str:
    by_word = {word: [str(title) for title in rows.loc[rows["word"] == word, "title"]] for word in _WORDS}
    meaning = {"sure": say("in every good choice"), "open": say("in some good choices"), "never": say("in none")}
    parts = [f"{say(word)} ({meaning[word]}): {len(titles)}" for word, titles in by_word.items() if titles]
    return f"{counted(len(rows), 'project')}; {joined(parts)}."


def _settling(portfolio: PortfolioAssessment) -> str:
    settling = portfolio.judged.settling
    assert settling is not None, "asked before"
    if settling.goals is None:
        return say("No further judgement about the goals would change the choice.")
    one, other = (portfolio.problem.goals.get(str(goal), str(goal)) for goal in settling.goals)
    after = float(settling.pairs["open_after"].iloc[0])
    return say(
        "The judgement that would settle most: how much more does '{one}' count than '{other}'? "
        "Of {open_project}, about {after} would then be left.",
        one=one,
        other=other,
        open_project=counted(settling.open_now, "open project"),
        after=number(after, 1),
    )


def _dots(rows: pd.DataFrame) -> dict[str, Any]:
    values = [
        {"name": wrapped(str(row["title"])), "index": float(row["core_index"]), "word": say(row["word"]),
         "colour": _COLOURS[row["word"]], "shape": _SHAPES[row["word"]]}
        for row in records_of(rows)
    ]  # fmt: skip
    names = [str(row["name"]) for row in values]
    step = name_axis("name", names)
    x = {"field": "index", "type": "quantitative", "title": say("Core index: share of the good choices that hold it"),
         "scale": {"domain": [-0.06, 1.2]}, "axis": {"values": [0, 0.25, 0.5, 0.75, 1], "format": "~g"}}  # fmt: skip
    data = {"values": values}
    point = {"type": "point", "filled": True, "size": 150, "opacity": 1}
    return {
        "width": 420,
        "height": {"step": row_height(names)},
        "layer": [
            {"data": data, "mark": point,
             "encoding": {"y": step, "x": x, "color": {"field": "colour", "type": "nominal", "scale": None},
                          "shape": {"field": "shape", "type": "nominal", "scale": None}}},
            {"data": data, "mark": {"type": "text", "align": "left", "dx": 12, "fontSize": 13, "color": COLOURS["ink"]},
             "encoding": {"y": step, "x": x, "text": {"field": "word"}}},
        ],
    }  # fmt: skip


def alternatives(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Show other choices of the same or nearly the same value, by what they would change."""
    best, problem = portfolio.judged.best, portfolio.problem
    if best is None:
        return why_nothing(portfolio)
    rows = pd.DataFrame(
        [
            {
                "place": f"{place}.",
                "value": one.value,
                "less": 1 - one.value / best.value if best.value > 0 else 0.0,
                "cost": problem.cost_of(one.chosen),
                "enters": joined(problem.named(each) for each in one.chosen if each not in best.chosen) or "nothing",
                "leaves": joined(problem.named(each) for each in best.chosen if each not in one.chosen) or "nothing",
            }
            for place, one in enumerate(best.alternatives, 1)
        ],
        columns=["place", "value", "less", "cost", "enters", "leaves"],
    )
    columns = [
        Column("place", say("Other choice")),
        Column("enters", say("With"), form=str),
        Column("leaves", say("Without"), form=str),
        Column("value", say("Value"), "right", lambda value: number(value, 2)),
        Column("less", say("Below the best"), "right", lambda share: share_as_percent(share, 1)),
        Column("cost", say("Still to spend"), "right", lambda value: money(value, money_of)),
    ]
    empty = say("No other choice comes close to the best one.")
    return table(rows, columns, say("Other choices nearly as good"), when_empty=empty)
