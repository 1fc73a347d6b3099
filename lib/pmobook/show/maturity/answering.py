"""How people answered: who was heard, what was left out, and ways of answering that may tell little."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.agreement import ResponsePatterns
from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import OVERALL
from pmobook.assess.uncertainty.anonymity import why_hidden
from pmobook.inputs.perspectives import perspective_of, perspective_titles
from pmobook.language import said_later, say
from pmobook.method.uncertainty import uncertainty
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number, share_as_percent
from pmobook.show.maturity.names import area_titles, capability_titles, scale_maximum
from pmobook.show.score_figures import difference, score_text
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["ways_of_answering"]

_TOO_FEW = said_later(
    "Ways of answering, and what leaving some people out would change, are not shown: the survey is anonymous, and they would "
    "tell of too few people."
)
_PATTERNS = {
    "straight_lining": said_later("The same rating throughout"),
    "nearly_straight": said_later("Nearly the same rating throughout"),
    "mid_point_only": said_later("Only the middle of the scale"),
    "extreme_only": said_later("Only the ends of the scale"),
}


def ways_of_answering(maturity: MaturityAssessment) -> Exhibit:
    """Show who was heard, patterns of answering, what leaving straight-liners out would change, and what was left open.

    In an anonymous survey nobody is named, and no count below its minimum group is shown.
    """
    if maturity.question.responses["rating"].isna().all():
        return paragraph(say("There are no ratings whose pattern could be looked at."))
    patterns = maturity.sureness.patterns
    if patterns is None:
        return stack(_heard(maturity), paragraph(say(_TOO_FEW)), _left_open(maturity))
    return stack(
        _heard(maturity), _patterns(maturity, patterns), _without_straight_liners(maturity, patterns), _left_open(maturity)
    )


def _least(maturity: MaturityAssessment) -> int:
    """Return the smallest count that may be shown; 0 if any may."""
    policy = maturity.question.policy
    return policy.minimum_group if policy.anonymous else 0


def _count(value: object, least: int) -> str:
    """Write a number of people; one that is too small to show, or missing because it is, as that."""
    hidden = least and (is_missing(value) or 0 < int(str(value)) < least)
    return say("fewer than {least}", least=least) if hidden else number(value)


def _heard(maturity: MaturityAssessment) -> Exhibit:
    question = maturity.question
    people = question.responses.loc[question.responses["rating"].notna()].drop_duplicates("respondent_id")
    titles = perspective_titles(question.model)
    found = people["role"].map(lambda role: perspective_of(str(role), question.model, question.policy.respondent_roles))
    counts = {one: int((found == one).sum()) for one in titles if one in set(found) or _is_asked(one, maturity)}
    hidden = why_hidden({one: count for one, count in counts.items() if count}, _least(maturity))
    rows = pd.DataFrame(
        {
            "perspective": [titles[one] for one in counts],
            "people": [_shown(count, hidden.get(one, "")) for one, count in counts.items()],
        }
    )
    return table(
        rows, [Column("perspective", say("Who answered")), Column("people", say("People"), "right")], say("Who was heard")
    )


def _shown(count: int, hidden: str) -> str:
    # Why a group is hidden can count the people of another one: that is not said.
    return say("nobody") if not count else say("not shown") if hidden else number(count)


def _is_asked(perspective: str, maturity: MaturityAssessment) -> bool:
    return any(one.perspective_id == perspective for one in maturity.question.model.perspectives)


def _patterns(maturity: MaturityAssessment, patterns: ResponsePatterns) -> Exhibit:
    least = _least(maturity)
    summary = patterns.summary
    rows = pd.DataFrame(
        {
            "pattern": [say(_PATTERNS[str(one)]) for one in summary.index],
            "people": [_count(one, least) for one in summary["respondents"]],
            "share": [
                share_as_percent(share) if count == 0 or count >= least else say("not shown")
                for count, share in zip(summary["respondents"], summary["share"], strict=True)
            ],
        }
    )
    columns = [
        Column("pattern", say("Pattern")),
        Column("people", say("People"), "right"),
        Column("share", say("Share"), "right"),
    ]
    fewest = number(uncertainty().response_patterns.fewest_answers.value)
    judged = _count(patterns.judged, least)
    among = say(
        said_later("Looked for among {judged} person with at least {fewest} answers.")
        if judged == "1"
        else said_later("Looked for among {judged} people with at least {fewest} answers."),
        judged=judged,
        fewest=fewest,
    )
    proof = say(
        "None of it proves carelessness: where everything stands at one level, so do honest answers. "
        "Nobody is left out because of it."
    )
    note = f"{among} {proof}"
    return stack(table(rows, columns, say("Ways of answering"), note), _named(maturity, patterns))


def _named(maturity: MaturityAssessment, patterns: ResponsePatterns) -> Exhibit:
    if maturity.question.policy.anonymous:
        return Exhibit("")
    rows = patterns.respondents
    shown = [
        (str(who), ", ".join(say(words).lower() for name, words in _PATTERNS.items() if row[name]), row["answered"])
        for who, row in rows.iterrows()
        if any(row[name] for name in _PATTERNS)
    ]
    if not shown:
        return Exhibit("")
    frame = pd.DataFrame(shown, columns=["who", "what", "answered"])
    columns = [
        Column("who", say("Respondent")),
        Column("what", say("Pattern")),
        Column("answered", say("Answers"), "right", number),
    ]
    listed = table(frame, columns, say("Whom to talk to"))
    return Exhibit(f"<details><summary>{say('Show who answered so')}</summary>{listed.html}</details>")


def _without_straight_liners(maturity: MaturityAssessment, patterns: ResponsePatterns) -> Exhibit:
    people, least = len(patterns.straight_liners), _least(maturity)
    if not people:
        return paragraph(say("Nobody gave the same rating to everything, so there is nothing to leave out."))
    rest = len(patterns.respondents) - people
    if people < least or rest < least or maturity.sureness.without_straight_liners.empty:
        # The difference between both scores would tell what those few people said.
        return paragraph(
            say("What leaving straight-liners out would change is not shown: it would tell what too few people said.")
        )
    rows, maximum = maturity.sureness.without_straight_liners, scale_maximum(maturity)
    wanted = rows.loc[rows["scope"].isin(["area", OVERALL])]
    shown = wanted.assign(name=wanted["area"].map(area_titles(maturity.question.model)))

    def written(value: object) -> str:
        return score_text(value, maximum)

    columns = [
        Column("name", say("Focus area")),
        Column("score_with", say("With everybody"), "right", written),
        Column("score_without", say("Without them"), "right", written),
        Column("difference", say("Difference"), "right", lambda value: difference(value, maximum)),
    ]
    listed = table(shown, columns, say("Scores with and without straight-liners"))
    whole = shown.loc[shown["scope"] == OVERALL].iloc[0]
    said = say(
        "Without {person} who gave the same rating to everything, people's ratings would come to "
        "{written} overall instead of {written_2}.",
        person=counted(people, "person", "people"),
        written=written(whole["score_without"]),
        written_2=written(whole["score_with"]),
    )
    return stack(
        Exhibit(f"<p>{html.escape(said)}</p>"),
        Exhibit(f"<details><summary>{say('Show the focus areas without them')}</summary>{listed.html}</details>"),
    )


def _left_open(maturity: MaturityAssessment) -> Exhibit:
    rows, least = maturity.capability_scores, _least(maturity)
    shown = rows.assign(
        capability=rows["capability_id"].map(capability_titles(maturity.question.model)),
        rated=[_count(one, least) for one in rows["raters"]],
        open=[_count(one, least) for one in rows["answers_not_assessed"]],
    )
    columns = [
        Column("capability", say("Capability")),
        Column("rated", say("Rated it"), "right"),
        Column("open", say("Answered “not assessed”"), "right"),
    ]
    note = say("Who was asked and sent nothing back is not in the pack; the report of the survey says how many that are.")
    listed = table(shown, columns, say("Answers by capability"), note)
    return Exhibit(f"<details><summary>{say('Show how many rated each capability')}</summary>{listed.html}</details>")
