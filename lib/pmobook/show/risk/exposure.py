"""The exposure curve: how likely more than so much is lost, against what leadership tolerates."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, money, share_as_percent
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["UNASSESSED", "chance_with_error", "exposure_curve", "figures_of_exposure", "is_empty"]

UNASSESSED = said_later("Not assessed: the form risks was not handed in, or no risk in it has an estimate.")

_SHARES = (0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01)


def is_empty(assessment: RiskAssessment) -> bool:
    """Say whether no risk could be simulated."""
    return assessment.simulation is None or not len(assessment.simulation.risks.table)


def exposure_curve(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Draw how likely risks cost more than an amount, now and after responses, with tolerance and mean of bad cases marked."""
    if assessment.simulation is None or is_empty(assessment):
        return paragraph(say(UNASSESSED))
    losses = np.sort(assessment.simulation.losses)
    left = _left(assessment)
    rows = pd.DataFrame(
        {
            "exceeded_with": _SHARES,
            "loss": [float(np.quantile(losses, 1 - share)) for share in _SHARES],
            "left": [float("nan") if left is None else float(np.quantile(left, 1 - share)) for share in _SHARES],
        }
    )
    columns = [
        Column("exceeded_with", say("Probability of losing more"), form=share_as_percent),
        Column("loss", say("Than, now"), "right", lambda value: money(value, money_of)),
        Column("left", say("Than, after responses"), "right", lambda value: money(value, money_of)),
    ]
    figures = table(rows, columns if left is not None else columns[:2], say("Exposure"))
    return chart(_drawing(assessment, losses, left, money_of), _description(assessment, money_of), figures)


def _left(assessment: RiskAssessment) -> np.ndarray | None:
    """Return the losses that responses leave, rising; None if no response is estimated."""
    worth = assessment.worth
    return np.sort(worth.residual.losses) if worth is not None and worth.is_assessed else None


def _description(assessment: RiskAssessment, money_of: Money) -> str:
    whole = assessment.exposure.iloc[0]
    half, rare = money(whole["p50"], money_of), money(whole["p95"], money_of)
    said = say("Half of the scenarios cost more than {half}, one in twenty more than {rare}.", half=half, rare=rare)
    if not is_missing(whole["residual_p80"]):
        said += say(
            " Once responses are carried out (dashed), one in five costs more than {residual_p80}",
            residual_p80=money(whole["residual_p80"], money_of),
        )
        said += say(" instead of {p80}.", p80=money(whole["p80"], money_of))
    if math.isnan(assessment.tolerance):
        return say("{said} Leadership has set no tolerance.", said=said)
    chance = share_as_percent(whole["breach_probability"])
    after = whole["residual_breach_probability"]
    then = "" if is_missing(after) else say(", and of {after} once responses are carried out", after=share_as_percent(after))
    return say(
        "{said} The tolerance of {tolerance} is exceeded with a probability of {chance}{then}.",
        said=said,
        tolerance=money(assessment.tolerance, money_of),
        chance=chance,
        then=then,
    )


def _points(losses: np.ndarray) -> list[dict[str, float]]:
    at = np.unique(np.linspace(0, len(losses) - 1, 240).astype(int))
    return [{"loss": float(losses[place]), "share": 1 - place / len(losses)} for place in at]


def _pointed_at(losses: np.ndarray, when: str, money_of: Money) -> list[dict[str, Any]]:
    """Return the points of a line whose figures stand in the table, each with what it says."""
    points = [(share, float(np.quantile(losses, 1 - share))) for share in _SHARES]
    return [
        {"loss": loss, "share": share, "said": pointed(say(
            "{when}: more than {loss} with a probability of {share}",
            when=when, loss=money(loss, money_of), share=share_as_percent(share),
        ))}
        for share, loss in points
    ]  # fmt: skip


def _second_line(left: np.ndarray, losses: np.ndarray, x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the dashed line of what responses leave, and a name on each of the two lines."""
    dashed = {"type": "line", "color": COLOURS["second"], "strokeWidth": 2.5, "strokeDash": [7, 4]}
    layers: list[dict[str, Any]] = [{"data": {"values": _points(left)}, "mark": dashed, "encoding": {"x": x, "y": y}}]
    for name, of, share, colour, align in (
        (say("now"), losses, 0.7, "first", "left"), (say("after responses"), left, 0.12, "second", "right"),
    ):  # fmt: skip
        values = [{"loss": float(np.quantile(of, 1 - share)), "share": share, "name": name}]
        text = {"type": "text", "align": align, "dx": 8 if align == "left" else -8, "fontSize": 13, "fontWeight": "bold",
                "color": COLOURS[colour]}  # fmt: skip
        layers.append({"data": {"values": values}, "mark": text, "encoding": {"x": x, "y": y, "text": {"field": "name"}}})
    return layers


def _drawing(assessment: RiskAssessment, losses: np.ndarray, left: np.ndarray | None, money_of: Money) -> dict[str, Any]:
    points = _points(losses)
    scale = "" if money_of.scale == "one" else f" {money_of.scale}"
    x = {
        "field": "loss",
        "type": "quantitative",
        "title": say("Loss ({currency}{scale})", currency=money_of.currency, scale=scale),
        "axis": {"tickCount": 6, "grid": False},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "title": say("Probability of losing more"),
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
    layers += _second_line(left, losses, x, y) if left is not None else []
    for of, colour, when in ((losses, "first", say("now")), (left, "second", say("after responses"))):
        if of is not None:
            mark = {"type": "point", "filled": True, "size": 30, "opacity": 1, "color": COLOURS[colour]}
            values = _pointed_at(of, when, money_of)
            layers.append({"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, "description": POINTED}})
    whole = assessment.exposure.iloc[0]
    marks = [(say("mean of bad cases, now"), float(whole["cvar95"]), COLOURS["fourth"], [5, 4], 40)]
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
    """Show the figures of the exposure, now and after responses, each with how far chance could have moved it."""
    if is_empty(assessment):
        return paragraph(say(UNASSESSED))
    whole = assessment.exposure.iloc[0]
    names = (
        (say("Expected loss"), "mean"),
        (say("Exceeded by half of the scenarios (P50)"), "p50"),
        (say("Exceeded by one in five (P80)"), "p80"),
        (say("Exceeded by one in twenty (P95)"), "p95"),
        (say("Mean of the worst twentieth (CVaR95)"), "cvar95"),
    )
    rows = [(said, _amount(whole, name, money_of), _amount(whole, f"residual_{name}", money_of)) for said, name in names]
    tolerance = say("none set") if is_missing(whole["tolerance"]) else money(whole["tolerance"], money_of)
    chances = [chance_with_error(whole[f"{one}breach_probability"], whole[f"{one}breach_error"]) for one in ("", "residual_")]
    frame = pd.DataFrame(
        [*rows, (say("Tolerance"), tolerance, tolerance), (say("Probability of exceeding it"), *chances)],
        columns=["figure", "now", "after"],
    )
    columns = [
        Column("figure", say("Figure")),
        Column("now", say("Now"), "right"),
        Column("after", say("After responses"), "right"),
    ]
    note = say(
        "± is twice the standard error: nineteen times in twenty, other scenarios would give a "
        "figure no further off. The whole register, whatever is chosen, is held to the tolerance "
        "here; the choice of projects is held to it by the risks of the projects chosen and "
        "those of no project."
    )
    return table(frame, columns if not is_missing(whole["residual_mean"]) else columns[:2], say("What may be lost"), note)


def _amount(whole: pd.Series, name: str, money_of: Money) -> str:
    if name not in whole:
        return "–"  # noqa: RUF001 - a dash for no figure
    error = whole[f"{name}_error"]
    return money(whole[name], money_of) + ("" if is_missing(error) else f" ±{money(2 * float(error), money_of, 2)}")


def chance_with_error(chance: object, error: object) -> str:
    """Write a probability with twice its standard error."""
    if is_missing(chance) or is_missing(error):
        return share_as_percent(chance)
    return f"{share_as_percent(chance)} ±{share_as_percent(2 * float(error), 1)}"  # type: ignore[arg-type]
