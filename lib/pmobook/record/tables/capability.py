"""Skills against needs."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["CAPABILITY"]

CAPABILITY = (
    describe_table(
        "skill_gaps",
        "One skill at one level that projects need in one quarter, and who can meet it.",
        "skill level period",
        """
        skill                   | text    | the skill
        level                   | integer | the level needed, 1 to 5
        period                  | text    | the quarter of the needs
        peak_month              | text    | its month with the largest gap, or with most people needed
        needed                  | number  | people needed at this level in the quarter's peak month; missing: not assessed
        needs_not_assessed      | integer | needs of projects of which the number of people is not known
        needed_above            | number  | people needed at higher levels of the skill in that month
        able                    | integer | people known to master the level or a higher one
        able_highest            | integer | the same with everybody whose level is not assessed
        coverage                | number  | share of the people needed who are there, 0 to 1; missing: not assessed
        coverage_lowest         | number  | the least that coverage can be; missing: no bound is known
        coverage_highest        | number  | the most that it can be
        gap                     | number  | people missing; missing: not assessed
        gap_lowest              | number  | the least that the gap can be
        gap_highest             | number  | the most that it can be; missing: no bound is known
        bench                   | number  | further needs at this level that could be met; missing: not assessed
        projects                | integer | projects that need it
        """,
        NOTE,
    ),
    describe_table(
        "skill_standing",
        "One skill that is needed or held, and what to train or hire first.",
        "skill",
        """
        skill                   | text    | the skill
        standing                | text    | short, hangs on one person, covered, not needed, or not assessed
        place                   | integer | its place among what to act on, 1 first; missing: nothing is to be done
        holders                 | integer | people known to have it at any level
        not_rated               | integer | people whose level is not assessed
        projects                | integer | projects that need it
        needed                  | number  | people needed in the peak month, all levels together; missing: none or not assessed
        gap                     | number  | people missing in the worst quarter; missing: not assessed, or not needed
        gap_lowest              | number  | the least that the gap can be; missing: not needed
        gap_highest             | number  | the most that it can be; missing: no bound is known, or not needed
        worst_period            | text    | the quarter in which most people are missing; empty: none
        quarters_short          | integer | quarters in which people are missing
        bench                   | number  | further needs that could be met at every level; missing: not assessed, or not needed
        single_level            | integer | the lowest needed level that one person alone masters; missing: there is none
        single_projects         | integer | projects that need it there
        single_person           | text    | the code of that person; empty unless the engagement allows it to be shown
        projects_hurt           | integer | projects that compete for too few people, or depend on the one
        mandated_hurt           | integer | of these, projects that must be done
        value_hurt              | number  | their strategic value together; missing: not known
        train                   | integer | people to train
        within_reach            | integer | people near enough to the level to be trained
        hire                    | integer | people to hire
        advice                  | text    | the same in words
        """,
        NOTE,
    ),
    describe_table(
        "skill_clashes",
        "Skills that need the same people at once in one quarter, though each alone seems covered.",
        "period skills",
        """
        period                  | text    | the quarter
        skills                  | text    | the skills, in a row
        peak_month              | text    | the month in which most people are missing
        needed                  | number  | people whom they need together
        able                    | integer | people who can serve any of them, each once
        short                   | number  | people missing beyond those that each skill lacks alone
        """,
        NOTE,
    ),
)
