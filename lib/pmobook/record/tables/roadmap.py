"""The roadmap: projects over quarters, what they depend on, their gates and benefits."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["ROADMAP"]

ROADMAP = (
    describe_table(
        "roadmap",
        "One idea or project on the roadmap: when it runs as planned, and as the people there are can deliver it.",
        "project_id",
        """
        project_id              | text    | the project
        title                   | text    | its title
        stage                   | text    | idea, proposed, selected, executing, closed or benefits
        sponsor                 | text    | who sponsors it
        category                | text    | a heading of the business unit's own; empty: none
        is_mandated             | yes/no  | whether it must be done
        whole_life_cost         | number  | what it costs over its whole life, in the engagement's money; missing: not assessed
        state                   | text    | under way, to come, over or no dates
        planned_start           | date    | the start in the form; missing: not assessed
        planned_finish          | date    | the finish forecast, or else approved; missing: not assessed
        levelled_start          | date    | the start that the people there are allow; missing: not levelled
        levelled_finish         | date    | the finish that follows; missing: not levelled
        months_later            | integer | by how many months levelling moves it; missing: not levelled
        held_by                 | text    | what holds it up, in words; empty: nothing
        is_drawn                | yes/no  | whether its bar, or a gate or benefit of it, lies within the roadmap's quarters
        benefits_to_come        | number  | benefits in money expected after the quarter, less disbenefits; missing: none assessed
        benefits_less_in_year   | number  | what of them levelling moves out of the financial year; missing: none assessed
        benefits_less_in_all    | number  | what of them levelling moves past the last period handed in; missing: none assessed
        place                   | integer | its place in the picture
        """,
        NOTE,
    ),
    describe_table(
        "roadmap_links",
        "One dependency: a project that requires another, and whether the dates let the other finish first.",
        "project_id other_project_id",
        """
        project_id              | text    | the project that requires
        other_project_id        | text    | the project that it requires
        planned_start           | date    | the planned start of the first
        other_planned_finish    | date    | the planned finish of the other
        as_planned              | text    | kept, broken, circle, past or not assessed
        overlap_days            | integer | days from the planned start to the other's planned finish; missing: not broken
        levelled_start          | date    | the start of the first after levelling
        other_levelled_finish   | date    | the finish of the other after levelling
        as_levelled             | text    | the same as as_planned, for the dates after levelling
        """,
        NOTE,
    ),
    describe_table(
        "roadmap_marks",
        "One mark on a project's line: a gate, or the day a benefit begins or comes in full.",
        "project_id mark subject",
        """
        project_id              | text    | the project
        mark                    | text    | gate, benefit begins or benefit in full
        subject                 | text    | the gate, or the benefit's id
        title                   | text    | the gate, or the benefit's title
        planned_on              | date    | the day it is due or expected; missing: not assessed
        levelled_on             | date    | the same after levelling
        held_on                 | date    | the day a gate was held; missing: not held
        state                   | text    | held, overdue, to come, come, or not assessed
        owner                   | text    | who decides at the gate or answers for the benefit
        amount                  | number  | of a benefit: what is expected after the quarter; missing: not assessed, or a gate
        unit_of_measure         | text    | what the amount counts; money is in the engagement's money
        """,
        NOTE,
    ),
)
