"""Benefits and what they are worth."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["BENEFITS"]

BENEFITS = (
    describe_table(
        "benefit_status",
        "One benefit: what was planned, what came and what is still expected, in its own unit of measure.",
        "benefit_id",
        """
        benefit_id              | text    | the benefit
        project_id              | text    | the project that it comes from
        title                   | text    | its title
        owner                   | text    | who answers for it; empty: nobody
        kind                    | text    | cashable, non-cashable or disbenefit (a loss, written as a positive amount)
        unit_of_measure         | text    | what its amounts count; money: the engagement's currency and scale
        stage                   | text    | the project's stage; missing: the project isn't in the form projects
        planned                 | number  | sum of all planned amounts known
        expected                | number  | sum of what came and is expected, as far as known
        planned_due             | number  | sum of planned amounts over the periods due where the actual one is known too
        realised                | number  | sum of actual amounts over the same periods
        realised_share          | number  | realised as a share of planned_due; missing: not assessed
        periods                 | integer | periods handed in
        periods_due             | integer | of these, ended by the quarter's end
        periods_overdue         | integer | of these, without an actual amount
        periods_not_assessed    | integer | periods without anything expected
        slip_months             | number  | how much later half of the plan is reached; negative: sooner; missing: not known
        full_slip_months        | number  | how much later the whole plan is reached; missing: never, or not known
        ramp                    | text    | the shape planned: linear, fast, slow, step or not assessed
        standing                | text    | on course, behind, far behind, not due yet or not assessed
        to_come                 | number  | what is expected in periods that have not ended
        corrected_low           | number  | to_come as past forecasts turned out, lower end; missing: too few of them
        corrected               | number  | the same at the median
        corrected_high          | number  | the same, upper end
        forecast_ratio          | number  | what came as a share of what was forecast well before; missing: not known
        """,
        NOTE,
    ),
    describe_table(
        "benefit_periods",
        "One benefit in one period.",
        "benefit_id period",
        """
        benefit_id              | text    | the benefit
        period                  | text    | the month, quarter or financial year
        project_id              | text    | the project that it comes from
        is_due                  | yes/no  | whether the period has ended by the quarter's end
        planned                 | number  | the amount planned
        forecast                | number  | the amount forecast today
        actual                  | number  | what came; missing: not reported
        expected                | number  | actual or forecast, whichever counts; missing: not assessed
        basis                   | text    | what expected rests on: actual, actual so far, forecast or not assessed
        planned_cumulative      | number  | planned, added up over the periods so far as far as known
        expected_cumulative     | number  | expected, added up in the same way
        actual_cumulative       | number  | actual, added up over the periods due; missing: not due
        """,
        NOTE,
    ),
    describe_table(
        "investment",
        "One project: its costs and its benefits in money, and what they are worth.",
        "project_id",
        """
        project_id              | text    | the project
        title                   | text    | its title
        stage                   | text    | idea, proposed, selected, executing, closed or benefits
        sponsor                 | text    | who sponsors it
        first_month             | text    | the month of the first amount
        last_month              | text    | the month of the last amount
        cost                    | number  | money spent and expected to be spent
        benefits                | number  | benefits in money that came and are expected, less disbenefits
        npv                     | number  | net present value; benefits not reported count as planned; missing: not assessed
        npv_lowest              | number  | the same if nothing came where nothing was reported
        npv_cashable            | number  | the same as npv with benefits that reduce a budget only
        npv_planned             | number  | the net present value that was planned; missing: not every amount was
        npv_to_come             | number  | net present value of what follows the quarter, at the quarter's end
        irr                     | number  | internal rate of return, share a year; missing: several or none
        irr_status              | text    | one, several or none; missing: not assessed
        irr_note                | text    | the rate, or why there isn't one, in a sentence
        payback_years           | number  | years from the first month until costs are recovered; missing: not within the periods
        payback_note            | text    | the same in words
        cost_of_delay           | number  | present value lost if the benefits to come begin a month later; missing: not assessed
        discount_rate           | number  | share a year by which money loses worth
        convention              | text    | how amounts were discounted
        """,
        NOTE,
    ),
)
