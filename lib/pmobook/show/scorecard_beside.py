"""Two quarters side by side on the enterprise scorecard: figures, scores, and every difference with its cause."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.causes import CAUSES, cause_word
from pmobook.assess.overview import OVERALL
from pmobook.assess.quarters_beside import figures_beside
from pmobook.assess.tables import records_of
from pmobook.assess.wording import listed
from pmobook.language import said_later, say, say_many, word
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import change, is_missing, measured, money, percent_change, share_as_percent
from pmobook.show.page import Card
from pmobook.show.score_figures import score_text
from pmobook.show.scorecard_cards import subject_cards
from pmobook.show.scorecard_context import Context
from pmobook.show.status import movement_mark
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["answer_beside", "beside_section"]

_MOST = 150
_SEVERAL = 2
_UNKNOWN = "not separated"
_METHOD = "the method"


def beside_section(context: Context) -> Exhibit:
    """Show the page's quarter beside the earlier one it is compared with: headline figures, scores, and causes in a fold.

    Parameters
    ----------
    context
        With an earlier quarter.
    """
    figures = figures_beside(context.before, context.now)
    shared = sorted(set(context.before.business_units) & set(context.now.business_units))
    title = say("{quarter} beside {earlier}", quarter=context.quarter, earlier=context.earlier)
    if not shared:
        return topic("beside", title, say("No business unit has results for both quarters, so nothing is compared."))
    body = stack(_headline_figures(context), _scores(context, figures))
    return topic("beside", title, answer_beside(figures, len(shared)), _causes(context, figures), opens=say(_OPENS), above=body)


_OPENS = said_later("Show every figure that differs, with its cause")


def _cause_said(cause: str) -> str:
    """Return a cause in the language of its readers: parts joined by *and*, each with what became of the figure."""
    parts = [": ".join(word(one) for one in part.split(": ")) for part in cause.split(" and ") if part]
    return listed(parts)


def _parts(row: dict[str, object], digits: int) -> list[str]:
    """Return the parts of a difference that can be seen in it as it is written."""
    return [name for name in CAUSES if not is_missing(row[name]) and set("123456789") & set(change(row[name], digits))]


def _main_causes(row: dict[str, object]) -> str:
    """Return what a score's difference comes from, without what is too small to be seen in it; empty if it can't be told."""
    if row["cause"] == _UNKNOWN:
        return ""
    return listed([word(cause_word(name)) for name in _parts(row, 1)]) or _cause_said(str(row["cause"]))


def _parts_said(context: Context, row: dict[str, object]) -> str:
    """Return a cause, for scores with how much each part accounts for where there are several."""
    parts = _parts(row, 2) if row["about"] == "focus area" else []
    if len(parts) < _SEVERAL:
        return _cause_said(str(row["cause"]))
    return "; ".join(f"{word(cause_word(name))} {_difference(context, {**row, 'difference': row[name]})}" for name in parts)


def answer_beside(figures: pd.DataFrame, business_units: int) -> str:
    """Say how many figures differ, in how many the method has a part, and in how many the causes can't be told."""
    causes = figures["cause"].astype("str")
    unknown, by_method = int(causes.str.contains(_UNKNOWN).sum()), int(causes.str.contains(_METHOD).sum())
    sentences = [
        say(
            "{figures} of {business_units} with results for both differ.",
            figures=counted(len(figures), "figure"),
            business_units=counted(business_units, "business unit"),
        ),
        say_many(
            "The method accounts for part of it in {n} figure.", "The method accounts for part of it in {n} figures.", by_method
        )
        if by_method
        else say("None of it comes from a change of the method."),
    ]
    if unknown:
        sentences.append(
            say_many(
                "In {n} figure the causes are not told apart from what is recorded.",
                "In {n} figures the causes are not told apart from what is recorded.",
                unknown,
            )
        )
    return " ".join(sentences)


def _headline_figures(context: Context) -> Exhibit:
    units = sorted(set(context.before.business_units) & set(context.now.business_units))
    before, now = context.before.only(units), context.now.only(units)
    shared = (context.money, context.stages, context.rules)
    then = {card.label: card for card in subject_cards(before, before.of(None), None, *shared)}
    rows = [_figure_row(card, then[card.label]) for card in subject_cards(now, before, context.earlier, *shared)]
    columns = [
        Column("label", say("In the business units of both quarters")),
        Column("then", str(context.earlier), "right"),
        Column("now", str(context.quarter), "right"),
        Column("moved", say("Moved"), is_html=True),
    ]
    return table(pd.DataFrame(rows), columns, say("Headline figures of both quarters"), caption_shown=False)


def _figure_row(now: Card, then: Card) -> dict[str, str]:
    return {
        "label": now.label,
        "then": then.value,
        "now": now.value,
        "moved": movement_mark(now.moved) if now.moved else say("not compared"),
    }


def _scores(context: Context, figures: pd.DataFrame) -> Exhibit:
    """Show each score in both quarters, with its difference and the cause."""
    both = _in_both(context)
    if both.empty:
        return Exhibit("")
    areas = [(OVERALL, say("Overall"), say("All focus areas")), *((area, *titles) for area, titles in context.headings.items())]
    of_scores = figures[figures["about"] == "focus area"]
    causes = {(str(row["business_unit"]), str(row["subject"])): _main_causes(row) for row in records_of(of_scores)}
    held = {(str(row["business_unit"]), str(row["area_id"])): row for row in records_of(both)}
    head = "".join(
        f'<th scope="col"><abbr title="{html.escape(title)}">{html.escape(short)}</abbr></th>' for _, short, title in areas
    )
    body = "".join(
        f'<tr><th scope="row">{context.business_unit_link(unit, "maturity")}</th>'
        + "".join(_cell(held.get((unit, area)), causes.get((unit, area), "")) for area, _, _ in areas)
        + "</tr>"
        for unit in sorted({unit for unit, _ in held}, key=lambda unit: str(context.names.get(unit, unit)).casefold())
    )
    caption = html.escape(say("Scores of {earlier} and {quarter}", earlier=context.earlier, quarter=context.quarter))
    note = _said_of_causes(context, of_scores)
    corner = f'<th scope="col">{html.escape(say("Business unit"))}</th>'
    return Exhibit(
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{caption}"><table class="pmo-heat pmo-heat-beside">'
        f'<caption class="pmo-unseen">{caption}</caption><thead><tr>{corner}{head}</tr></thead>'
        f'<tbody>{body}</tbody></table></div><p class="pmo-note">{html.escape(note)}</p>'
    )


def _said_of_causes(context: Context, of_scores: pd.DataFrame) -> str:
    """Say what the causes under the differences rest on, and how to get those that are not recorded."""
    both = {"earlier": context.earlier, "quarter": context.quarter}
    recorded = context.now.score_movements
    if not recorded["beside"].eq(str(context.earlier)).any():
        return say(
            "Why a score moved between {earlier} and {quarter} is not on record: only a quarter's own pack before it and that of "
            "the year before are set beside it when it is assessed. pmobook compare {earlier} {quarter} tells it from the packs.",
            **both,
        )
    unknown = int(of_scores["cause"].astype("str").str.contains(_UNKNOWN).sum())
    said = say(
        "The world: the same people, or the same practices, are judged otherwise. The evidence: assessed or evidenced in one "
        "quarter only. The raters: other people. The method: other rules."
    )
    if not unknown:
        return said
    missing = say(
        "{scores} have no cause on record, for the reason in the fold; pmobook compare {earlier} {quarter} may tell it.",
        scores=counted(unknown, "score"),
        **both,
    )
    return f"{said} {missing}"


def _in_both(context: Context) -> pd.DataFrame:
    keys = ["business_unit", "area_id"]
    sides = [rows[rows["is_chosen_rule"].astype(bool)] for rows in (context.before.area_scores, context.now.area_scores)]
    then = sides[0][[*keys, "score"]].rename(columns={"score": "then"})
    return sides[1][[*keys, "score", "scale_maximum"]].merge(then, on=keys)


def _cell(row: dict[str, object] | None, cause: str) -> str:
    if row is None or (is_missing(row["score"]) and is_missing(row["then"])):
        return f'<td class="pmo-heat-none">{word(NOT_ASSESSED)}</td>'
    maximum = 5.0 if is_missing(row["scale_maximum"]) else float(str(row["scale_maximum"]))
    then, now = (
        word(NOT_ASSESSED) if is_missing(row[name]) else score_text(float(str(row[name])), maximum, 1)
        for name in ("then", "score")
    )
    if is_missing(row["score"]) or is_missing(row["then"]):
        return f'<td class="pmo-heat-plain"><span class="pmo-heat-under pmo-heat-wraps">{then} → {now}</span></td>'
    moved = float(str(row["score"])) - float(str(row["then"]))
    said = change(moved)
    kind = "plain" if not set("123456789") & set(said) else "good" if moved > 0 else "act"
    arrow = "" if kind == "plain" else f'<span aria-hidden="true">{"▴" if moved > 0 else "▾"}</span> '
    told = cause if kind != "plain" else ""
    under = f'<span class="pmo-heat-under pmo-heat-wraps">{html.escape(told)}</span>' if told else ""
    return (
        f'<td class="pmo-heat-{kind}"><span class="pmo-heat-score">{arrow}{said}</span>'
        f'<span class="pmo-heat-under">{then} → {now}</span>{under}</td>'
    )


def _causes(context: Context, figures: pd.DataFrame) -> Exhibit:
    shown = figures.head(_MOST)
    rows = shown.assign(
        name=[context.business_unit_link(str(unit)) for unit in shown["business_unit"]],
        what=[_what(context, row) for row in records_of(shown)],
        **{side: [_written(context, row, side) for row in records_of(shown)] for side in ("before", "now")},
        difference=[_difference(context, row) for row in records_of(shown)],
        cause=[_parts_said(context, row) for row in records_of(shown)],
    )
    columns = [
        Column("name", say("Business unit"), is_html=True),
        Column("what", say("What")),
        Column("before", str(context.earlier), "right"),
        Column("now", str(context.quarter), "right"),
        Column("difference", say("Difference"), "right"),
        Column("cause", say("Cause")),
        Column("note", say("Why so"), form=lambda value: "" if is_missing(value) else str(value), hide_on_phone=True),
    ]
    more = len(figures) - len(shown)
    note = (
        say(
            "Not shown: {figures}, which pmobook compare {earlier} {quarter} lists too.",
            figures=counted(more, "more figure"),
            earlier=context.earlier,
            quarter=context.quarter,
        )
        if more
        else ""
    )
    found = table(
        rows,
        columns,
        say("Figures that differ, with their causes"),
        note,
        caption_shown=False,
        when_empty=say("No figure differs."),
    )
    return Exhibit(f'<div class="pmo-texts">{found.html}</div>')


_FIGURES = {
    "score": said_later("score"),
    "share_met": said_later("share met"),
    "weight": said_later("weight"),
    "spend": said_later("spend"),
    "spend_share": said_later("spend share"),
    "difference": said_later("difference"),
    "value": said_later("value"),
    "status": said_later("status"),
    "probability_of_target": said_later("probability of target"),
    "confidence": said_later("confidence"),
    "expected_cost": said_later("expected cost"),
    "cost_variance_share": said_later("cost variance share"),
    "slip_days": said_later("slip days"),
    "cost_index": said_later("cost index"),
    "schedule_index": said_later("schedule index"),
    "eac_typical": said_later("eac typical"),
    "variance_at_completion": said_later("variance at completion"),
    "expected": said_later("expected"),
    "realised_share": said_later("realised share"),
    "standing": said_later("standing"),
    "npv": said_later("npv"),
    "npv_to_come": said_later("npv to come"),
    "gates_overdue": said_later("gates overdue"),
    "days_overdue": said_later("days overdue"),
    "conditions_open": said_later("conditions open"),
    "implied_rating": said_later("implied rating"),
    "mean": said_later("mean"),
    "p80": said_later("p80"),
    "cvar95": said_later("cvar95"),
    "breach_probability": said_later("breach probability"),
    "deficit": said_later("deficit"),
}
"""What the figures that can be compared are called."""


def _what(context: Context, row: dict[str, object]) -> str:
    subject = str(row["subject"])
    title = say("Overall") if subject == OVERALL else context.areas.get(subject, str(row["title"] or subject))
    return f"{title}: {say(_FIGURES.get(str(row['figure']), str(row['figure']).replace('_', ' ')))}"


def _written(context: Context, row: dict[str, object], side: str) -> str:
    said, value = row[f"{side}_said"], row[side]
    if isinstance(said, str) and said:
        return said
    if is_missing(value):
        return NOT_ASSESSED
    if row["unit_of_measure"] == "money":
        return money(value, context.money)
    return share_as_percent(value, 1) if row["unit_of_measure"] == "share" else measured(value)


def _difference(context: Context, row: dict[str, object]) -> str:
    value = row["difference"]
    if is_missing(value):
        return ""
    if row["unit_of_measure"] == "money":
        return f"{'+' if float(str(value)) > 0 else ''}{money(value, context.money)}"
    return percent_change(value, 1) if row["unit_of_measure"] == "share" else change(value, 2)
