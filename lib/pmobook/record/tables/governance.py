"""Gates and delivery confidence."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["GOVERNANCE"]

GOVERNANCE = (
    describe_table(
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
        NOTE,
    ),
    describe_table(
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
        NOTE,
    ),
)
