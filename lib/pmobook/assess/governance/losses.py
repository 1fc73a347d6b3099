"""What a project's risks are expected to cost it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pmobook.assess.governance.reading import Rows, figures_of, frame_of, named_texts
from pmobook.errors import Problem, ProblemsFound
from pmobook.method.governance import GovernanceMethod, governance_method

__all__ = ["expected_losses"]


def expected_losses(risks: Rows, method: GovernanceMethod | None = None) -> tuple[dict[str, float], dict[str, int]]:
    """Expected loss from each project's risks, and how many of its risks could not be counted.

    Parameters
    ----------
    risks
        The form risks: project_id, probability (0 to 1) and impact_likely, and impact_low and impact_high where known. A risk
        without probability or likely impact is not counted; without low or high, the likely impact stands for all three.
    method
        Weights of the three impacts in their mean.

    Returns
    -------
    tuple
        Project id to expected loss, in the risks' money, missing if none of its risks could be counted; and project id to the
        number that were not counted. Risks without a project belong to none.

    Raises
    ------
    ProblemsFound
        If a probability is outside 0 to 1, or an impact is below 0 or no number.

    Notes
    -----
    Probability times the weighted mean of low, likely and high.

    References
    ----------
    Davidson and Cooper (1976), A simple way of developing a probability distribution of present value, Journal of Petroleum
    Technology 28, 1069-1078.

    Examples
    --------
    >>> risk = {"project_id": "P1", "probability": 0.4, "impact_low": 0.2, "impact_likely": 0.5, "impact_high": 1.4}
    >>> losses, left_out = expected_losses([risk])
    >>> round(losses["P1"], 3), left_out
    (0.26, {'P1': 0})
    """
    weights = (method or governance_method()).expected_impact
    frame = frame_of(risks, "risks", ("project_id", "probability", "impact_likely"), ("impact_low", "impact_high"))
    names = ("probability", "impact_low", "impact_likely", "impact_high")
    columns = {name: figures_of(frame, name, "risks") for name in names}
    _refuse_impossible(columns)
    losses: dict[str, float] = {}
    skipped: dict[str, int] = {}
    every = zip(named_texts(frame["project_id"]), *columns.values(), strict=True)
    for project, probability, low, likely, high in every:
        if not project:
            continue
        skipped.setdefault(project, 0)
        losses.setdefault(project, math.nan)
        if math.isnan(probability) or math.isnan(likely):
            skipped[project] += 1
            continue
        known = (low, likely, high) if not math.isnan(low) and not math.isnan(high) else (likely,) * 3
        impact = sum(value * weights[name] for value, name in zip(known, ("low", "likely", "high"), strict=True))  # type: ignore[index]
        so_far = 0.0 if math.isnan(losses[project]) else losses[project]
        losses[project] = so_far + probability * impact / sum(weights.values())
    return losses, skipped


def _refuse_impossible(columns: Mapping[str, list[float]]) -> None:
    problems = [
        Problem(f"risks, row {place}, column {name}", f"{value:g}", "0 to 1" if name == "probability" else "0 or more",
                "Write 40 % as 0.4." if name == "probability" else "Write what it would cost as a positive amount.")
        for name, values in columns.items()
        for place, value in enumerate(values, 1)
        if value < 0 or (name == "probability" and value > 1)
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
