"""People against needs: capacity, allocation, start dates, what mends a shortage, and waits."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["RESOURCES"]

RESOURCES = (
    describe_table(
        "capacity_balance",
        "One role in one month to come: the people there are against what projects need of them.",
        "role period",
        """
        role                    | text    | the role
        period                  | text    | the month
        capacity                | number  | full-time equivalents there are; missing: not assessed
        demand                  | number  | full-time equivalents that projects need, as far as it is known
        needs_not_assessed      | integer | projects whose need is not assessed
        surplus                 | number  | person-months to spare; missing: not assessed
        deficit                 | number  | person-months that are lacking; missing: not assessed
        least_deficit           | number  | what is lacking whatever the needs not assessed come to
        utilisation             | number  | demand over capacity; missing: not assessed, or nobody is there
        """,
        NOTE,
    ),
    describe_table(
        "allocation",
        "One project's need of a role in a month, and what it gets when people go to the highest rank first.",
        "project_id role period",
        """
        rank                    | integer | the project's rank; 1 is served first
        project_id              | text    | the project
        title                   | text    | its title
        role                    | text    | the role
        period                  | text    | the month
        needed                  | number  | person-months; missing: not assessed
        given                   | number  | person-months that it gets
        short                   | number  | person-months that it lacks
        """,
        NOTE,
    ),
    describe_table(
        "start_dates",
        "One project that needs people: when it is planned, and when it can start with the people there are.",
        "project_id",
        """
        project_id              | text    | the project
        title                   | text    | its title
        rank                    | integer | its rank; 1 is served first
        standing                | text    | under way, as planned, later, can't be staffed or not assessed
        planned_start           | text    | month of its start as planned
        planned_finish          | text    | month of its finish as planned
        start                   | text    | earliest month in which it can start; missing: none, or not assessed
        finish                  | text    | month of its finish then
        months_later            | integer | months by which it starts later than planned
        held_role               | text    | the role of which there is too little before; empty: none
        held_in                 | text    | the month in which it is lacking; empty: none
        waits_for               | text    | projects that it waits for or shares people with
        reason                  | text    | what stands in the way of an earlier start, in words
        gap                     | number  | share by which a better set of starts could still be possible; 0: proven that none is
        """,
        NOTE,
    ),
    describe_table(
        "capacity_fixes",
        "One step of the cheapest way to have enough people.",
        "way project_id role period",
        """
        way                     | text    | hire, contract, delay or drop
        project_id              | text    | the project to delay or drop; empty: none
        title                   | text    | its title
        role                    | text    | the role to hire or contract; empty: none
        period                  | text    | the first month
        until                   | text    | the last month
        amount                  | number  | how much, in the unit of measure beside it
        unit_of_measure         | text    | full-time equivalents, person-months, months or projects
        price                   | number  | in the engagement's money; missing: it has no price
        least_price             | number  | what no way can cost less than, all steps together; missing: there are no prices
        """,
        NOTE,
    ),
    describe_table(
        "role_waits",
        "One role: how long work waits for it, as a multiple of how long a piece of work takes.",
        "role",
        """
        role                    | text    | the role
        people                  | number  | mean full-time equivalents over the months assessed
        utilisation             | number  | demand over capacity in these months; missing: not assessed
        wait                    | number  | mean wait with the method's variation; missing: not assessed, or without end
        wait_if_even            | number  | the same if work arrived by the clock
        wait_if_uneven          | number  | the same if work arrived less evenly
        wait_if_more            | number  | the same if more work arrived
        without_end             | text    | names of the waits that grow every month, since more arrives than can be done
        """,
        NOTE,
    ),
)
