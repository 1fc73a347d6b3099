"""The roadmap on a page: the picture with its labels, legend and figures, and what waits for what."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.roadmap import Roadmap
from pmobook.assess.tables import records_of, rows_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, word
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, is_missing, money, number
from pmobook.show.roadmap.drawing import timeline
from pmobook.show.roadmap.files import download_links
from pmobook.show.roadmap.layout import HEAD, Layout, Row, lay_out
from pmobook.show.roadmap.plan import Plan, plan_from, plan_of
from pmobook.show.roadmap.words import LEGEND, description_of, left_out, status_of
from pmobook.show.status import status_mark
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["dependencies", "on_gates_and_benefits", "roadmap", "roadmap_of"]

_NOT_LEVELLED = said_later("not levelled")


def roadmap(found: Roadmap, money_of: Money) -> Exhibit:
    """Show the roadmap as it was assessed; see `roadmap_of`."""
    title = " ".join(filter(None, ["Roadmap", found.name, str(found.horizon.first)]))
    return roadmap_of(plan_from(found, money_of), title)


def roadmap_of(plan: Plan, title: str = "Roadmap", leads: Callable[[Mapping[str, Any], str], str] | None = None) -> Exhibit:
    """Show projects over quarters, before and after levelling, with dependencies, gates and benefits.

    Parameters
    ----------
    plan
        Recorded tables and the quarters to show.
    title
        Names the files that the picture can be kept as.
    leads
        Given a project's row and its title, as HTML, returns that as a link.
    """
    ready = plan_of(plan)
    if ready.projects.empty:
        return paragraph(say("Not assessed: the form projects was not handed in."))
    said = [paragraph(sentence) for sentence in left_out(ready)]
    if ready.drawn.empty:
        return stack(paragraph(say("No project, gate or benefit lies within these quarters.")), *said, _figures(ready, leads))
    layout = lay_out(ready)
    picture = (
        f'<figure class="pmo-chart"><div class="pmo-scroll pmo-roadmap" role="group" tabindex="0" aria-label="{say("Roadmap")}">'
        f"{_labels(layout, leads or _alone)}{timeline(layout, ready.horizon.first, description_of(ready))}</div>{_legend()}"
        f"<details><summary>{say('Show the figures')}</summary>{_figures(ready, leads).html}</details></figure>"
    )
    return stack(Exhibit(picture), *said, download_links(ready, title))


def _alone(row: Mapping[str, Any], shown: str) -> str:
    del row
    return shown


def _labels(layout: Layout, leads: Callable[[Mapping[str, Any], str], str]) -> str:
    rows = "".join(_label(row, leads) for row in layout.rows)
    return f'<div class="pmo-roadmap-labels" style="padding-top:{HEAD:g}px">{rows}</div>'


def _label(row: Row, leads: Callable[[Mapping[str, Any], str], str]) -> str:
    size = f'style="height:{row.height:g}px"'
    if row.heading:
        return f'<div class="pmo-roadmap-group" {size}><span>{html.escape(row.heading)}</span></div>'
    title = html.escape(str(row.record["title"]))
    shown = leads(row.record, title)
    status = html.escape(status_of(row.record))
    thin = "" if row.height > 30 else " pmo-roadmap-thin"
    return (
        f'<div class="pmo-roadmap-label{thin}" {size}><span class="pmo-roadmap-title" dir="auto" title="{title}">{shown}</span>'
        f'<span class="pmo-roadmap-status">{status}</span></div>'
    )


def _legend() -> str:
    items = "".join(
        f'<li><svg width="22" height="16" viewBox="0 0 22 16" aria-hidden="true">{symbol}</svg>{words}</li>'
        for symbol, words in ((one, say(named)) for one, named in LEGEND)
    )
    return f'<ul class="pmo-legend" aria-label="{say("Legend")}">{items}</ul>'


def _figures(plan: Plan, leads: Callable[[Mapping[str, Any], str], str] | None) -> Exhibit:
    rows = plan.projects
    shown = rows.assign(
        project=[(leads or _alone)(row, html.escape(str(row["title"]))) for row in records_of(rows)],
        later=[_later(months) for months in rows["months_later"]],
        must=[say("yes") if one else say("no") for one in rows["is_mandated"]],
    )
    columns = [
        Column("project", say("Project"), is_html=True),
        Column("state", say("State")),
        Column("must", say("Must be done")),
        Column("planned_start", say("Start as planned"), form=date),
        Column("planned_finish", say("Finish as planned"), form=date),
        Column("later", say("Levelled")),
        Column("levelled_start", say("Start levelled"), form=_levelled),
        Column("levelled_finish", say("Finish levelled"), form=_levelled),
        Column("held_by", say("What holds it"), form=str),
        Column("benefits_to_come", say("Benefits to come"), "right", lambda value: money(value, plan.money)),
        Column("benefits_less_in_year", say("Less in the year"), "right", lambda value: money(value, plan.money)),
        Column("benefits_less_in_all", say("Less in all"), "right", lambda value: money(value, plan.money)),
        Column("note", say("Note"), form=str),
    ]
    note = say(
        "Less in the year, less in all: benefits in money that levelling moves past the end of "
        "the financial year, and past the last period handed in."
    )
    return table(shown, without_blank(shown, columns, "held_by", "note"), say("Every project, before and after levelling"), note)


def _later(months: object) -> str:
    if is_missing(months):
        return say(_NOT_LEVELLED)
    return say("{month} later", month=counted(int(months), "month")) if months else word("as planned")  # type: ignore[call-overload]


def _levelled(day: object) -> str:
    return say(_NOT_LEVELLED) if is_missing(day) else date(day)


_UNKNOWN = said_later("Not assessed")
_KINDS = {
    "kept": ("good", said_later("Kept")),
    "broken": ("act", said_later("Broken")),
    "circle": ("act", said_later("In a circle")),
    "past": ("good", said_later("Past")),
}


def dependencies(found: Roadmap) -> Exhibit:
    """Show what waits for what, the broken ones first."""
    rows, titles = found.links, dict(zip(found.projects["project_id"], found.projects["title"], strict=True))
    order = {"circle": 0, "broken": 1, "not assessed": 2, "kept": 3, "past": 4}
    shown = rows.assign(
        title=[titles[one] for one in rows["project_id"]],
        other=[titles[one] for one in rows["other_project_id"]],
        sort=[min(order[one], order[two]) for one, two in zip(rows["as_planned"], rows["as_levelled"], strict=True)],
    ).sort_values(["sort", "title", "other"], kind="stable")
    columns = [
        Column("title", say("Project")),
        Column("other", say("Requires")),
        Column("planned_start", say("Starts"), form=date),
        Column("other_planned_finish", say("The other finishes"), form=date),
        Column("overlap_days", say("Days too early"), "right", lambda value: "–" if is_missing(value) else number(value)),  # noqa: RUF001
        Column("as_planned", say("As planned"), form=_state, is_html=True),
        Column("as_levelled", say("After levelling"), form=_state, is_html=True),
    ]
    empty = say("No project requires another, as far as the form project_links says.")
    return table(shown, columns, say("What waits for what"), when_empty=empty)


def _state(value: object) -> str:
    kind, words = _KINDS.get(str(value), ("not assessed", _UNKNOWN))
    return status_mark(kind, say(words))  # type: ignore[arg-type]


def on_gates_and_benefits(found: Roadmap, money_of: Money) -> Exhibit:
    """Show the gates and benefits to come, before and after levelling, the nearest first."""
    rows = found.marks.loc[found.marks["state"].isin(["to come", "overdue"])]
    titles = dict(zip(found.projects["project_id"], found.projects["title"], strict=True))
    texts = [
        (titles[project], f"{word(str(mark))}: {title}", _worth(mark, amount, unit, money_of))
        for project, mark, title, amount, unit in rows_of(rows, "project_id", "mark", "title", "amount", "unit_of_measure")
    ]
    named = pd.DataFrame(texts, columns=["project", "what", "worth"], index=rows.index, dtype="str")
    shown = rows.join(named).sort_values(["levelled_on", "project", "what"], kind="stable")
    columns = [
        Column("what", say("Gate or benefit")),
        Column("project", say("Project")),
        Column("planned_on", say("As planned"), form=date),
        Column("levelled_on", say("Levelled"), form=date),
        Column("state", say("State")),
        Column("owner", say("Owner"), form=lambda value: str(value) or say("none named"), hide_on_phone=True),
        Column("worth", say("Still to come"), "right"),
    ]
    return table(shown, columns, say("Gates and benefits to come"), when_empty=say("No gate or benefit lies ahead."))


def _worth(mark: str, amount: float, unit_of_measure: str, money_of: Money) -> str:
    if mark == "gate":
        return ""
    return money(amount, money_of) if unit_of_measure == "money" else f"{number(amount)} {unit_of_measure}".strip()
