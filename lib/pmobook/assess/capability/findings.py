"""What coverage of skills means for its reader: who is missing, what hangs on one person, which needs collide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.capability.reading import same_name
from pmobook.assess.capability.standing import COVERED, SHORT, SINGLE, UNNEEDED
from pmobook.assess.findings import Finding, Severity
from pmobook.assess.tables import records_of
from pmobook.assess.wording import counted, listed
from pmobook.language import say, say_many
from pmobook.method.capability import CapabilityFindings
from pmobook.rounding import measured
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["capability_findings", "capability_headline", "people_in_words", "why_not_assessed"]


def people_in_words(number: float) -> str:
    """Write a number of people, part of a person as it is.

    Examples
    --------
    >>> people_in_words(1.0), people_in_words(2.5)
    ('1 person', '2.5 people')
    """
    text = measured(number)
    return f"{text} {(say('person') if text == '1' else say('people'))}"


def why_not_assessed(has_skills: bool, has_needs: bool) -> str:
    """Say what is missing for skills to be held against needs, without a full stop; empty if nothing is."""
    if has_skills and has_needs:
        return ""
    if not has_skills and not has_needs:
        return say("neither the form skills nor skill_needs was handed in")
    return say(
        "the form {skill_needs} was not handed in, or has no row that counts",
        skill_needs="skill_needs" if has_skills else "skills",
    )


def capability_headline(standing: pd.DataFrame, clashes: pd.DataFrame, name: str, missing: str) -> str:
    """Say in a sentence, without a full stop, how far skills cover what projects need."""
    if missing:
        return say(
            "Whether the skills of {name} cover what its projects need is not assessed: {missing}", name=name, missing=missing
        )
    needed = standing[standing["standing"] != UNNEEDED]
    short = needed[needed["standing"] == SHORT]
    single, open_skills = int(needed["standing"].eq(SINGLE).sum()), int(needed["standing"].eq(NOT_ASSESSED).sum())
    skills = counted(len(needed), "skill")
    also = (
        [say_many("{single} more hangs on one person", "{single} more hang on one person", single, single=single)]
        if single and len(short)
        else []
    )
    also += (
        [say_many("{single} hangs on one person", "{single} hang on one person", single, single=single)]
        if single and not len(short)
        else []
    )
    also += [say("of {open_skills} it is not assessed", open_skills=open_skills)] if open_skills else []
    also += [_collision(sorted(set(clashes["skills"])))] if len(clashes) else []
    rest = f"; {'; '.join(also)}" if also else ""
    if len(short):
        first = short.iloc[0]
        lacking = say(
            "{skill}, {people_in_words} in {worst_period}",
            skill=first["skill"],
            people_in_words=people_in_words(first["gap_lowest"]),
            worst_period=first["worst_period"],
        )
        return say(
            "{name} is short of {short} of the {skills} that its projects need, first of all {lacking}{rest}",
            name=name,
            short=len(short),
            skills=skills,
            lacking=lacking,
            rest=rest,
        )
    if not open_skills:
        return say_many(
            "{name} covers the {skills} that its projects need{rest}",
            "{name} covers all {skills} that its projects need{rest}",
            len(needed),
            name=name,
            skills=skills,
            rest=rest,
        )
    covered = int(needed["standing"].isin([COVERED, SINGLE]).sum())
    return say(
        "{name} covers {covered} of the {skills} that its projects need{rest}",
        name=name,
        covered=covered,
        skills=skills,
        rest=rest,
    )


def _collision(sets: list[str]) -> str:
    return say(
        "{sets_of} need the same people at once",
        sets_of=sets[0] if len(sets) == 1 else say("{sets} sets of skills", sets=len(sets)),
    )


def capability_findings(
    standing: pd.DataFrame, clashes: pd.DataFrame, limits: CapabilityFindings, lead: str, missing: str, unrated_needs: list[str]
) -> Iterator[Finding]:
    """Yield what leadership should know.

    Parameters
    ----------
    standing, clashes
        As recorded.
    limits
        When a figure asks for action.
    lead
        Who answers for the people of the business unit.
    missing
        What was not handed in; empty if nothing.
    unrated_needs
        Projects that need a skill of a number of people that is not assessed.
    """
    if missing:
        sentence = say("Whether skills cover what projects need is not assessed: {missing}.", missing=missing)
        yield Finding("skills_missing", "", "watch", sentence, lead)
        return
    for row in records_of(standing):
        if row["standing"] == SHORT:
            yield _on_short(row, limits, lead)
        elif row["standing"] == SINGLE:
            yield _on_single(row, limits, lead)
    yield from _on_clashes(clashes, lead)
    yield from _on_the_rest(standing, unrated_needs, lead)


def _at_stake(row: Mapping[str, Any]) -> str:
    projects, mandated = int(row["projects_hurt"]), int(row["mandated_hurt"])
    if mandated == projects:
        return counted(projects, "mandated project")
    return f"{counted(projects, 'project')}{(say(', {mandated} of them mandated,', mandated=mandated) if mandated else '')}"


def _on_short(row: Mapping[str, Any], limits: CapabilityFindings, lead: str) -> Finding:
    missing = float(row["gap_lowest"])
    is_act = missing >= limits.short_act.value or row["mandated_hurt"] > 0
    least = say("at least ") if pd.isna(row["gap"]) else ""
    sentence = (
        say_many(
            "'{skill}' lacks {least}{people_in_words} in {worst_period}; {at_stake} competes for those who master it. {advice}",
            "'{skill}' lacks {least}{people_in_words} in {worst_period}; {at_stake} compete for those who master it. {advice}",
            int(row["projects_hurt"]),
            skill=row["skill"],
            least=least,
            people_in_words=people_in_words(missing),
            worst_period=row["worst_period"],
            at_stake=_at_stake(row),
            advice=row["advice"],
        )
    ).rstrip()
    severity: Severity = "act" if is_act else "watch"
    return Finding("skill_short", same_name(row["skill"]), severity, sentence, lead, weight=1000.0 - float(row["place"]))


def _on_single(row: Mapping[str, Any], limits: CapabilityFindings, lead: str) -> Finding:
    projects = int(row["single_projects"])
    is_act = projects >= limits.single_act.value or row["mandated_hurt"] > 0
    sentence = (
        say_many(
            "One person masters '{skill}' at level {single_level} or above; {at_stake} needs it. {advice}",
            "One person masters '{skill}' at level {single_level} or above; {at_stake} need it. {advice}",
            projects,
            skill=row["skill"],
            single_level=row["single_level"],
            at_stake=_at_stake(row),
            advice=row["advice"],
        )
    ).rstrip()
    severity: Severity = "act" if is_act else "watch"
    return Finding("skill_single", same_name(row["skill"]), severity, sentence, lead, weight=1000.0 - float(row["place"]))


def _on_clashes(clashes: pd.DataFrame, lead: str) -> Iterator[Finding]:
    for skills, rows in clashes.groupby("skills", sort=True):
        worst = rows.sort_values("short", ascending=False, kind="stable").iloc[0]
        sentence = say_many(
            "{skills} need the same people at once: beyond what each lacks alone, {people_in_words} is missing in {period}.",
            "{skills} need the same people at once: beyond what each lacks alone, {people_in_words} are missing in {period}.",
            1 if worst["short"] == 1 else 2,
            skills=skills,
            people_in_words=people_in_words(float(worst["short"])),
            period=listed(rows["period"].tolist()),
        )
        yield Finding("skills_clash", same_name(skills), "watch", sentence, lead, weight=float(worst["short"]))


def _on_the_rest(standing: pd.DataFrame, unrated_needs: list[str], lead: str) -> Iterator[Finding]:
    open_skills = standing.loc[standing["standing"] == NOT_ASSESSED, "skill"].tolist()
    if open_skills:
        sentence = say("Whether enough people master {open_skills} is not assessed.", open_skills=listed(open_skills))
        yield Finding("skills_not_assessed", "", "watch", sentence, lead, weight=float(len(open_skills)))
    if unrated_needs:
        sentence = say_many(
            "{unrated_needs} needs skills without saying of how many people: gaps may be larger than stated.",
            "{unrated_needs} need skills without saying of how many people: gaps may be larger than stated.",
            len(unrated_needs),
            unrated_needs=listed(unrated_needs),
        )
        yield Finding("skill_needs_not_assessed", "", "watch", sentence, lead)
    unneeded = standing.loc[standing["standing"] == UNNEEDED, "skill"].tolist()
    if unneeded:
        are = say("is a skill") if len(unneeded) == 1 else say("are skills")
        sentence = say(
            "{unneeded} {are} that people have and no project asks for in the months ahead.", unneeded=listed(unneeded), are=are
        )
        yield Finding("skills_not_needed", "", "note", sentence, lead)
