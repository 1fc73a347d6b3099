"""The heat map of scores: a table of business units by focus areas."""

from __future__ import annotations

import html
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pmobook.language import say, word
from pmobook.method.maturity import LEVELS
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, level
from pmobook.show.score_figures import apart, difference, reach, reach_text, score_text
from pmobook.show.status import SHAPES, Kind, css_class
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["HeatRow", "Score", "gap_kind", "heat_map"]


_OUTSIDE = '<td class="pmo-heat-plain"><span class="pmo-heat-under">not in its model</span></td>'


@dataclass(frozen=True)
class Score:
    """A focus area's score with what it is compared with; any of them may be missing."""

    score: float
    target: float
    gap: float
    moved: float
    """Levels since the quarter before."""
    low: float = math.nan
    high: float = math.nan
    """The score's interval."""
    maximum: float = LEVELS[-1]
    """The highest score by its rule: the highest level, or 1 by a rule of shares."""

    @property
    def gap_in_levels(self) -> float:
        """The gap on the scale of levels, on which it is judged whatever the rule."""
        return self.gap * LEVELS[-1] / self.maximum


@dataclass(frozen=True)
class HeatRow:
    """One business unit.

    Attributes
    ----------
    heading
        Its name, as HTML of ours.
    scores
        Focus area id to score; an area that is not here was not assessed.
    instead
        HTML of ours that says why there are no scores at all; empty if there are.
    outside
        Focus areas that its maturity model does not have.
    addresses
        Focus area id to where its score is explained; one that is not here leads nowhere.
    """

    heading: str
    scores: Mapping[str, Score]
    instead: str = ""
    outside: Collection[str] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)


def gap_kind(gap: float, act_from: float) -> Kind:
    """Return what a gap (target less score, in levels) asks of its reader; a missing one is not assessed."""
    if is_missing(gap):
        return "not assessed"
    return "good" if gap <= 0 else "act" if gap >= act_from else "watch"


def heat_map(rows: Sequence[HeatRow], areas: Sequence[tuple[str, str, str]], act_from: float, since: str) -> Exhibit:
    """Show scores by business unit and focus area.

    Parameters
    ----------
    rows
        In the order of the page.
    areas
        Id, short heading and full title of each column.
    act_from
        Levels below target from which a cell is marked to act.
    since
        The quarter that movements are measured from; empty if there is none.
    """
    head = "".join(
        f'<th scope="col"><abbr title="{html.escape(title)}">{html.escape(short)}</abbr></th>' for _, short, title in areas
    )
    body = "".join(_row(row, areas, act_from, since) for row in rows)
    has_intervals = any(not is_missing(score.low) for row in rows for score in row.scores.values())
    return Exhibit(
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{say("Scores by business unit and focus area")}">'
        f'<table class="pmo-heat"><caption class="pmo-unseen">{say("Scores by business unit and focus area")}</caption>'
        f'<thead><tr><th scope="col">{say("Business unit")}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{_legend(act_from, since, has_intervals=has_intervals)}"
    )


def _row(row: HeatRow, areas: Sequence[tuple[str, str, str]], act_from: float, since: str) -> str:
    heading = f'<th scope="row">{row.heading}</th>'
    if row.instead:
        cell = f'<td class="pmo-heat-none pmo-heat-whole" colspan="{len(areas)}"><span>{row.instead}</span></td>'
        return f"<tr>{heading}{cell}</tr>"
    cells = [
        _OUTSIDE
        if area in row.outside and area not in row.scores
        else _cell(row.scores.get(area), act_from, since, row.addresses.get(area, ""))
        for area, _, _ in areas
    ]
    return f"<tr>{heading}{''.join(cells)}</tr>"


def _cell(score: Score | None, act_from: float, since: str, address: str) -> str:
    if score is None or is_missing(score.score):
        return f'<td class="pmo-heat-none"><span><span aria-hidden="true">○ </span>{word(NOT_ASSESSED)}</span></td>'
    kind = gap_kind(score.gap_in_levels, act_from)
    compared = not is_missing(score.target)
    shape = f'<span aria-hidden="true">{SHAPES[kind]}</span> ' if compared else ""
    written, target = apart(score.score, score.target, score.maximum) if compared else (_alone(score), "")
    under = say("target {target}", target=target) if compared else say("no target")
    said = (
        f'<span class="pmo-heat-score">{shape}{written}{_reach(score)}</span>'
        f'<span class="pmo-heat-under">{under}{_moved(score, since)}</span>'
    )
    if address:
        said = f'<a class="pmo-heat-link" href="{html.escape(address)}">{said}</a>'
    return f"""<td class="pmo-heat-{(css_class(kind) if compared else "plain")}">{said}</td>"""


def _alone(score: Score) -> str:
    return score_text(score.score, score.maximum, 1)


def _reach(score: Score) -> str:
    """Return how far the score's interval reaches, in small type beside it."""
    text = reach_text(reach(score.score, score.low, score.high), score.maximum)
    return f' <span class="pmo-heat-sure">{text}</span>' if text else ""


def _moved(score: Score, since: str) -> str:
    moved, text = score.moved, difference(score.moved, score.maximum, 1)
    if is_missing(moved) or not since or not set("123456789") & set(text):
        return ""
    arrow = "▴" if moved > 0 else "▾"
    said = f"""<span class="pmo-unseen">, {(say("up") if moved > 0 else say("down"))} </span>"""
    return f'{said}<span class="pmo-heat-moved"><span aria-hidden="true">{arrow}</span>{text[1:]}</span>'


def _legend(act_from: float, since: str, *, has_intervals: bool) -> str:
    marks: tuple[tuple[Kind, str], ...] = (
        ("act", say("{act_from} or more below target", act_from=level(act_from))),
        ("watch", say("below target")),
        ("good", say("meets target")),
        ("not assessed", word("not assessed")),
    )
    listed = "".join(
        f'<li><span class="pmo-swatch pmo-heat-{css_class(kind) if kind != "not assessed" else "none"}" aria-hidden="true">'
        f"{SHAPES[kind]}</span>{html.escape(word)}</li>"
        for kind, word in marks
    )
    moved = f"<li>▴ ▾ {html.escape(say('moved since {since}', since=since))}</li>" if since else ""
    sure = f"<li>{say('± how far the score could lie apart with other respondents')}</li>" if has_intervals else ""
    return f'<ul class="pmo-legend" aria-label="{say("Legend")}">{listed}{moved}{sure}</ul>'
