"""The exposure curve: how likely more than so much is lost, against what leadership tolerates."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.inputs.engagement import Money
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, money, share_as_percent
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["UNASSESSED", "exposure_curve", "figures_of_exposure"]

UNASSESSED = "Not assessed: the form risks was not handed in, or no risk in it has an estimate."

_SHARES = (0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01)


def _is_empty(assessment: RiskAssessment) -> bool:
    return assessment.simulation is None or not len(assessment.simulation.risks.table)


def exposure_curve(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Draw how likely the risks together cost more than an amount, with the tolerance and the mean of bad cases marked."""
    if assessment.simulation is None or _is_empty(assessment):
        return paragraph(UNASSESSED)
    losses = np.sort(assessment.simulation.losses)
    rows = pd.DataFrame(
        {"exceeded_with": _SHARES, "loss": [float(np.quantile(losses, 1 - share)) for share in _SHARES]}
    )  # fmt: skip
    columns = [
        Column("exceeded_with", "Probability of losing more", form=share_as_percent),
        Column("loss", "Than", "right", lambda value: money(value, money_of)),
    ]
    figures = table(rows, columns, "Exposure")
    return chart(_drawing(assessment, losses, money_of), _description(assessment, money_of), figures)


def _description(assessment: RiskAssessment, money_of: Money) -> str:
    whole = assessment.exposure.iloc[0]
    half, rare = money(whole["p50"], money_of), money(whole["p95"], money_of)
    said = f"Half of the scenarios cost more than {half}, one in twenty more than {rare}."
    if math.isnan(assessment.tolerance):
        return f"{said} Leadership has set no tolerance."
    chance = share_as_percent(whole["breach_probability"])
    return f"{said} The tolerance of {money(assessment.tolerance, money_of)} is exceeded with a probability of {chance}."


def _drawing(assessment: RiskAssessment, losses: np.ndarray, money_of: Money) -> dict[str, Any]:
    at = np.unique(np.linspace(0, len(losses) - 1, 240).astype(int))
    points = [{"loss": float(losses[place]), "share": 1 - place / len(losses)} for place in at]
    scale = "" if money_of.scale == "one" else f" {money_of.scale}"
    x = {
        "field": "loss",
        "type": "quantitative",
        "title": f"Loss ({money_of.currency}{scale})",
        "axis": {"tickCount": 6, "grid": False},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "title": "Probability of losing more",
        "axis": {"format": "%", "tickCount": 5},
        "stack": None,
        "scale": {"domain": [0, 1]},
    }
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": points},
            "mark": {"type": "area", "opacity": 0.15, "color": COLOURS["first"]},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": points},
            "mark": {"type": "line", "color": COLOURS["first"], "strokeWidth": 2.5},
            "encoding": {"x": x, "y": y},
        },
    ]
    whole = assessment.exposure.iloc[0]
    marks = [("mean of bad cases", float(whole["cvar95"]), COLOURS["fourth"], [5, 4], 40)]
    if not math.isnan(assessment.tolerance):
        marks.append(("tolerance", assessment.tolerance, COLOURS["ink"], [1, 0], 16))
    x_only = {"field": "loss", "type": "quantitative"}
    for name, value, colour, dash, height in marks:
        data = {"values": [{"loss": value, "name": name}]}
        rule = {"type": "rule", "color": colour, "strokeWidth": 2, "strokeDash": dash}
        label = {"type": "text", "align": "right", "dx": -6, "fontSize": 13, "color": colour}
        where = {"x": x_only, "y": {"value": height}, "text": {"field": "name"}}
        layers.append({"data": data, "mark": rule, "encoding": {"x": x_only}})
        layers.append({"data": data, "mark": label, "encoding": where})
    return {"width": 560, "height": 280, "layer": layers}


def figures_of_exposure(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Show the figures of the exposure, each with how far it could be off because scenarios are drawn."""
    if _is_empty(assessment):
        return paragraph(UNASSESSED)
    whole = assessment.exposure.iloc[0]
    rows = [
        ("Expected loss", money(whole["mean"], money_of), _error(whole["mean_error"], money_of)),
        ("Exceeded by half of the scenarios (P50)", money(whole["p50"], money_of), ""),
        ("Exceeded by one in five (P80)", money(whole["p80"], money_of), ""),
        ("Exceeded by one in twenty (P95)", money(whole["p95"], money_of), _error(whole["p95_error"], money_of)),
        ("Mean of the worst twentieth (CVaR95)", money(whole["cvar95"], money_of), _error(whole["cvar95_error"], money_of)),
        ("Tolerance", "none set" if is_missing(whole["tolerance"]) else money(whole["tolerance"], money_of), ""),
        ("Probability of exceeding it", share_as_percent(whole["breach_probability"]), _error_share(whole["breach_error"])),
    ]
    frame = pd.DataFrame(rows, columns=["figure", "value", "error"])
    columns = [
        Column("figure", "Figure"),
        Column("value", "Value", "right"),
        Column("error", "Sampling error", "right", lambda value: str(value) or "–"),  # noqa: RUF001 - a dash for "no figure"
    ]
    note = (
        "Sampling error: twice the standard error. Nineteen times in twenty, other scenarios would give a figure no further off."
    )
    return table(frame, columns, "What may be lost", note)


def _error(value: object, money_of: Money) -> str:
    return "" if is_missing(value) else f"±{money(2 * float(value), money_of, 2)}"  # type: ignore[arg-type]


def _error_share(value: object) -> str:
    return "" if is_missing(value) else f"±{share_as_percent(2 * float(value))}"  # type: ignore[arg-type]
