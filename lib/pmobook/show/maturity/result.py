"""The result in a few sentences: what it is, how sure that is, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import OVERALL, records_of
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, number
from pmobook.show.maturity.names import INSTRUMENTS, chosen_rows, interval_share, rule_words
from pmobook.show.score_figures import interval_text, probability_text, score_text
from pmobook.show.summary import summary
from pmobook.show.words import counted

__all__ = ["how_sure", "result"]


def result(maturity: MaturityAssessment) -> Exhibit:
    """Show the headline, how sure it is and by which rule, and then the findings."""
    below = [how_sure(maturity), maturity.sureness.note if maturity.question.policy.instrument == "survey" else ""]
    return summary(maturity.findings, maturity.headline, below=[one for one in below if one])


def how_sure(maturity: MaturityAssessment) -> str:
    """Say in a few words the whole's score, level, interval and probability, and what they rest on."""
    whole = next(row for row in records_of(chosen_rows(maturity)) if row["area_id"] == OVERALL)
    instrument, rule = maturity.question.policy.instrument, rule_words(maturity.chosen_rule)
    by = f"By {rule.title.lower()} of {INSTRUMENTS[instrument]}"
    if is_missing(whole["score"]):
        return f"{by}, the whole is not assessed{_possible(whole)}."
    scale = "" if whole["scale_maximum"] <= 1 else f" of {number(whole['scale_maximum'])}"
    said = f"{by}, the whole stands at {score_text(whole['score'], whole['scale_maximum'])}{scale}{_level(whole)}."
    return f"{said} {_interval(whole)} {_basis(whole, instrument)}"


def _possible(row: Mapping[str, Any]) -> str:
    if is_missing(row["score_lowest"]) or row["capabilities_assessed"] == 0:
        return ""
    return f": it can be anything from {interval_text(row['score_lowest'], row['score_highest'], row['scale_maximum'])}"


def _level(row: Mapping[str, Any]) -> str:
    if row["scale_maximum"] <= 1:
        return ", a share, which carries no level"
    if is_missing(row["level"]):
        return "; too little is assessed to state a level"
    if is_missing(row["probability"]):
        return f": level {row['level']}"
    return f": level {row['level']}, which is reached with a probability of {probability_text(row['probability'])}"


def _interval(row: Mapping[str, Any]) -> str:
    if is_missing(row["low"]):
        return "No interval is stated."
    interval = interval_text(row["low"], row["high"], row["scale_maximum"])
    return f"With other respondents of the same kind it would lie from {interval} ({interval_share()} interval)."


def _basis(row: Mapping[str, Any], instrument: str) -> str:
    covered = f"{row['capabilities_assessed']} of {counted(int(row['capabilities']), 'capability', 'capabilities')}"
    if instrument == "survey":
        people = (
            "too few people to say how many" if is_missing(row["raters"]) else counted(int(row["raters"]), "person", "people")
        )
        said = f"It rests on {people} and {covered}"
    else:
        said = f"It rests on {covered}"
    if not is_missing(row["score_lowest"]) and row["score_highest"] - row["score_lowest"] > 1e-9:
        worst = score_text(row["score_lowest"], row["scale_maximum"])
        best = score_text(row["score_highest"], row["scale_maximum"])
        said += f"; were everything else at its worst or best, it would be {worst} or {best}"
    return f"{said}."
