"""The scoring rules side by side, on people's ratings and on an assessor's findings."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.scoring import SHARE_RULES
from pmobook.assess.tables import OVERALL, records_of
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import is_missing
from pmobook.show.maturity.names import WHOLE, area_titles, rule_words
from pmobook.show.score_figures import interval_text, level_text, score_text
from pmobook.show.table import Column, table

__all__ = ["rules_side_by_side"]

_NOTE = said_later(
    "Every rule reads the same answers. Scores are levels, from 0 up; rules of shares say how much is achieved, as a percentage, "
    "and carry no level. Under a score of ratings stands its interval."
)


def rules_side_by_side(maturity: MaturityAssessment) -> Exhibit:
    """Show what every rule makes of both instruments' answers: for the whole, and on request for each focus area."""
    areas = area_titles(maturity.question.model)
    folded = "".join(
        f"<details><summary>{html.escape(title)}</summary>{_table(maturity, area, title, '').html}</details>"
        for area, title in areas.items()
        if area != OVERALL
    )
    explained = _explanations(maturity)
    return stack(_table(maturity, OVERALL, say(WHOLE), say(_NOTE)), explained, Exhibit(folded))


def _table(maturity: MaturityAssessment, area: str, title: str, note: str) -> Exhibit:
    scores = maturity.area_scores
    own = {(row["rule"], row["instrument"]): row for row in records_of(scores.loc[scores["area_id"] == area])}
    policy = maturity.question.policy
    rows = []
    for rule in maturity.question.model.scoring_rules:
        words = rule_words(rule)
        row: dict[str, object] = {"rule": html.escape(words.title), "says": words.explanation}
        if rule == policy.rule:
            row["rule"] = f"<strong>{row['rule']}</strong> (chosen)"
        for instrument in ("survey", "appraisal"):
            found = own.get((rule, instrument))
            if policy.anonymous and (instrument, rule) == ("survey", "ladder"):
                # One rater below a level ends the climb: its score is the lowest single rating.
                row |= {"survey_score": say("not shown"), "survey_level": say("not shown")}
                continue
            row[f"{instrument}_score"] = _score(found) if found else "not assessed"
            row[f"{instrument}_level"] = "none" if rule in SHARE_RULES else level_text(found["level"] if found else None)
        rows.append(row)
    chosen = {policy.instrument: say(" (chosen)")}
    columns = [
        Column("rule", say("Rule"), form=str, is_html=True),
        Column("survey_score", say("Ratings{get}", get=chosen.get("survey", "")), "right", str, is_html=True),
        Column("survey_level", say("Level"), "right"),
        Column("appraisal_score", say("Findings{get}", get=chosen.get("appraisal", "")), "right", str, is_html=True),
        Column("appraisal_level", say("Level"), "right"),
        Column("says", say("What it says"), hide_on_phone=True),
    ]
    if area != OVERALL:
        columns = columns[:-1]
    return table(pd.DataFrame(rows), columns, title, note)


def _score(row: dict[str, object]) -> str:
    maximum = float(str(row["scale_maximum"]))
    said = score_text(row["score"], maximum)
    if is_missing(row["low"]):
        return said
    return f'{said}<span class="pmo-owner">{interval_text(row["low"], row["high"], maximum)}</span>'


def _explanations(maturity: MaturityAssessment) -> Exhibit:
    """Show every rule's sentence and source, which a phone has no column for."""
    items = "".join(
        f"<dt>{html.escape(words.title)}</dt><dd>{html.escape(words.explanation)} "
        f'<span class="pmo-owner">{html.escape(words.source)}</span></dd>'
        for words in map(rule_words, maturity.question.model.scoring_rules)
    )
    return Exhibit(
        f'<details><summary>{say("What each rule says, and its source")}</summary><dl class="pmo-terms">{items}</dl></details>'
    )
