"""Risk exposure."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["RISK"]

RISK = (
    describe_table(
        "risk_exposure",
        "What risks may cost together: all of them, or those of one category, driver or project.",
        "grouping subject",
        """
        grouping                | text    | total, category, driver or project
        subject                 | text    | which one; empty: the total, or what names none
        risks                   | integer | risks simulated
        mean                    | number  | expected loss, in the engagement's money
        p50                     | number  | the loss that half of the scenarios exceed
        p80                     | number  | the loss that one scenario in five exceeds
        p95                     | number  | the loss that one scenario in twenty exceeds
        cvar95                  | number  | mean loss of the worst twentieth of the scenarios
        mean_error              | number  | standard error of the mean, from independent replicates
        p95_error               | number  | standard error of p95
        cvar95_error            | number  | standard error of cvar95
        in_bad_cases            | number  | its part of the mean loss in the worst twentieth of the total's scenarios
        tolerance               | number  | the loss that leadership tolerates; missing: none set
        breach_probability      | number  | probability, 0 to 1, that the loss exceeds the tolerance; missing: none set
        breach_error            | number  | its standard error
        """,
        NOTE,
    ),
    describe_table(
        "risk_register",
        "One risk, with what it adds to the exposure.",
        "risk_id",
        """
        risk_id                 | text    | the risk
        title                   | text    | what could happen
        project_id              | text    | the project it would hit; empty: the whole portfolio
        project                 | text    | that project's title
        category                | text    | a heading of the business unit's own
        driver                  | text    | the cause that it shares with other risks
        owner                   | text    | who answers for it
        response                | text    | what is done about it
        probability             | number  | 0 to 1; missing: not assessed
        impact_low              | number  | money; one case in ten is cheaper
        impact_likely           | number  | money; the most likely impact
        impact_high             | number  | money; one case in ten is dearer
        mean                    | number  | its expected loss; missing: not assessed
        in_bad_cases            | number  | its part of the mean loss in the worst twentieth of scenarios
        days_since_review       | number  | days from its last review to the quarter's end; missing: not known
        is_stale                | yes/no  | whether that is too long ago, or not known
        """,
        NOTE,
    ),
)
