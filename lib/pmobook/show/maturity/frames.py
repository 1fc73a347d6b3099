"""The same scores, read in a frame that a client knows already."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.crosswalk import read_in_frame
from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.scoring import SHARE_RULES
from pmobook.language import say
from pmobook.method.crosswalks import Crosswalks, Frame
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number
from pmobook.show.maturity.names import capability_titles
from pmobook.show.score_figures import interval_text
from pmobook.show.table import Column, table

__all__ = ["in_other_frames"]


def in_other_frames(maturity: MaturityAssessment, crosswalks: Crosswalks) -> Exhibit:
    """Show the scores in every frame that the model is mapped to, one a click away each.

    By rules of shares the capabilities' mean levels are read: a frame's parts are on the scale of levels.
    """
    if not crosswalks.frames:
        return paragraph(say("The maturity model is mapped to no other frame."))
    scores = _scores(maturity)
    return stack(*(_frame(one, scores, maturity) for one in crosswalks.frames))


def _scores(maturity: MaturityAssessment) -> pd.DataFrame:
    rows, policy = maturity.capability_scores, maturity.question.policy
    taken = "score"
    if policy.rule in SHARE_RULES:
        taken = "self_rating" if policy.instrument == "survey" else "evidence_rating"
    weights = {one.capability_id: one.weight for one in maturity.question.model.capabilities}
    return pd.DataFrame(
        {"capability_id": rows["capability_id"], "score": rows[taken], "weight": rows["capability_id"].map(weights)}
    )


def _frame(frame: Frame, scores: pd.DataFrame, maturity: MaturityAssessment) -> Exhibit:
    found = read_in_frame(frame, scores)
    shown = found.assign(
        spread=[interval_text(low, high, 5) for low, high in zip(found["lowest"], found["highest"], strict=True)],
        coverage=[
            say("{done} of {every}", done=done, every=every)
            for done, every in zip(found["capabilities_assessed"], found["capabilities"], strict=True)
        ],
        named=["" if is_missing(one) else str(one) for one in found["level_name"]],
    )
    columns = [
        Column("title", say("Part of the frame")),
        Column("score", say("Score"), "right", lambda value: number(value, 2)),
        Column("named", say("Level in the frame's words")),
        Column("spread", say("Its capabilities from"), "right", hide_on_phone=True),
        Column("coverage", say("Capabilities assessed"), "right", hide_on_phone=True),
        Column("note", say("Note")),
    ]
    note = say("{note} Source: {source}", note=frame.note, source=frame.source).strip()
    listed = table(shown, without_blank(shown, columns, "note", "named"), frame.title, note, caption_shown=False)
    titles = capability_titles(maturity.question.model)
    outside = "".join(
        f"<li>{html.escape(titles.get(one.capability_id, one.capability_id))}: {html.escape(one.reason)}</li>"
        for one in frame.not_mapped
    )
    without = f"<p>{say('Without a place in it:')}</p><ul>{outside}</ul>" if outside else ""
    return Exhibit(f"<details><summary>{html.escape(frame.title)}</summary>{listed.html}{without}</details>")
