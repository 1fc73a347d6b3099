"""How results were made."""

from __future__ import annotations

from pmobook.record.tables.schema import describe_table

__all__ = ["RUNS"]

RUNS = (
    describe_table(
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
        inputs                  | text    | what of these counts, forms singly, each with a short digest, as JSON
        method_digest           | text    | digest of the method's data
        method_read             | text    | files and folders of it that the notebook reads, likewise; missing: all of them
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
