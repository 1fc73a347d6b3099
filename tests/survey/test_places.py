"""A survey stands in a folder of its quarter; the latest that was issued is the one that is meant."""

from __future__ import annotations

import pytest

from pmobook.errors import PmobookError
from pmobook.survey.places import latest_survey, survey_places


def test_messages_name_files_from_the_engagement_on(desk):
    places = survey_places(desk.open(), desk.quarter)
    assert places.shown(places.returned / "a.xlsx") == "surveys/2026Q3/returned/a.xlsx"


def test_the_latest_survey_is_the_last_that_was_issued(desk):
    engagement = desk.open()
    with pytest.raises(PmobookError, match="No survey was issued yet"):
        latest_survey(engagement)
    desk.list_people([("R1", "retail", "Executive", "")])
    desk.issue(engagement)
    (desk.root / "surveys" / "2026Q4").mkdir()
    assert latest_survey(engagement) == desk.quarter
