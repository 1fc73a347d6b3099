"""Which projects to choose."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["SELECTION"]

SELECTION = (
    describe_table(
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
        NOTE,
    ),
    describe_table(
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
        expected_loss           | number  | what it may lose on average, with risks of no project; missing: form not handed in
        p80                     | number  | the loss that one scenario in five exceeds
        cvar95                  | number  | mean loss of the worst twentieth of the scenarios
        cvar95_error            | number  | its standard error
        breach_probability      | number  | probability, 0 to 1, that the loss exceeds the tolerance; missing: none set
        breach_error            | number  | its standard error
        """,
    ),
)
