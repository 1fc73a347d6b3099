"""Frames are made when they are asked for, once, and are there by name and in order before that."""

import pandas as pd
import pytest

from pmobook.inputs.frames_when_asked import FramesWhenAsked


def test_a_frame_is_made_once_and_only_when_asked_for():
    made = []

    def make(name):
        made.append(name)
        return pd.DataFrame({"name": [name]})

    frames = FramesWhenAsked({name: lambda name=name: make(name) for name in ("risks", "goals")})
    assert list(frames) == ["risks", "goals"]
    assert len(frames) == 2
    assert "goals" in frames
    assert "measures" not in frames
    assert made == []
    assert frames["goals"] is frames["goals"]
    assert made == ["goals"]
    assert [frame["name"].item() for frame in frames.values()] == ["risks", "goals"]
    assert made == ["goals", "risks"]


def test_a_name_that_is_not_there_is_no_frame():
    with pytest.raises(KeyError, match="measures"):
        FramesWhenAsked({})["measures"]
