import datetime as dt

import pytest

from pmobook.assess.handover import assess_handover
from pmobook.inputs.pack import Received
from pmobook.vocabulary import Quarter

QUARTER = Quarter.parse("2026Q3")


def told(found):
    return dict(zip(found["finding_id"], found["sentence"], strict=True))


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        (dt.date(2026, 10, 15), {}),
        (dt.date(2026, 10, 16), {"pack_late": "The input pack for 2026Q3 came on 16 October 2026, 1 day after it was due."}),
    ],
)
def test_a_pack_is_late_from_the_day_after_it_was_due(unit, day, sentences):
    assert told(assess_handover(Received(received_on=day), QUARTER, 15, (), unit)) == sentences


@pytest.mark.parametrize("received", [None, Received(note="By hand.")])
def test_without_a_day_nothing_is_said_about_lateness(unit, received):
    assert told(assess_handover(received, QUARTER, 15, (), unit)) == {}


def test_earlier_packs_that_cannot_be_read_are_named(unit):
    unread = [(Quarter.parse("2026Q1"), "no Excel"), (Quarter.parse("2026Q2"), "password")]
    found = assess_handover(None, QUARTER, 15, unread, unit)
    assert told(found) == {"packs_unread": "Trends and movements do without 2026Q1 and 2026Q2: their packs can't be read."}
    assert found["owner"].tolist() == ["Head of Retail PMO"]
