"""The arithmetic behind a recorded figure, with its own numbers put in: repeated here, computed in the notebooks."""

from __future__ import annotations

import html
from collections.abc import Mapping
from string import Formatter
from typing import Any

import numpy as np

from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import date, is_missing, number
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["arithmetic", "exact"]

_PLACES = 6

_STEPS: Mapping[str, tuple[str, ...]] = {
    "maturity": (
        said_later("Gap: target {target} less score {score} = {gap}."),
        said_later("The score could lie from {score_lowest} to {score_highest}, whatever is not assessed yet comes to."),
        said_later("With other respondents of the same kind it would lie from {low} to {high}."),
    ),
    "alignment": (said_later("Difference: share of spend {spend_share} less weight {weight} = {difference}."),),
    "performance": (
        said_later(
            "Held to the target: value {value}, target {target}, still near within {tolerance}; {better} is better: {status}."
        ),
        said_later("Change: {value} less {previous_value} before = {change}."),
        said_later("Limits of what is noise: {lower} to {upper}, around {centre}."),
    ),
    "projects": (
        said_later("Cost: expected {expected_cost} less planned {planned_cost} = {cost_variance}."),
        said_later("As a share: {cost_variance} ÷ {planned_cost} = {cost_variance_share}."),
        said_later("Finish: forecast {forecast_finish} less {reference_finish} ({schedule_basis}) = {slip_days} days."),
    ),
    "money": (
        said_later("CPI: earned value {earned_value} ÷ actual cost {actual_cost} = {cost_index}."),
        said_later("SPI: earned value {earned_value} ÷ planned value {planned_value} = {schedule_index}."),
        said_later("SPI(t): earned schedule {earned_schedule} ÷ actual time {actual_time} months = {schedule_index_time}."),
        said_later("If it goes on so: budget {budget_at_completion} ÷ CPI {cost_index} = {eac_typical}."),
    ),
    "benefits": (said_later("Came of plan: realised {realised} ÷ planned and due {planned_due} = {realised_share}."),),
    "governance": (
        said_later("Owner says {owner_rating}, evidence implies {implied_rating}: {difference} bands apart."),
        said_later("Cost {cost_figure} above plan, as a share: {cost_band}."),
        said_later("Finish {schedule_figure} days late: {schedule_band}."),
        said_later("Benefits {benefits_figure} of plan, as a share: {benefits_band}."),
        said_later("Expected loss {risk_figure} of the cost, as a share: {risk_band}."),
        said_later("Oldest gate {gates_figure} days overdue: {gates_band}."),
    ),
    "portfolio": (said_later("Value {value} for {cost} still to be spent."),),
    "risk": (
        said_later("Of {risks} risks simulated: expected loss {mean} (standard error {mean_error})."),
        said_later("Mean of the worst twentieth of the futures: {cvar95} (standard error {cvar95_error})."),
        said_later("Tolerance {tolerance}; exceeded with a probability of {breach_probability}."),
    ),
    "resources": (said_later("Starts {start}, planned {planned_start}: {months_later} months later."),),
    "capacity": (
        said_later("There {capacity}, needed {demand}: to spare {surplus}, lacking {deficit}."),
        said_later("Lacking at least {least_deficit}, whatever the needs not assessed come to."),
    ),
    "skills": (said_later("Needed {needed} people able; lacking {gap}."),),
    "roadmap": (said_later("Levelled start {levelled_start}, planned {planned_start}: {months_later} months later."),),
    "plan": (said_later("Effort {effort_days} person-days, from {effort_low} to {effort_high}."),),
}
"""Section of the scorecard to what its recorded figures come to; a sentence of which a figure is missing is not said."""


def exact(value: object) -> str:
    """Write a recorded value as it stands: a number to six places without trailing zeros, a day, or a text.

    Examples
    --------
    >>> exact(0.125), exact(1234.0), exact(True), exact(None), exact("met")
    ('0.125', '1,234', 'yes', 'not assessed', 'met')
    """
    if is_missing(value):
        return NOT_ASSESSED
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if hasattr(value, "year"):
        return date(value)
    written = number(value, _PLACES)
    return written.rstrip("0").rstrip(".") if "." in written else written


def arithmetic(subject: str, row: Mapping[str, Any]) -> Exhibit:
    """Show how a recorded figure came about, in its own numbers; what it says of itself comes last.

    Parameters
    ----------
    subject
        A section of the scorecard, see `pmobook.show.subjects`.
    row
        The recorded row, column to value; a missing value is not assessed, and the sentences that need it are left out.
    """
    said = [say(step, **{name: exact(row[name]) for name in _names(step)}) for step in _STEPS[subject] if _is_known(step, row)]
    note = row.get("note")
    said += [] if is_missing(note) or not str(note).strip() else [str(note)]
    if not said:
        return paragraph(say("Not assessed: the figures that it is computed from are missing."))
    return Exhibit(f'<ul class="pmo-steps">{"".join(f"<li>{html.escape(one)}</li>" for one in said)}</ul>')


def _names(step: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(step) if name]


def _is_known(step: str, row: Mapping[str, Any]) -> bool:
    values = [row.get(name) for name in _names(step)]
    return not any(is_missing(value) or value == "" for value in values)
