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
        p50_error               | number  | standard error of p50
        p80_error               | number  | standard error of p80
        p95_error               | number  | standard error of p95
        cvar95_error            | number  | standard error of cvar95
        in_bad_cases            | number  | its part of the mean loss in the worst twentieth of the total's scenarios
        in_bad_cases_error      | number  | its standard error
        tolerance               | number  | the loss that leadership tolerates, in total or of a category; missing: none set
        breach_probability      | number  | probability, 0 to 1, that the loss exceeds the tolerance; missing: none set
        breach_error            | number  | its standard error
        residual_mean           | number  | expected loss once responses are carried out; missing: no response is estimated
        residual_mean_error     | number  | its standard error
        residual_p80            | number  | the loss that one scenario in five then exceeds
        residual_p80_error      | number  | its standard error
        residual_cvar95         | number  | mean loss of the then worst twentieth of the scenarios
        residual_cvar95_error   | number  | its standard error
        residual_breach_probability | number | probability that the loss then exceeds the tolerance
        residual_breach_error   | number  | its standard error
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
        response_cost           | number  | what carrying out the response still costs; missing: not assessed
        response_due            | date    | the day by which it is to be carried out; missing: not set
        residual_probability    | number  | probability once it is carried out; missing: as now
        residual_impact_low     | number  | low impact once it is carried out; missing: as now
        residual_impact_likely  | number  | most likely impact once it is carried out; missing: as now
        residual_impact_high    | number  | high impact once it is carried out; missing: as now
        days_since_review       | number  | days from its last review to the quarter's end; missing: not known
        is_stale                | yes/no  | whether that is too long ago, or not known
        """,
        NOTE,
    ),
    describe_table(
        "risk_responses",
        "One response to a risk: what it takes off the exposure, against its cost.",
        "risk_id",
        """
        rank                    | integer | its place by what it saves on average for its cost, from 1
        risk_id                 | text    | the risk
        title                   | text    | what could happen
        owner                   | text    | who answers for the risk
        response                | text    | accept, reduce, transfer or avoid
        due                     | date    | the day by which it is to be carried out; missing: not set
        cost                    | number  | what it still costs, in the engagement's money; missing: not assessed
        mean_saved              | number  | by how much it lowers the expected loss; missing: not assessed
        mean_saved_error        | number  | its standard error, in the same scenarios before and after
        bad_saved               | number  | by how much it alone lowers the mean loss of the worst twentieth of scenarios
        bad_saved_error         | number  | its standard error
        bad_saved_last          | number  | by how much that would rise if it alone were left out of all responses
        bad_saved_last_error    | number  | its standard error
        per_money               | number  | mean_saved ÷ cost; missing: no cost, or not assessed
        verdict                 | text    | whether it pays, only in bad cases, or not; too close to call, or not assessed
        """,
        NOTE,
    ),
)
