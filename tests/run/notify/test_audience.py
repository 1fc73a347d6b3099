"""Who is told by e-mail hears of the business units that access.yaml lets them see, and of no other."""

import email
import email.policy
import json

import pytest

from pmobook.assess.quarter_message import Message
from pmobook.assess.quarter_news import Published
from pmobook.errors import ProblemsFound
from pmobook.inputs.engagement import open_engagement
from pmobook.run.notify.audience import own_messages, restricted_readers, restricted_to
from pmobook.run.notify.delivery import Post, deliver
from pmobook.run.notify.outbox import Outbox
from pmobook.vocabulary import Quarter

ACCESS = """\
sign_in: jupyterhub
people:
  board@example.org: {business_units: all, enterprise: true}
  "Retail@Example.org": {business_units: [retail]}
  both@example.org: {business_units: [retail, wholesale]}
  left@example.org: {business_units: all, active: false}
"""
TO = ["board@example.org", "retail@example.org", "both@example.org", "left@example.org", "list@example.org"]


@pytest.fixture
def engagement(small, tmp_path):
    def make(port=25, access=ACCESS):
        folder = tmp_path / "e"
        if not folder.exists():
            small.engagement(folder)
        channel = {"kind": "email", "server": "127.0.0.1", "port": port, "tls": "none", "from": "pmo@example.org", "to": TO}
        (folder / "engagement.yaml").write_text(f"organisation: A\nmoney: {{currency: EUR}}\nnotify: [{json.dumps(channel)}]\n")
        if access:
            (folder / "access.yaml").write_text(access)
        return open_engagement(folder)

    return make


def test_those_who_may_not_see_all_are_named_however_their_address_is_written(engagement):
    assert restricted_readers(engagement()) == {"retail@example.org": ("retail",), "left@example.org": ()}


def test_without_access_yaml_nobody_is_restricted(engagement):
    assert restricted_readers(engagement(access="")) == {}


def test_an_access_yaml_that_doesnt_hold_together_stops_it(engagement):
    with pytest.raises(ProblemsFound, match=r"access\.yaml"):
        restricted_readers(engagement(access="sign_in: jupyterhub\npeople: {a@example.org: {business_units: [nowhere]}}\n"))


def test_only_who_is_concerned_is_told():
    asked = []

    def compose(units):
        asked.append(units)
        return Message(str(units), "", {})

    readers = {"a": ("retail",), "b": ("retail",), "c": ("wholesale",), "d": ()}
    told = own_messages(readers, ["retail"], compose)
    assert {key: one and one.subject for key, one in told.items()} == {
        "a": "('retail',)",
        "b": "('retail',)",
        "c": None,
        "d": None,
    }
    assert asked == [("retail",)]


def test_a_publication_is_narrowed(engagement):
    whole = Published(1, None, Quarter.parse("2026Q3"), ("retail", "wholesale"), {"retail": ("a",), "wholesale": ("b",)})
    part = restricted_to(whole, ("wholesale",))
    assert (part.renewed, part.standing) == (("wholesale",), {"wholesale": ("b",)})


def test_each_gets_what_they_may_read_once(engagement, mail_server):
    opened = engagement(mail_server.port)
    own = {"retail@example.org": Message("Retail", "of retail", {}), "left@example.org": None}
    outbox = Outbox(opened.results)
    outbox.put("000001", Message("All", "of all", {}), own)
    post = Post(sleep=lambda _: None, environment={}, seconds=5)
    assert [one.reason for one in deliver(opened, post)] == [""]
    assert deliver(opened, post) == ()
    assert outbox.waiting() == ()
    got = {
        email.message_from_bytes(text, policy=email.policy.default)["Message-ID"]: (to, text) for to, text, _ in mail_server.got
    }
    told = {tuple(to): email.message_from_bytes(text, policy=email.policy.default) for to, text in got.values()}
    assert {to: (one["Subject"], one.get_content().strip()) for to, one in told.items()} == {
        ("board@example.org", "both@example.org", "list@example.org"): ("All", "of all"),
        ("retail@example.org",): ("Retail", "of retail"),
    }


def test_one_message_that_a_server_refuses_keeps_no_other_from_its_reader(engagement, mail_server):
    opened = engagement(mail_server.port)
    Outbox(opened.results).put("000001", Message("All", "of all", {}), {"retail@example.org": Message("Retail", "of retail", {})})
    mail_server.refuse.add("retail@example.org")
    post = Post(sleep=lambda _: None, environment={}, seconds=5)
    (delivery,) = deliver(opened, post)
    assert "retail@example.org is refused" in delivery.reason
    mail_server.refuse.clear()
    assert [one.reason for one in deliver(opened, post)] == [""]
    assert [to for to, *_ in mail_server.got] == [[name for name in TO if name != "retail@example.org"], ["retail@example.org"]]
