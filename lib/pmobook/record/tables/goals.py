"""What leadership's goals weigh and what is spent on them."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["GOALS"]

GOALS = (
    describe_table(
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
        NOTE,
    ),
    describe_table(
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
        NOTE,
    ),
    describe_table(
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
        NOTE,
    ),
)
