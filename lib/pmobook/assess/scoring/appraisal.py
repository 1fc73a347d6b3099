"""From an assessor's findings to answers that rules can score: which of them count, and what their evidence bears."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import pandas as pd

from pmobook.assess.tables import build
from pmobook.language import say
from pmobook.method.scoring_rules import ScoringConstants, scoring_rules

__all__ = ["AppraisalAnswers", "Counted", "EvidencePolicy", "appraisal_answers"]

Counted = Literal["all", "submitted", "validated"]
EvidencePolicy = Literal["required", "advisory"]

_NOT_COUNTED = {
    "all": frozenset[str](),
    "submitted": frozenset({"draft", "returned"}),
    "validated": frozenset({"", "draft", "submitted", "returned"}),
}
_COLUMNS = {
    "area": "str", "capability": "str", "level": "Int64", "practice": "str", "instance": "str", "rating": "float64",
    "scale_maximum": "float64", "weight": "float64", "significant_weakness": "bool", "applicable": "bool",
}  # fmt: skip
_LIMITED = {
    "capability_id": "str",
    "level": "Int64",
    "practice_id": "str",
    "instance": "str",
    "finding": "str",
    "reason": "str",
    "row": "Int64",
}


class _Practice(Protocol):
    @property
    def practice_id(self) -> str: ...
    @property
    def level(self) -> int: ...


class _Capability(Protocol):
    @property
    def capability_id(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def practices(self) -> Sequence[_Practice]: ...


class _Area(Protocol):
    @property
    def area_id(self) -> str: ...
    @property
    def capabilities(self) -> Sequence[_Capability]: ...


class _Model(Protocol):
    @property
    def areas(self) -> Sequence[_Area]: ...


@dataclass(frozen=True, eq=False)
class AppraisalAnswers:
    """Answers to score, and what was done to the findings on the way.

    Attributes
    ----------
    ratings
        A long frame for `score`, with a row for every practice of the model, missing where it is not assessed; ratings are shares
        of a scale to 1, weights those of the capabilities.
    capped
        Findings that count as less than they say: capability_id, level, practice_id, instance, finding, reason, row of the form.
    not_counted
        Findings left out by the policy, which are not assessed: the same columns.
    findings
        How many findings were handed in.
    """

    ratings: pd.DataFrame
    capped: pd.DataFrame
    not_counted: pd.DataFrame
    findings: int


def appraisal_answers(
    model: _Model,
    practices: pd.DataFrame,
    *,
    counted: Counted = "all",
    evidence: pd.DataFrame | None = None,
    evidence_policy: EvidencePolicy = "advisory",
    as_of: dt.date | None = None,
    constants: ScoringConstants | None = None,
) -> AppraisalAnswers:
    """Return an appraisal's findings as answers to score.

    Parameters
    ----------
    model
        Focus areas with capabilities (id, weight) and their practices (id, level).
    practices
        The form practices. A row without practice_id stands for all practices of its level that have no row of their own.
    counted
        ``all`` findings; ``submitted``: those that are submitted, validated or without a status; ``validated``: those only.
        Others are not assessed.
    evidence
        The form evidence: evidence_id, expires.
    evidence_policy
        ``required``: a finding of large or full without evidence, or with evidence that has all expired, counts as partial at
        most. ``advisory``: it counts as it is.
    as_of
        The last day of the quarter: evidence that expires on it or before is expired. None: nothing is.
    constants
        What findings are worth; those of the method if not given.

    Raises
    ------
    ValueError
        If a finding names a capability or a practice that the model lacks; reading the pack refuses that.
    """
    numbers = constants or scoring_rules().constants
    places = _places(model)
    expiry = _expiry(evidence)
    ratings: list[dict[str, Any]] = []
    capped: list[dict[str, Any]] = []
    left_out: list[dict[str, Any]] = []
    rows: list[Any] = list(practices.itertuples())
    own = {(str(row.capability_id), int(row.level), _text(row.practice_id)) for row in rows}
    seen = set()
    for row in rows:
        targets = _targets(row, places, own)
        seen |= {(str(row.capability_id), int(row.level), target) for target in targets}
        status, finding = _text(getattr(row, "status", "")), _text(row.finding)
        weak = _text(getattr(row, "significant_weakness", "")) == "yes"
        rating = numbers.finding_shares.get(finding)  # type: ignore[call-overload]
        if status in _NOT_COUNTED[counted]:
            left_out.append(
                _listed(
                    row, say("{status}; only {counted} findings count", status=status or say("not reviewed"), counted=counted)
                )
            )
            rating, finding, weak = None, "", False
        elif rating is not None and evidence_policy == "required":
            most = numbers.finding_shares[numbers.unsupported_at_most]
            reason = _unsupported(_text(getattr(row, "evidence_ids", "")), expiry, as_of) if rating > most else ""
            if reason:
                capped.append(
                    _listed(
                        row,
                        say(
                            "{reason}; counts as {unsupported_at_most}",
                            reason=reason,
                            unsupported_at_most=numbers.unsupported_at_most,
                        ),
                    )
                )
                rating = most
        for target in targets:
            place = (str(row.capability_id), int(row.level), target)
            ratings.append(_answer(places, place, _text(getattr(row, "instance", "")), rating, finding, weak=weak))
    ratings += [_answer(places, place, "", None, "", weak=False) for place in _practice_places(model) if place not in seen]
    return AppraisalAnswers(build(ratings, _COLUMNS), build(capped, _LIMITED), build(left_out, _LIMITED), len(practices))


def _places(model: _Model) -> dict[str, tuple[str, float, dict[int, list[str]]]]:
    """Return of each capability its area, its weight and its practices by level."""
    places = {}
    for area in model.areas:
        for capability in area.capabilities:
            by_level: dict[int, list[str]] = {}
            for practice in capability.practices:
                by_level.setdefault(practice.level, []).append(practice.practice_id)
            places[capability.capability_id] = (area.area_id, capability.weight, by_level)
    return places


def _practice_places(model: _Model) -> Iterable[tuple[str, int, str]]:
    for area in model.areas:
        for capability in area.capabilities:
            for practice in capability.practices:
                yield capability.capability_id, practice.level, practice.practice_id


def _targets(
    row: Any,  # noqa: ANN401 - a named tuple of a row
    places: dict[str, Any],
    own: set[tuple[str, int, str]],
) -> list[str]:
    """Return the practices that a finding is about."""
    capability, level, practice = str(row.capability_id), int(row.level), _text(row.practice_id)
    if capability not in places:
        message = f"practices name the capability {capability}, which the model lacks"
        raise ValueError(message)
    known: list[str] = places[capability][2].get(level, [])
    if practice:
        if practice not in known:
            message = f"practices name {practice} at level {level} of {capability}, which the model lacks"
            raise ValueError(message)
        return [practice]
    return [one for one in known if (capability, level, one) not in own] if known else [""]


def _expiry(evidence: pd.DataFrame | None) -> dict[str, dt.date | None]:
    """Return the day from which each piece of evidence no longer holds, None if it does not age."""
    if evidence is None or evidence.empty:
        return {}
    days = evidence["expires"] if "expires" in evidence else pd.Series([pd.NaT] * len(evidence))
    return {
        str(one): None if pd.isna(day) else pd.Timestamp(day).date()
        for one, day in zip(evidence["evidence_id"], days, strict=True)
    }


def _unsupported(ids: str, expiry: dict[str, dt.date | None], as_of: dt.date | None) -> str:
    """Say why a finding's evidence does not bear it, empty if it does."""
    named = [one.strip() for one in ids.split(";") if one.strip()]
    if not named:
        return say("no evidence is named")
    known = [one for one in named if one in expiry]
    if not known:
        return say("the evidence {named} is not on the form evidence", named=", ".join(named))
    days = [expiry[one] for one in known]
    if as_of is not None and all(day is not None and day <= as_of for day in days):
        return say("the evidence {known} has expired", known=", ".join(known))
    return ""


def _listed(row: Any, reason: str) -> dict[str, Any]:  # noqa: ANN401 - a named tuple of a row
    return {
        "capability_id": str(row.capability_id),
        "level": int(row.level),
        "practice_id": _text(row.practice_id),
        "instance": _text(getattr(row, "instance", "")),
        "finding": _text(row.finding),
        "reason": reason,
        "row": getattr(row, "row", pd.NA),
    }


def _answer(
    places: dict[str, Any], place: tuple[str, int, str], instance: str, rating: float | None, finding: str, *, weak: bool
) -> dict[str, Any]:
    capability, level, practice = place
    area, weight, _ = places[capability]
    return {
        "area": area, "capability": capability, "level": level, "practice": practice, "instance": instance,
        "rating": float("nan") if rating is None else rating, "scale_maximum": 1.0, "weight": weight,
        "significant_weakness": weak, "applicable": finding != "not applicable",
    }  # fmt: skip


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    return "" if pd.isna(value) else str(value)
