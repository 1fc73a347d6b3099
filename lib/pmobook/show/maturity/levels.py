"""How likely each level is: what other respondents of the same kind could have said."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import each_row
from pmobook.language import say
from pmobook.rounding import number as rounded
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.maturity.names import WHOLE, area_titles, capability_titles, rule_words
from pmobook.show.score_figures import short_probability

__all__ = ["level_probabilities"]


def level_probabilities(maturity: MaturityAssessment) -> Exhibit:
    """Show the probability of each level for the focus areas and the whole, and on request for the capabilities."""
    if maturity.question.policy.instrument != "survey":
        return paragraph(
            say(
                "No probabilities are stated: the level rests on an assessor's findings, and only "
                "people's ratings can be resampled."
            )
        )
    found = _by_scope(maturity)
    if not found:
        return paragraph(
            say("No probabilities are stated by {title} on these answers.", title=rule_words(maturity.chosen_rule).title.lower())
        )
    model = maturity.question.model
    areas = area_titles(model)
    shown = _table({areas[one]: found[one] for one in areas if one in found}, _levels(maturity), say("Probability of each level"))
    parts = [
        _table(
            {
                title: found[one]
                for one, title in capability_titles(model).items()
                if one in found and model.area_of(one).area_id == area.area_id
            },
            _levels(maturity),
            area.title,
        )
        for area in model.areas
        if any(one.capability_id in found for one in area.capabilities)
    ]
    more = "".join(part.html for part in parts)
    return stack(shown, Exhibit(f"<details><summary>{say('Show the capabilities')}</summary>{more}</details>"))


def _levels(maturity: MaturityAssessment) -> Sequence[int]:
    return range(maturity.question.model.highest_level + 1)


def _by_scope(maturity: MaturityAssessment) -> dict[str, list[float]]:
    """Return capability, focus area or whole to the probability of exactly each level, from 0 up."""
    at_least: dict[str, dict[int, float]] = {}
    for row in each_row(maturity.sureness.level_probabilities):
        at_least.setdefault(str(row.capability_id or row.area_id), {})[int(row.level)] = float(row.at_least)
    top = maturity.question.model.highest_level
    found = {}
    for scope, known in at_least.items():
        reached = [1.0, *(known.get(level, 0.0) for level in range(1, top + 1)), 0.0]
        found[scope] = [max(reached[level] - reached[level + 1], 0.0) for level in range(top + 1)]
    return found


def _table(rows: Mapping[str, Sequence[float]], levels: Sequence[int], caption: str) -> Exhibit:
    head = "".join(f'<th scope="col">{level}</th>' for level in levels)
    body = "".join(_row(name, shares) for name, shares in rows.items())
    name = html.escape(caption)
    return Exhibit(
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{name}"><table class="pmo-chances">'
        f'<caption>{name}</caption><thead><tr><th scope="col">{say("Level")}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(name: str, shares: Sequence[float]) -> str:
    whole = ' class="pmo-whole"' if name == say(WHOLE) else ""
    return f'<tr{whole}><th scope="row">{html.escape(name)}</th>{"".join(_cell(share) for share in shares)}</tr>'


def _cell(share: float) -> str:
    # The bar behind a figure only repeats it: who can't see the colour reads the figure.
    if share < 1e-9:
        return '<td class="pmo-chance-none">0%</td>'
    return f'<td><span class="pmo-chance" style="height:{rounded(share * 100, 0)}%"></span><b>{_short(share)}</b></td>'


def _short(share: float) -> str:
    return html.escape(short_probability(share))
