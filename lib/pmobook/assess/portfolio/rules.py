"""Mandates and links of the forms, as rules between the projects that can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.selection.rules import link_in_words
from pmobook.assess.tables import rows_of, text_of
from pmobook.language import said_later, say

__all__ = ["MANDATES", "Rules", "rules_between"]

MANDATES = {"project_id": "str", "decision": "str", "reason": "str", "mandated_by": "str"}
LINKS = {"project_id": "str", "link": "str", "other_project_id": "str"}

_MANDATED = said_later("must be done whatever it is worth")


@dataclass(frozen=True, eq=False)
class Rules:
    """What holds between projects.

    Attributes
    ----------
    mandates
        project_id, decision (in or out), reason, mandated_by; also of projects that can't be chosen.
    links
        project_id, link, other_project_id; only between projects that can be chosen.
    notes
        Links that were left out, and why, in sentences.
    """

    mandates: pd.DataFrame
    links: pd.DataFrame
    notes: tuple[str, ...]


def rules_between(
    projects: pd.DataFrame, links: pd.DataFrame, choosable: Collection[str], finished: Collection[str], named: Mapping[str, str]
) -> Rules:
    """Return mandates and links.

    Parameters
    ----------
    projects, links
        The forms projects and project_links.
    choosable
        Ids of the projects that can be chosen.
    finished
        Ids of those of which nothing is to be decided any more.
    named
        Every project's id to its name in sentences.

    Notes
    -----
    A link to a finished project holds already (requires, together). One that excludes a finished project is only named: whether
    it was finished or stopped decides, and the forms don't say. A link to a project whose cost is not assessed can't be kept
    and is named.
    """
    mandates = [
        (str(project), "in", say(_MANDATED), text_of(by))
        for project, mandate, by, stage in rows_of(projects, "project_id", "mandate", "mandated_by", "stage")
        if text_of(mandate) == "yes" and text_of(stage) and str(project) not in finished
    ]
    kept, notes = [], []
    for one, link, other in rows_of(links, "project_id", "link", "other_project_id"):
        rule = link_in_words(named.get(one, one), link, named.get(other, other))
        if one == other:
            notes.append(say("'{rule}' is not applied: a rule stands between two projects.", rule=rule))
        elif (str(one), str(link), str(other)) in kept:
            continue
        elif one in choosable and other in choosable:
            kept.append((str(one), str(link), str(other)))
        elif (one in choosable and other in finished) or (other in choosable and one in finished):
            if link == "excludes":
                notes.append(say("'{rule}' is not applied: one of them is finished; check that both may stand.", rule=rule))
        elif one in choosable or other in choosable:
            notes.append(say("'{rule}' is not applied: one of them can't be chosen, since its cost is not assessed.", rule=rule))
    return Rules(_frame(mandates, MANDATES), _frame(kept, LINKS), tuple(notes))


def _frame(rows: Sequence[tuple[str, ...]], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))
