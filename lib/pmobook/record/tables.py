"""The tables of results: what each row is, what each column means, and what keeps its rows apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import pyarrow as pa

__all__ = ["STAMP", "TABLES", "Column", "Table"]

_ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "yes/no": pa.bool_(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True)
class Column:
    """One column: its name, what kind of value it holds, and what it means.

    ``kind`` is text, number, integer, yes/no, date or moment (a time of day with its zone). Any value but a key may be
    missing; missing means not assessed or not applicable, as ``meaning`` says, and never zero.
    """

    name: str
    kind: str
    meaning: str

    @property
    def arrow_type(self) -> pa.DataType:
        """The Arrow type of its kind."""
        return _ARROW_TYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One table of results.

    Attributes
    ----------
    name
        As it is called in the store.
    meaning
        What one row is.
    own_columns
        Its columns without the stamp that every row of every table carries first.
    key
        The own columns that tell two rows of one run apart; rows are sorted by them.
    """

    name: str
    meaning: str
    own_columns: tuple[Column, ...]
    key: tuple[str, ...]
    younger_keys: frozenset[str] = frozenset()
    """Of the key, what tables recorded by an earlier version lack. It is missing in their rows, so that they can be read."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, the stamp first."""
        return (*STAMP, *self.own_columns)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with each column's meaning as its comment."""
        required = {column.name for column in STAMP} | set(self.key) - self.younger_keys
        return pa.schema(
            [
                pa.field(
                    column.name,
                    column.arrow_type,
                    nullable=column.name not in required,
                    metadata={"comment": column.meaning},
                )
                for column in self.columns
            ]
        )


STAMP = (
    Column("quarter", "text", "the quarter assessed, such as 2026Q3"),
    Column("business_unit", "text", "id of the business unit"),
    Column("run_id", "text", "the run that made the row; the same inputs and method give the same id"),
)
"""The columns that every row begins with."""

_NOTE = Column("note", "text", "what a reader must know about this row, in a sentence")


def _column(text: str) -> Column:
    name, kind, meaning = (part.strip() for part in text.split("|"))
    return Column(name, kind, meaning)


def _table(name: str, meaning: str, key: str, columns: str, *last: Column, younger_keys: str = "") -> Table:
    own = tuple(_column(line) for line in columns.strip().splitlines())
    return Table(name, meaning, (*own, *last), tuple(key.split()), frozenset(younger_keys.split()))


_ALL = (
    _table(
        "capability_scores",
        "One capability of one focus area, scored by the chosen rule from the chosen instrument.",
        "area_id capability_id",
        """
        area_id                 | text    | the focus area
        capability_id           | text    | the capability
        instrument              | text    | what the score rests on: survey or appraisal
        score                   | number  | level 0 to 5, or a share for rules of shares; missing: not assessed
        level                   | integer | the level reached: the score rounded down; missing: not stated
        low                     | number  | lower end of the score's interval over who might have been asked; missing: not stated
        high                    | number  | its upper end
        score_lowest            | number  | the score if all that is not assessed were at its worst
        score_highest           | number  | the score if all that is not assessed were at its best
        target                  | number  | the level leadership wants; missing: none set
        gap                     | number  | target less score, in levels
        priority                | number  | 0 to 1: how much closing the gap matters, growing faster than the gap
        priority_band           | text    | high, medium or low
        raters                  | integer | people who rated it
        answers_not_assessed    | integer | people who answered not assessed
        lowest                  | number  | lowest rating; missing in an anonymous survey
        highest                 | number  | highest rating; missing in an anonymous survey
        self_rating             | number  | mean of people's ratings, level 0 to 5
        evidence_rating         | number  | what the assessor's findings on practices come to by the mean, level 0 to 5
        practices               | integer | practices that apply
        practices_assessed      | integer | of these, with a finding that counts
        practices_evidenced     | integer | of these, found met with evidence that is still valid
        """,
        _NOTE,
    ),
    _table(
        "area_scores",
        "One focus area, or overall, scored by one rule from one instrument.",
        "area_id rule instrument",
        """
        area_id                 | text    | the focus area, or overall
        rule                    | text    | scoring rule
        instrument              | text    | what the score rests on: survey or appraisal; missing in earlier versions: survey
        is_chosen_rule          | yes/no  | whether the business unit is judged by this rule and instrument
        score                   | number  | level 0 to scale_maximum; missing: not assessed
        scale_maximum           | number  | the greatest score of the rule: 5 levels, or 1 for a share
        level                   | integer | the level reached: the score rounded down; missing: not stated
        low                     | number  | lower end of the score's interval over who might have been asked; missing: not stated
        high                    | number  | its upper end
        probability             | number  | probability, 0 to 1, that at least the level stated is reached
        score_lowest            | number  | the score if all that is not assessed were at its worst
        score_highest           | number  | the score if all that is not assessed were at its best
        target                  | number  | the level leadership wants; missing: none set
        gap                     | number  | target less score, in levels; missing: not stated
        capabilities            | integer | capabilities of the area
        capabilities_assessed   | integer | capabilities with a score
        raters                  | integer | people who rated any of them
        """,
        _NOTE,
        younger_keys="instrument",
    ),
    _table(
        "level_probabilities",
        "How likely a focus area, a capability or the whole is at a level or above, by the chosen rule.",
        "area_id capability_id level",
        """
        area_id                 | text    | the focus area, or overall
        capability_id           | text    | the capability; empty: the focus area as a whole
        level                   | integer | level 1 to 5
        at_least                | number  | probability, 0 to 1, of this level or a higher one
        """,
    ),
    _table(
        "agreement",
        "How far raters agree: one statistic over one focus area, or overall.",
        "area_id statistic",
        """
        area_id                 | text    | the focus area, or overall
        statistic               | text    | krippendorff_alpha, icc_2_1, icc_2_k, r_wg_j, cronbach_alpha or straight_lining
        value                   | number  | its value; missing: can't be stated
        low                     | number  | lower end of its interval
        high                    | number  | its upper end
        raters                  | integer | people whose ratings it rests on
        items                   | integer | capabilities that it rests on
        """,
        _NOTE,
    ),
    _table(
        "perception_gaps",
        "How much higher or lower one group of people rates a capability than the PMO itself does.",
        "area_id capability_id perspective",
        """
        area_id                 | text    | the focus area, or overall
        capability_id           | text    | the capability; empty: the focus area as a whole
        perspective             | text    | the group compared with the PMO
        gap                     | number  | mean of the group less mean of the PMO, in levels; missing: not shown
        low                     | number  | lower end of its interval
        high                    | number  | its upper end
        raters                  | integer | people of the group who rated it; missing: not shown
        raters_of_pmo           | integer | people of the PMO who rated it; missing: not shown
        """,
        _NOTE,
    ),
    _table(
        "improvement_steps",
        "One action of the cheapest way to the target, in order.",
        "step",
        """
        step                    | integer | its place in the sequence, from 1
        action_id               | text    | the action in the maturity model
        area_id                 | text    | the focus area
        capability_id           | text    | the capability that it raises
        level                   | integer | the level that it brings the capability to
        title                   | text    | what is to be done
        person_days             | number  | effort
        weeks                   | number  | calendar time
        start_week              | number  | weeks from the quarter's end to its start
        finish_week             | number  | weeks from the quarter's end to its finish
        start                   | date    | its first day
        finish                  | date    | its last day
        person_days_so_far      | number  | effort of all steps up to this one
        score_after             | number  | the overall score by the chosen rule once it is done
        """,
        _NOTE,
    ),
    _table(
        "goal_weights",
        "One goal and what it weighs.",
        "goal_id",
        """
        goal_id                 | text    | the goal
        title                   | text    | its title
        owner                   | text    | who answers for it
        weight_given            | number  | the weight as leadership gave it; missing: none given
        weight                  | number  | its share of all weights, 0 to 1
        low                     | number  | lower end of what the judges disagree about; missing: fewer than two judges
        high                    | number  | its upper end
        method                  | text    | eigenvector or geometric_mean of judgements, given, or equal share; missing: no weight
        judges                  | integer | judges on whose judgements the weight rests
        consistency_ratio       | number  | of their judgements taken together among the goals beside it; missing: not judged
        """,
        _NOTE,
    ),
    _table(
        "project_values",
        "One project and its worth to the goals.",
        "project_id",
        """
        project_id              | text    | the project
        title                   | text    | its title
        stage                   | text    | idea, proposed, selected, executing, closed or benefits
        sponsor                 | text    | who sponsors it
        strategic_value         | number  | share of the greatest possible value, 0 to 1; missing: not assessed
        value_lowest            | number  | the value if every impact not assessed were none
        value_highest           | number  | the value if every impact not assessed were extreme
        spend                   | number  | money, in the engagement's scale; missing: not known
        goals_served            | integer | goals with an impact above none
        impacts_not_assessed    | integer | impacts not assessed
        """,
        _NOTE,
    ),
    _table(
        "alignment",
        "One goal: what is spent on it against what it weighs. An empty goal_id is spend on projects that serve no goal.",
        "goal_id",
        """
        goal_id                 | text    | the goal; empty: no goal
        title                   | text    | its title
        weight                  | number  | its share of all weights, 0 to 1
        weight_low              | number  | lower end of what the judges disagree about; missing: fewer than two judges
        weight_high             | number  | its upper end
        spend                   | number  | money spent on it, in the engagement's scale
        spend_share             | number  | its share of all spend, 0 to 1
        difference              | number  | spend_share less weight
        standing                | text    | spend_share within, above or below weight_low to weight_high; missing: can't be said
        projects                | integer | projects that serve it
        """,
        _NOTE,
    ),
    _table(
        "measure_status",
        "One performance measure against its target.",
        "measure_id",
        """
        measure_id              | text    | the measure
        title                   | text    | its title
        goal_id                 | text    | the goal it tells about
        owner                   | text    | who answers for it
        unit_of_measure         | text    | what it is counted in
        better                  | text    | which way is better: higher or lower
        period                  | text    | the period of the value
        value                   | number  | the latest value; missing: not assessed
        target                  | number  | the value wanted; missing: none set
        tolerance               | number  | how far off the target still counts as near
        status                  | text    | met, near, missed or not assessed
        previous_value          | number  | the value before
        change                  | number  | value less previous_value
        trend                   | text    | improving, worsening (the latest value is part of a signal), steady or too few values
        values                  | integer | values known so far
        history                 | text    | the values as a JSON list of [period, value]
        claim                   | text    | what the owner says about the value
        centre                  | number  | mean since limits last started afresh, less any season; missing: no value
        lower                   | number  | lower control limit; missing: too few values in neighbouring periods
        upper                   | number  | upper control limit
        is_trial                | yes/no  | whether the limits rest on too few values to be final; missing: no value
        variation               | text    | improving, worsening, common (no signal), changed (no direction) or not assessed
        direction               | text    | which way the signal goes: higher or lower; empty: no signal, or none with a direction
        signals                 | text    | the patterns that the latest value is part of, in words, with semicolons; empty: none
        assurance               | text    | consistently passes, hit and miss, consistently fails or not assessed
        probability_of_target   | number  | probability, 0 to 1, of meeting the target at the year's end; missing: not assessed
        seasonal                | yes/no  | whether it follows the seasons, which are then taken out; missing: not assessed
        rebased_at              | text    | the period of the last declared change, from which limits start afresh; empty: none
        """,
        _NOTE,
    ),
    _table(
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
    _table(
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
        _NOTE,
    ),
    _table(
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
    _table(
        "selection",
        "One idea or project that could be chosen, or stopped, and whether the best choice holds it.",
        "project_id",
        """
        project_id              | text    | the project
        title                   | text    | its title
        stage                   | text    | idea, proposed, selected or executing
        is_chosen               | yes/no  | whether the best choice under every limit holds it; missing: can't be said
        is_current              | yes/no  | whether it is selected or being carried out now
        value                   | number  | strategic value, 0 to 1; missing: impacts not assessed
        cost                    | number  | money still to be spent, in the engagement's scale; missing: not assessed
        core_index              | number  | share, 0 to 1, of good choices that hold it while weights are open; missing: not said
        mandate                 | text    | in or out; empty: none
        waterline_rank          | integer | its place by value per cost; missing: not ranked
        in_waterline            | yes/no  | whether ranking and cutting would choose it; missing: can't be said
        expected_loss           | number  | what its risks cost on average, in the engagement's scale; missing: not assessed
        planned_start           | text    | quarter in which it starts, or goes on, as planned; missing: not known
        is_chosen_later         | yes/no  | whether the best choice holds it if starts may move; missing: no start may move
        later_start             | text    | quarter in which that choice lets it start; missing: not in that choice
        """,
        _NOTE,
    ),
    _table(
        "frontier",
        "The best value at one budget for all money still to be spent.",
        "point",
        """
        point                   | integer | its place, by rising budget, from 0
        budget                  | number  | money, in the engagement's scale
        value                   | number  | the most strategic value that it buys; missing: mandates don't fit
        value_without_other_limits | number | the same without limits by quarter: people of each role, money of single quarters
        enters                  | text    | ids of the projects that come in from the budget before, with semicolons
        leaves                  | text    | ids of those that go out
        is_proven               | yes/no  | whether it is proven that no choice is better
        cost                    | number  | money that the best choice at this budget takes
        mark                    | text    | what stands at it, with semicolons: budget, present choice, best choice
        """,
    ),
    _table(
        "gate_record",
        "One governance gate of one project: when it was due, whether it was held, what was decided and what is open.",
        "project_id gate",
        """
        project_id              | text    | the project
        gate                    | text    | the gate
        place                   | integer | its place among the project's gates, from 1; missing: no day to place it by
        due_on                  | date    | the day by which it should be held; missing: not known
        held_on                 | date    | the day it was held; missing: not by the quarter's end
        status                  | text    | held when due, held late, held, overdue, skipped, due later, not needed or no day set
        days_late               | number  | days from due_on to held_on, or to the quarter's end if it is overdue or skipped
        decision                | text    | what was decided; missing: nothing, or not known
        decided_by              | text    | the role or board that decided; empty: not named
        decision_days           | number  | days from held_on to the quarter's end
        conditions_open         | integer | conditions not met yet; missing: not known, or the gate was not held
        conditions_days         | number  | days that they have been open, from held_on; missing: none open
        """,
        _NOTE,
    ),
    _table(
        "governance_status",
        "One project: its gates, and the owner's delivery confidence beside what the evidence implies.",
        "project_id",
        """
        project_id              | text    | the project
        title                   | text    | its title
        stage                   | text    | idea, proposed, selected, executing, closed or benefits
        sponsor                 | text    | who sponsors it
        gates_due               | integer | gates due by the quarter's end
        gates_held              | integer | gates held by the quarter's end, due or not
        gates_held_when_due     | integer | of the gates due, those held by the day
        gates_late              | integer | of the gates due, those held after the day
        gates_overdue           | integer | of the gates due, those not held while no later gate was
        gates_skipped           | integer | gates not held while a later one was
        days_overdue            | number  | days by which the oldest overdue gate is overdue; missing: none is
        next_gate               | text    | the gate to be held next; empty: none is known
        next_gate_due           | date    | the day by which it is to be held
        decisions_without_owner | integer | gates held without a decision, or without a role or board that took it
        conditions_open         | integer | conditions of all gates not met yet; missing: not known
        conditions_days         | number  | days that the oldest of them has been open
        owner_rating            | text    | delivery confidence as its owner rates it; missing: not assessed
        implied_rating          | text    | delivery confidence that the evidence implies; missing: not assessed
        difference              | integer | owner_rating less implied_rating, in bands; missing: not comparable
        agreement               | text    | optimistic, agrees, pessimistic or not assessed
        cost_band               | text    | band of the cost; missing: not assessed
        schedule_band           | text    | band of the schedule
        benefits_band           | text    | band of the benefits
        risk_band               | text    | band of the risk
        gates_band              | text    | band of the gate record
        cost_figure             | number  | expected cost above plan, as a share of it
        schedule_figure         | number  | days that the finish slipped
        benefits_figure         | number  | benefits realised and forecast, as a share of those planned
        risk_figure             | number  | expected loss as a share of the project's cost
        gates_figure            | number  | days that the oldest gate is overdue; 0: none is
        dimensions              | integer | dimensions of evidence that are known
        reason                  | text    | why the evidence implies what it does, in a sentence
        quarters_unchanged      | integer | quarters that the owner's rating has stood; missing: not assessed
        is_stale                | yes/no  | whether it stood too long while the evidence moved; missing: can't be said
        """,
        _NOTE,
    ),
    _table(
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
        _NOTE,
    ),
    _table(
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
        _NOTE,
    ),
    _table(
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
        _NOTE,
    ),
    _table(
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
        _NOTE,
    ),
    _table(
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
        _NOTE,
    ),
    _table(
        "findings",
        "One thing that leadership should know, in a sentence.",
        "notebook sort finding_id",
        """
        finding_id              | text    | the finding, stable within its notebook
        notebook                | text    | the notebook that found it
        subject                 | text    | id of the focus area, goal, project or measure it is about
        severity                | text    | act, watch or note
        sentence                | text    | the finding
        owner                   | text    | who answers for the subject
        sort                    | integer | its place among the notebook's findings
        """,
    ),
    _table(
        "runs",
        "One notebook for one business unit in one batch: what became of it, and everything its results depend on.",
        "publication notebook",
        """
        publication             | integer | the publication it belongs to
        batch_id                | text    | the batch it belongs to
        notebook                | text    | the notebook
        status                  | text    | ran, kept, failed or skipped
        reason                  | text    | why, in the words of who filled in the forms
        fingerprint             | text    | digest of all that the results depend on
        input_digest            | text    | digest of the input packs, engagement.yaml and the business unit's file
        method_digest           | text    | digest of the method's data
        library_version         | text    | version of pmobook
        library_digest          | text    | digest of the code that computes, and versions of the packages it stands on
        notebook_digest         | text    | digest of the notebook's cells
        parameters              | text    | parameters given to the notebook, as JSON
        seed                    | integer | seed of chance; missing: the notebook uses none
        started_at              | moment  | when it began
        finished_at             | moment  | when it ended
        seconds                 | number  | how long it took
        """,
    ),
)

TABLES = MappingProxyType({table.name: table for table in _ALL})
"""Table name to table."""
