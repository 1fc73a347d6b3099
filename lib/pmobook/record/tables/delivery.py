"""Projects' confidence, cost and schedule."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["DELIVERY"]

DELIVERY = (
    describe_table(
        "project_status",
        "One project: confidence, cost and schedule.",
        "project_id",
        """
        project_id              | text    | the project
        title                   | text    | its title
        stage                   | text    | idea, proposed, selected, executing, closed or benefits
        sponsor                 | text    | who sponsors it
        confidence              | text    | delivery confidence as its owner rates it; missing: not assessed
        confidence_note         | text    | why it isn't assessed, in the owner's words
        previous_confidence     | text    | the rating in the pack before
        confidence_movement     | text    | better, worse, same, new or not comparable
        planned_cost            | number  | money planned, in the engagement's scale
        expected_cost           | number  | money spent and forecast
        cost_variance           | number  | expected less planned
        cost_variance_share     | number  | cost_variance as a share of planned_cost
        cost_note               | text    | what a reader must know about the cost
        schedule_basis          | text    | what the slip is measured from: baseline, first reported or none
        reference_finish        | date    | the finish that the slip is measured from
        forecast_finish         | date    | the finish now forecast
        slip_days               | number  | days later than the reference; negative: earlier
        schedule_note           | text    | what a reader must know about the schedule
        """,
    ),
    describe_table(
        "earned_value",
        "One project's money, or that of all projects under way together (an empty project_id).",
        "project_id",
        """
        project_id              | text    | the project; empty: the business unit as a whole
        title                   | text    | its title
        stage                   | text    | selected, executing, closed or benefits, or an earlier one that has costs
        sponsor                 | text    | who sponsors it
        projects                | integer | projects that the row adds up
        as_of                   | text    | the last period that counts to date; empty for several projects
        planned_value           | number  | PV: work planned by then, money in the engagement's scale
        earned_value            | number  | EV: work done by then, as the plan values it
        actual_cost             | number  | AC: what that work cost
        budget_at_completion    | number  | BAC: the whole plan
        cost_variance           | number  | EV less AC; below zero: dearer than planned
        schedule_variance       | number  | EV less PV; below zero: behind plan
        cost_index              | number  | CPI: EV over AC; missing: not assessed
        schedule_index          | number  | SPI: EV over PV
        eac_typical             | number  | estimate at completion if the rest goes on as so far: BAC over CPI
        eac_atypical            | number  | the same if the rest costs what was planned: AC + BAC less EV
        eac_combined            | number  | the same if lateness costs too: AC + (BAC less EV) over CPI times SPI
        variance_at_completion  | number  | VAC: BAC less eac_typical
        to_complete_index       | number  | TCPI: the CPI that the rest needs to end within BAC
        to_complete_index_forecast | number | the CPI that the rest needs to end within the project's own forecast
        share_complete          | number  | EV as a share of BAC
        share_spent             | number  | AC as a share of BAC
        forecast_total          | number  | what the project itself expects to cost in all
        forecast_basis          | text    | periods, or whole-life cost where periods hold only a part; missing: no forecast
        whole_life_cost         | number  | as approved today
        first_approved          | number  | the first cost on record
        earned_schedule         | number  | ES: months of the plan that are done
        actual_time             | number  | AT: months gone by
        planned_duration        | number  | months from the start to the end of the plan
        schedule_index_time     | number  | SPI(t): ES over AT
        forecast_duration       | number  | planned_duration over SPI(t), in months
        forecast_change         | number  | forecast_total less that of the last pack before
        forecast_since_first    | number  | forecast_total less the first one on record
        forecast_since_first_share | number | the same as a share of the first one
        finish_moved_days       | number  | days by which the forecast finish moved since the last pack before
        range_middle            | number  | first_approved times what half of the past projects stayed within
        range_cautious          | number  | first_approved times what most of the past projects stayed within
        class_size              | integer | past projects that the range rests on
        """,
        NOTE,
    ),
    describe_table(
        "cost_curve",
        "Money of one project, or of all under way together (an empty project_id), from the start to the end of a period.",
        "project_id period",
        """
        project_id              | text    | the project; empty: the business unit as a whole
        period                  | text    | the month, quarter or financial year
        planned                 | number  | planned value so far, in the engagement's scale; missing: not known
        earned                  | number  | earned value so far
        actual                  | number  | actual cost so far
        forecast                | number  | what will have been spent by then, from the last actual cost on
        """,
    ),
)
