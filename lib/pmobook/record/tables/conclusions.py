"""What leadership should know."""

from __future__ import annotations

from pmobook.record.tables.schema import describe_table

__all__ = ["CONCLUSIONS"]

CONCLUSIONS = (
    describe_table(
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
)
