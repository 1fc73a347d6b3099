"""Practices: each is judged once, says why it does not apply or was returned, and is validated by a second person."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.vocabulary import quoted

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each finding without its reason or second person, and for each level that is judged twice."""
    return [*_without_note(frame), *_without_reason(frame), *_not_validated(frame), *_judged_twice(frame)]


def _without_note(frame: pd.DataFrame) -> list[Fault]:
    wrong = frame[(frame["finding"] == "not applicable") & frame["note"].isna()]
    return [
        Fault(int(row), "note", "nothing, while the finding is not applicable", "why the practice does not apply",
              "Write the reason; what does not apply leaves the score.")
        for row in wrong["row"]
    ]  # fmt: skip


def _without_reason(frame: pd.DataFrame) -> list[Fault]:
    wrong = frame[(frame["status"] == "returned") & frame["reason"].isna()]
    return [
        Fault(int(row), "reason", "nothing, while the finding is returned", "why it was returned",
              "Say what the assessor should mend.")
        for row in wrong["row"]
    ]  # fmt: skip


def _not_validated(frame: pd.DataFrame) -> list[Fault]:
    validated = frame[frame["status"] == "validated"]
    faults = [
        Fault(int(row), "validated_by", "nothing, while the finding is validated", "the role of the second person",
              "Write who checked it, or take the status back to submitted.")
        for row in validated.loc[validated["validated_by"].isna(), "row"]
    ]  # fmt: skip
    both = validated.dropna(subset=["validated_by", "assessor"])
    own = both[_plain(both["validated_by"]) == _plain(both["assessor"])]
    faults += [
        Fault(int(row), "validated_by", f"{quoted(one)}, who is the assessor too", "a second person",
              "Let somebody else check it; to tell two people of one role apart, write Assessor 1 and Assessor 2.")
        for row, one in zip(own["row"], own["validated_by"], strict=True)
    ]  # fmt: skip
    return faults


def _plain(names: pd.Series) -> pd.Series:
    return names.str.split().str.join(" ").str.casefold()


def _judged_twice(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each judgement on a level as a whole beside judgements on its practices."""
    overall = frame[frame["instance"].isna()].dropna(subset=["capability_id", "level"])
    single = overall[overall["practice_id"].notna()].drop_duplicates(["capability_id", "level"])
    first = {(one, level): (practice, row) for one, level, practice, row in
             zip(single["capability_id"], single["level"], single["practice_id"], single["row"], strict=True)}  # fmt: skip
    whole = overall[overall["practice_id"].isna()]
    faults = []
    for capability, level, row in zip(whole["capability_id"], whole["level"], whole["row"], strict=True):
        if (capability, level) in first:
            practice, other = first[capability, level]
            found = f"nothing, which judges level {level} as a whole, while row {other} judges {practice} of it"
            faults.append(
                Fault(int(row), "practice_id", found, "either the level as a whole, or its practices one by one",
                      "Write the practice that was looked at, or remove one of the rows.")
            )  # fmt: skip
    return faults
