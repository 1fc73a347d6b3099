"""The result in a few sentences: what it is, how sure that is, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import OVERALL, records_of
from pmobook.language import say
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
    by = say("By {title} of {instruments}", title=rule.title.lower(), instruments=say(INSTRUMENTS[instrument]))
    if is_missing(whole["score"]):
        return say("{by}, the whole is not assessed{possible}.", by=by, possible=_possible(whole))
    scale = "" if whole["scale_maximum"] <= 1 else say(" of {scale_maximum}", scale_maximum=number(whole["scale_maximum"]))
    said = say(
        "{by}, the whole stands at {score_text}{scale}{level}.",
        by=by,
        score_text=score_text(whole["score"], whole["scale_maximum"]),
        scale=scale,
        level=_level(whole),
    )
    return f"{said} {_interval(whole)} {_basis(whole, instrument)}"


def _possible(row: Mapping[str, Any]) -> str:
    if is_missing(row["score_lowest"]) or row["capabilities_assessed"] == 0:
        return ""
    return say(
        ": it can be anything from {interval_text}",
        interval_text=interval_text(row["score_lowest"], row["score_highest"], row["scale_maximum"]),
    )


def _level(row: Mapping[str, Any]) -> str:
    if row["scale_maximum"] <= 1:
        return say(", a share, which carries no level")
    if is_missing(row["level"]):
        return say("; too little is assessed to state a level")
    if is_missing(row["probability"]):
        return say(": level {level}", level=row["level"])
    return say(
        ": level {level}, which is reached with a probability of {probability_text}",
        level=row["level"],
        probability_text=probability_text(row["probability"]),
    )


def _interval(row: Mapping[str, Any]) -> str:
    if is_missing(row["low"]):
        return say("No interval is stated.")
    interval = interval_text(row["low"], row["high"], row["scale_maximum"])
    return say(
        "With other respondents of the same kind it would lie from {interval} ({interval_share} interval).",
        interval=interval,
        interval_share=interval_share(),
    )


def _basis(row: Mapping[str, Any], instrument: str) -> str:
    covered = say(
        "{capabilities_assessed} of {capability}",
        capabilities_assessed=row["capabilities_assessed"],
        capability=counted(int(row["capabilities"]), "capability", "capabilities"),
    )
    if instrument == "survey":
        people = (
            say("too few people to say how many")
            if is_missing(row["raters"])
            else counted(int(row["raters"]), "person", "people")
        )
        said = say("It rests on {people} and {covered}", people=people, covered=covered)
    else:
        said = say("It rests on {covered}", covered=covered)
    if not is_missing(row["score_lowest"]) and row["score_highest"] - row["score_lowest"] > 1e-9:
        worst = score_text(row["score_lowest"], row["scale_maximum"])
        best = score_text(row["score_highest"], row["scale_maximum"])
        said += say("; were everything else at its worst or best, it would be {worst} or {best}", worst=worst, best=best)
    return f"{said}."
