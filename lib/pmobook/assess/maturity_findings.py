"""What maturity scores mean for their reader: focus areas below target, and what rests on too little."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.tables import OVERALL, present
from pmobook.assess.wording import as_number, counted, listed
from pmobook.method.maturity import MaturityModel
from pmobook.method.thresholds import MaturityThresholds

__all__ = ["maturity_findings", "maturity_headline"]


def maturity_headline(area_scores: pd.DataFrame, name: str, form_missing: bool) -> str:
    """Say in a sentence how many focus areas meet their target by the chosen rule.

    Areas without a target are left out; areas of which nothing or too little is assessed are counted apart.
    """
    if form_missing:
        return f"Maturity of {name} is not assessed: the form responses was not handed in"
    areas = area_scores.loc[area_scores["is_chosen_rule"] & (area_scores["area_id"] != OVERALL)]
    if areas["target"].isna().all():
        scored = int(areas["score"].notna().sum())
        return f"{name} is assessed in {scored} of {counted(len(areas), 'focus area')}; no targets are set"
    aimed = areas.loc[areas["target"].notna()]
    compared = aimed.loc[aimed["gap"].notna()]
    if compared.empty:
        return f"{name} is not assessed far enough to compare any focus area with its target"
    met = int(compared["gap"].le(0).sum())
    sentence = f"{name} meets its maturity target in {met} of {counted(len(compared), 'focus area')}"
    unsure = len(aimed) - len(compared)
    return f"{sentence}; {unsure} {'is' if unsure == 1 else 'are'} not or hardly assessed" if unsure else sentence


def maturity_findings(
    model: MaturityModel,
    capability_scores: pd.DataFrame,
    area_scores: pd.DataFrame,
    form_missing: bool,
    limits: MaturityThresholds,
    owner: str,
) -> Iterator[Finding]:
    """Yield findings by the chosen rule.

    Parameters
    ----------
    model
        For the titles.
    capability_scores, area_scores
        Results; a missing score is "not assessed" and is a finding, not a zero.
    form_missing
        Nobody handed in responses: one finding says so instead of one for each focus area.
    limits
        When a gap asks for action.
    owner
        Who answers for the PMO.
    """
    if form_missing:
        yield Finding("responses_missing", "", "watch", "Maturity is not assessed: the form responses was not handed in.", owner)
        return
    titles = {one.capability_id: one.title for area in model.areas for one in area.capabilities}
    chosen = {row["area_id"]: row for row in area_scores.loc[area_scores["is_chosen_rule"]].to_dict(orient="records")}
    for area in model.areas:
        row = chosen[area.area_id]
        of_area = capability_scores.loc[capability_scores["area_id"] == area.area_id]
        missing = [titles[one] for one in of_area.loc[of_area["score"].isna(), "capability_id"]]
        if not present(row["score"]):
            sentence = f"{area.title} is not assessed: none of its {len(of_area)} capabilities has enough ratings."
            yield Finding("not_assessed", area.area_id, "watch", sentence, owner)
            continue
        if missing:
            sentence = (
                f"{area.title} rests on {row['capabilities_assessed']} of {len(of_area)} capabilities; "
                f"not assessed: {listed(missing)}."
            )
            yield Finding("partly_assessed", area.area_id, "note" if present(row["level"]) else "watch", sentence, owner)
        if present(row["gap"]) and row["gap"] > 0:
            standing = (float(row["score"]), float(row["target"]), float(row["gap"]))
            yield _below_target(area.area_id, f"{area.title} stands at", standing, _weakest(of_area, titles), limits, owner)


def _below_target(
    area_id: str,
    opening: str,
    standing: tuple[float, float, float],
    weakest: str,
    limits: MaturityThresholds,
    owner: str,
) -> Finding:
    score, target, gap = standing
    shown_score, shown_target = _apart(score, target)
    return Finding(
        kind="below_target",
        subject=area_id,
        severity="act" if gap >= limits.gap_act.value else "watch",
        sentence=f"{opening} {shown_score} against a target of {shown_target}; {weakest}.",
        owner=owner,
        weight=gap,
    )


def _weakest(of_area: pd.DataFrame, titles: dict[str, str]) -> str:
    assessed = of_area.loc[of_area["score"].notna()]
    lowest = float(assessed["score"].min())
    names = [titles[one] for one in assessed.loc[assessed["score"] == lowest, "capability_id"]]
    if len(names) == 1:
        return f"its weakest capability is {names[0]} at {as_number(lowest)}"
    return f"its weakest capabilities are {listed(names)}, each at {as_number(lowest)}"


def _apart(score: float, target: float) -> tuple[str, str]:
    """Write two figures with as many places as it takes to see that they differ, one to three."""
    for digits in (1, 2):
        if as_number(score, digits) != as_number(target, digits):
            return as_number(score, digits), as_number(target, digits)
    return as_number(score, 3), as_number(target, 3)
