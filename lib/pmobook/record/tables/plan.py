"""The improvement plan."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["PLAN"]

PLAN = (
    describe_table(
        "actions",
        "One action of the improvement plan, with what it answers, takes and should move.",
        "action_id",
        """
        action_id               | text    | the action; the same from quarter to quarter while its matter is
        title                   | text    | what is to be done
        matter                  | text    | the matter of the method that it answers; own: the business unit's own action
        subject                 | text    | id of the goal, project, measure, risk… it is about; empty: the business unit
        why                     | text    | the most severe finding that it answers, in its words
        first_step              | text    | how it begins
        owner                   | text    | who answers for it; empty: nobody is named
        due_on                  | date    | the day by which it should be done; missing: it waits, or no day was given
        effort_days             | number  | person-days; missing: not assessed
        effort_low              | number  | person-days if it goes easily
        effort_high             | number  | person-days if it goes badly
        cost                    | number  | money, in the engagement's scale; missing: not assessed
        effect_kind             | text    | the kind of figure that it should move; empty: not estimated
        effect_of               | text    | of which focus area, goal, measure, project…; empty: the business unit
        effect_low              | number  | by how much, at least, in the unit of measure beside it
        effect_likely           | number  | by how much, most likely; missing: not estimated
        effect_high             | number  | by how much, at most
        effect_unit_of_measure  | text    | what the three amounts count; money: the engagement's currency and scale
        effect_basis            | text    | what they are computed from, or why they are not estimated
        moves_too               | text    | effects on further figures, as a JSON list; they add nothing to the worth
        worth                   | number  | points by which actions are compared; missing: not assessed
        rank                    | integer | its place by worth for each person-day; missing: not ranked
        rank_best               | integer | its place if effort and effect turn out well and all others are as likely
        rank_worst              | integer | its place if they turn out badly
        fits                    | yes/no  | whether it fits the effort and budget of the next quarter; missing: no limit is known
        status                  | text    | proposed, agreed, under way, done or dropped
        severity                | text    | that of its most severe finding: act, watch or note; empty: none
        findings                | integer | findings that it answers
        source_findings         | text    | these, as a JSON list of notebook/finding_id
        needs                   | text    | actions that must come first, as a JSON list of action_id
        """,
        NOTE,
    ),
    describe_table(
        "action_checks",
        "One action of the last quarter: what became of it, and whether its figure moved.",
        "action_id",
        """
        action_id               | text    | the action
        title                   | text    | what was to be done
        owner                   | text    | who answers for it; empty: nobody is named
        due_on                  | date    | the day by which it was to be done; missing: none was given
        status_before           | text    | its status in the last pack; empty: it was in no pack
        status                  | text    | its status in this pack; empty: it isn't in it
        done_on                 | date    | the day on which it was finished
        outcome                 | text    | done, done late, late, not due yet, dropped, lost from the list or not taken up
        figure                  | text    | the kind of figure that it should move, as in the table actions; empty: none
        figure_of               | text    | whose figure; empty: the business unit's
        unit_of_measure         | text    | what the figure counts; money: the engagement's currency and scale; empty: not known
        before                  | number  | the figure at the last quarter; missing: not known
        expected                | number  | where it was to be brought; missing: nobody said
        now                     | number  | the figure at this quarter
        change                  | number  | now less before
        noise                   | number  | a change up to so much can be chance; missing: not known
        verdict                 | text    | moved, within noise, moved the wrong way or not measured
        """,
        NOTE,
    ),
)
