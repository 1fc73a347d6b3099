"""What comparing goals shows at once: a pair in words, the weights so far, how consistent they are, the pair to ask again."""

from __future__ import annotations

import html

from pmobook.assess.priorities import Disturbance
from pmobook.assess.priorities.judgements import written
from pmobook.desk.priorities_session import SiblingGoals, WeightsNow
from pmobook.show.figures import is_missing, number, share_as_percent
from pmobook.show.status import status_mark

__all__ = ["consistency_line", "ends_line", "pair_line", "weights_panel"]


def pair_line(one: str, other: str, preference: str) -> str:
    """Show a pair and what was answered, in words."""
    first, second = (f"<strong>{html.escape(title)}</strong>" for title in (one, other))
    if not preference:
        said = f"{first} or {second}: <em>not answered</em>"
    elif preference == "1":
        said = f"{first} and {second} are equally important"
    elif preference.startswith("1/"):
        said = f"{second} is {html.escape(preference.removeprefix('1/'))} times as important as {first}"
    else:
        said = f"{first} is {html.escape(preference)} times as important as {second}"
    return f'<div class="pmo-exhibit"><p>{said}</p></div>'


def ends_line(one: str, other: str) -> str:
    """Show which goal stands at which end of the slider."""
    first, second = (html.escape(title) for title in (one, other))
    return f'<div class="pmo-exhibit pmo-note pmo-desk-ends"><span>← {first}</span><span>{second} →</span></div>'


def weights_panel(group: SiblingGoals, own: WeightsNow, everybody: WeightsNow, judge: str) -> str:
    """Show the weights so far, the judge's and everybody's, with how consistent the judge is."""
    heading = f"Sub-goals of {group.title}" if group.parent else "Goals"
    rows = "".join(
        f'<tr><th scope="row">{html.escape(title)}</th>{_cell(own, goal)}{_cell(everybody, goal)}</tr>'
        for goal, title in group.goals
    )
    table = (
        '<table class="pmo-table pmo-desk-progress"><thead><tr><th scope="col">Goal</th>'
        f'<th scope="col" class="pmo-number">{html.escape(judge or "You")}</th>'
        f'<th scope="col" class="pmo-number">All judges</th></tr></thead><tbody>{rows}</tbody></table>'
    )
    return (
        f'<div class="pmo-exhibit pmo-desk-level"><h3>{html.escape(heading)}: weights so far</h3>'
        f"{consistency_line(own, dict(group.goals))}{table}</div>"
    )


def consistency_line(own: WeightsNow, titles: dict[str, str]) -> str:
    """Say how many pairs are answered, how consistent the answers are, and which pair is worth asking again."""
    counted = f"<p>{own.answered} of {own.possible} pairs answered.</p>"
    if own.found is None:
        return f"{counted}<p>{html.escape(own.why_not)}</p>"
    ratio = own.found.consistency_ratio
    if len(own.found.weights) < 3 or is_missing(ratio):
        return f"{counted}<p>A single pair can't contradict itself.</p>"
    mark = status_mark("good", "consistent enough") if own.found.is_consistent else status_mark("watch", "contradictory")
    judges = list(own.found.by_judge.values())
    again = judges[0].ask_again if len(judges) == 1 else None
    pair = f"<p>{_ask(again, titles, strong=not own.found.is_consistent)}</p>" if again is not None else ""
    return f"{counted}<p>Consistency ratio {number(ratio, 2)}: {mark}</p>{pair}"


def _ask(again: Disturbance, titles: dict[str, str], *, strong: bool) -> str:
    one, other = (html.escape(titles.get(str(goal), str(goal))) for goal in (again.option_a, again.option_b))
    lead = "Ask again" if strong else "If anything, ask again"
    said = f"judged {written(again.preference)}, and the other answers imply about {written(again.nearest_on_scale)}"
    return f"{lead}: <strong>{one}</strong> beside <strong>{other}</strong> ({said})."


def _cell(now: WeightsNow, goal: str) -> str:
    if now.found is None:
        return '<td class="pmo-number">–</td>'  # noqa: RUF001 - a dash, as in a printed table
    share = float(now.found.weights[goal])
    bar = f'<span class="pmo-desk-bar" aria-hidden="true"><span style="width:{number(100 * share, 1)}%"></span></span>'
    return f'<td class="pmo-number">{bar}{share_as_percent(share)}</td>'
