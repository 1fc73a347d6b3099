"""What is to be told is kept until it is told, whatever dies in between, and told of one publication once."""

import pytest

from pmobook.assess.quarter_message import Message
from pmobook.errors import PmobookError
from pmobook.run.notify.outbox import Intent, Outbox
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")
NEWS = Message("Subject", "Text", {"quarter": "2026Q3"})


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path / "results")


def test_a_message_waits_until_it_is_closed(outbox):
    outbox.put("000001", NEWS)
    (entry,) = outbox.waiting()
    assert (entry.name, entry.parcel.subject, dict(entry.taken)) == ("000001", "Subject", {})
    outbox.note_taken(entry, {"file a": "now"})
    (entry,) = outbox.waiting()
    assert entry.taken == {"file a": "now"}
    outbox.close(entry)
    assert outbox.waiting() == ()
    assert outbox.has("000001")


def test_a_message_that_is_there_is_not_put_in_again(outbox):
    outbox.put("000001", NEWS)
    first = outbox.waiting()
    outbox.put("000001", Message("Other", "Other", {}))
    assert outbox.waiting() == first


def test_an_intent_stands_until_it_is_settled_and_forgets_no_earlier_publication(outbox):
    assert outbox.intent() is None
    outbox.intend(Q3, 4)
    outbox.intend(Q3, 6)
    assert outbox.intent() == Intent(Q3, 4)
    outbox.settle_intent()
    assert outbox.intent() is None


def test_two_cannot_deliver_at_once(outbox):
    with outbox.opened() as first, outbox.opened() as second:
        assert (first, second) == (True, False)
    with outbox.opened() as again:
        assert again


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"id": "a", "dated": "yesterday"}'])
def test_what_a_hand_has_broken_is_named(outbox, broken):
    outbox.folder.mkdir(parents=True)
    (outbox.folder / "000001.json").write_text(broken)
    with pytest.raises(PmobookError, match="can't be read as a message"):
        outbox.waiting()
    (outbox.folder / "intent.json").write_text(broken)
    with pytest.raises(PmobookError, match="told nobody"):
        outbox.intent()


def test_the_name_of_a_message_is_no_path(outbox):
    with pytest.raises(ValueError, match="can't be the name of a message"):
        outbox.put("../../engagement", NEWS)
