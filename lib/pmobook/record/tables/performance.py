"""Performance measures."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["PERFORMANCE"]

PERFORMANCE = (
    describe_table(
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
        NOTE,
    ),
)
