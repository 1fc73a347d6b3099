"""Every channel gets a message once; one that fails is tried again, is reported, and keeps no other from its message."""

import email
import email.policy
import json

import pytest

from pmobook.assess.quarter_message import Message
from pmobook.inputs.engagement import open_engagement
from pmobook.run.notify.delivery import Post, deliver
from pmobook.run.notify.outbox import Outbox


@pytest.fixture
def waits():
    return []


@pytest.fixture
def post(waits):
    return Post(sleep=waits.append, environment={}, seconds=5)


def engagement(small, tmp_path, *channels):
    opened = small.engagement(tmp_path / "e") if not (tmp_path / "e").exists() else open_engagement(tmp_path / "e")
    text = "organisation: A\nmoney: {currency: EUR}\nnotify:\n" + "".join(f"  - {json.dumps(one)}\n" for one in channels)
    (opened.folder / "engagement.yaml").write_text(text)
    return open_engagement(opened.folder)


def mail(server, *to):
    return {"kind": "email", "server": "127.0.0.1", "port": server.port, "tls": "none", "from": "pmo@example.org", "to": list(to)}


def hook(server):
    return {"kind": "webhook", "url": f"http://127.0.0.1:{server.port}/"}


FILE = {"kind": "file", "path": "news.jsonl"}
NEWS = Message("Subject", "Text", {"quarter": "2026Q3"})


def test_a_message_is_sent_once_through_every_channel(small, tmp_path, mail_server, web_server, post):
    opened = engagement(small, tmp_path, mail(mail_server, "a@example.org"), hook(web_server), FILE)
    Outbox(opened.results).put("000001", NEWS)
    assert [one.reason for one in deliver(opened, post)] == ["", "", ""]
    assert deliver(opened, post) == ()
    assert (len(mail_server.got), len(web_server.got)) == (1, 1)
    assert len((opened.folder / "news.jsonl").read_text().splitlines()) == 1


def test_a_channel_that_fails_for_a_moment_is_tried_three_times(small, tmp_path, web_server, post, waits):
    web_server.answers = [503, 503]
    opened = engagement(small, tmp_path, hook(web_server))
    Outbox(opened.results).put("000001", NEWS)
    (delivery,) = deliver(opened, post)
    assert (delivery.reason, waits, len(web_server.got)) == ("", [2, 8], 3)
    assert len({json.loads(body)["id"] for _, _, body in web_server.got}) == 1


def test_a_channel_that_goes_on_failing_is_reported_and_tried_with_the_next_rerun(small, tmp_path, web_server, post, waits):
    web_server.answers = [500, 500, 500]
    opened = engagement(small, tmp_path, hook(web_server), FILE)
    Outbox(opened.results).put("000001", NEWS)
    failed, told = deliver(opened, post)
    assert failed.sentence.startswith(f"Not told by webhook at 127.0.0.1:{web_server.port} (message 000001): it answers 500")
    assert failed.sentence.endswith("It is tried again with the next rerun.")
    assert (told.reason, waits) == ("", [2, 8])
    (again,) = deliver(opened, post)
    assert (again.reason, len(web_server.got)) == ("", 4)
    assert len((opened.folder / "news.jsonl").read_text().splitlines()) == 1


def test_what_will_not_work_in_a_moment_is_not_tried_again_at_once(small, tmp_path, web_server, post, waits):
    web_server.answers = [404]
    opened = engagement(small, tmp_path, hook(web_server))
    Outbox(opened.results).put("000001", NEWS)
    assert "404" in deliver(opened, post)[0].reason
    assert (waits, len(web_server.got)) == ([], 1)


def test_a_recipient_who_is_refused_gets_it_later_and_the_others_not_again(small, tmp_path, mail_server, post):
    mail_server.refuse = {"b@example.org"}
    opened = engagement(small, tmp_path, mail(mail_server, "a@example.org", "b@example.org"))
    Outbox(opened.results).put("000001", NEWS)
    assert "b@example.org is refused" in deliver(opened, post)[0].reason
    mail_server.refuse = set()
    assert deliver(opened, post)[0].reason == ""
    assert [got[0] for got in mail_server.got] == [["a@example.org"], ["b@example.org"]]


def test_a_channel_that_was_mended_gets_what_waited_and_a_new_one_nothing_old(small, tmp_path, web_server, post):
    opened = engagement(small, tmp_path, {"kind": "webhook", "url": "http://127.0.0.1:1/"})
    Outbox(opened.results).put("000001", NEWS)
    assert deliver(opened, post)[0].reason
    opened = engagement(small, tmp_path, hook(web_server))
    assert deliver(opened, post)[0].reason == ""
    assert deliver(engagement(small, tmp_path, hook(web_server), FILE), post) == ()


def test_nothing_waits_nothing_is_sent(small, tmp_path, post):
    assert deliver(engagement(small, tmp_path, FILE), post) == ()


def test_while_another_process_delivers_nothing_is_sent_twice(small, tmp_path, post):
    opened = engagement(small, tmp_path, FILE)
    outbox = Outbox(opened.results)
    outbox.put("000001", NEWS)
    with outbox.opened():
        assert deliver(opened, post) == ()
    assert len(deliver(opened, post)) == 1


def test_a_process_that_dies_between_taken_and_noted_sends_the_same_id_again(small, tmp_path, web_server, post, monkeypatch):
    """Nobody can do better without the receiver's help: it can tell the second by its id. A file holds the message once."""
    opened = engagement(small, tmp_path, FILE, hook(web_server))
    Outbox(opened.results).put("000001", NEWS)
    with monkeypatch.context() as patched:

        def die(*_: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(Outbox, "note_taken", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(opened, post)
        patched.setattr("pmobook.run.notify.delivery.add_news", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            deliver(opened, post)
    assert [one.reason for one in deliver(opened, post)] == ["", ""]
    assert len((opened.folder / "news.jsonl").read_text().splitlines()) == 1
    assert len({headers["Idempotency-Key"] for _, headers, _ in web_server.got}) == 1
    assert deliver(opened, post) == ()


def test_texts_of_ten_thousand_characters_and_every_alphabet_arrive(small, tmp_path, mail_server, post):
    hostile = "\N{GRINNING FACE}\N{ARABIC LETTER ALEF}<b>\N{LATIN SMALL LETTER A WITH DIAERESIS}" * 2_500 + "\n.\n..\nFrom here"
    opened = engagement(small, tmp_path, mail(mail_server, "a@example.org"))
    Outbox(opened.results).put("000001", Message("S" * 10_000, hostile, {}))
    assert deliver(opened, post)[0].reason == ""
    sent = email.message_from_bytes(b"".join(_unstuffed(mail_server.got[0][1])), policy=email.policy.default)
    assert sent.get_content().replace("\r\n", "\n").strip() == hostile
    assert sent["Subject"] == "S" * 10_000


def _unstuffed(sent: bytes) -> list[bytes]:
    """Return the lines of a message without the dots that SMTP adds."""
    return [line.removeprefix(b".") if line.startswith(b"..") else line for line in sent.splitlines(keepends=True)]
