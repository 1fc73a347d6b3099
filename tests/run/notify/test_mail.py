"""An e-mail arrives as plain text at those it is meant for, or is reported; what should be encrypted is never sent openly."""

import email
import email.policy

import pytest

from pmobook.inputs.channels import Email
from pmobook.run.notify.mail import make_mail, send_mail
from pmobook.run.notify.parcel import NotDelivered, Parcel

TO = ("board@example.org", "pmo@example.org")


def channel(server, **changes):
    given = {"kind": "email", "server": "127.0.0.1", "port": server.port, "tls": "none", "from": "pmo@example.org", "to": TO}
    return Email.model_validate(given | changes)


def send(server, parcel, seconds=5.0, **changes):
    one = channel(server, **changes)
    return send_mail(one, parcel, one.to, seconds=seconds, environment={})


def test_a_message_arrives_whole_as_text(mail_server, parcel):
    assert send(mail_server, parcel) == {}
    ((recipients, sent, encrypted),) = mail_server.got
    mail = email.message_from_bytes(sent, policy=email.policy.default)
    assert (recipients, encrypted, mail.get_content_type()) == (list(TO), False, "text/plain")
    assert mail["Subject"] == parcel.subject
    assert mail["Message-ID"] == "<pmobook-000007-0123456789abcdef@example.org>"
    assert "<script>alert(1)</script> \N{GRINNING FACE}" in mail.get_content()


def test_a_subject_can_start_no_header_of_its_own(parcel):
    hostile = Parcel(parcel.parcel_id, parcel.dated, "News\r\nBcc: all@example.org\r\n\r\nbody", "text", {})
    mail = make_mail(Email.model_validate({"kind": "email", "server": "a", "from": "a@b.c", "to": ["d@e.f"]}), hostile, ["d@e.f"])
    assert mail["Bcc"] is None
    assert mail["Subject"] == "News Bcc: all@example.org body"


def test_a_recipient_who_is_refused_is_told_and_the_others_have_it(mail_server, parcel):
    mail_server.refuse = {"board@example.org"}
    assert send(mail_server, parcel) == {"board@example.org": "550 'nobody here'"}
    assert mail_server.got[0][0] == ["pmo@example.org"]


def test_when_all_are_refused_it_is_not_delivered(mail_server, parcel):
    mail_server.refuse = set(TO)
    with pytest.raises(NotDelivered, match=r"refuses every recipient: board@example\.org") as told:
        send(mail_server, parcel)
    assert not told.value.may_pass


@pytest.mark.parametrize(("status", "may_pass"), [(451, True), (552, False)])
def test_a_server_that_cannot_now_is_told_from_one_that_will_not(mail_server, parcel, status, may_pass):
    mail_server.answers = [status]
    with pytest.raises(NotDelivered, match=f"the server answers {status} 'said'") as told:
        send(mail_server, parcel)
    assert told.value.may_pass is may_pass


def test_a_server_that_is_down_may_come_back(mail_server, parcel):
    with pytest.raises(NotDelivered, match="can't be reached") as told:
        send_mail(channel(mail_server, port=1), parcel, TO, seconds=5)
    assert told.value.may_pass


def test_a_server_that_does_not_answer_is_given_up(mail_server, parcel):
    mail_server.delay = 2
    with pytest.raises(NotDelivered, match="broke off") as told:
        send(mail_server, parcel, seconds=0.2)
    assert told.value.may_pass


def test_without_tls_where_it_is_asked_for_nothing_is_sent(mail_server, parcel):
    with pytest.raises(NotDelivered, match=r"so nothing was sent\. Check tls and port"):
        send(mail_server, parcel, tls="starttls")
    assert mail_server.got == []


@pytest.fixture
def encrypted(mail_server, certificate):
    mail_server.tls, trusted = certificate
    return mail_server, trusted


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(encrypted, parcel):
    server, _ = encrypted
    one = channel(server, tls="starttls")
    with pytest.raises(NotDelivered, match="certificate is not trusted"):
        send_mail(one, parcel, TO, seconds=5)
    assert server.got == []


@pytest.mark.parametrize("umlauts", ["MAIL_USER", "MAIL_PASSWORD"])
def test_a_user_or_password_that_cannot_be_sent_is_named_and_never_told(mail_server, parcel, umlauts):
    one = channel(mail_server, user_env="MAIL_USER", password_env="MAIL_PASSWORD")
    environment = {"MAIL_USER": "me", "MAIL_PASSWORD": "s3cret", umlauts: "Schl\N{LATIN SMALL LETTER U WITH DIAERESIS}ssel"}
    with pytest.raises(NotDelivered, match=f"environment variable {umlauts} holds letters beyond plain ASCII") as told:
        send_mail(one, parcel, TO, seconds=5, environment=environment)
    assert "ssel" not in str(told.value)
    assert not told.value.may_pass
    assert mail_server.got == []


def test_with_tls_user_and_password_come_from_the_environment(encrypted, parcel):
    server, trusted = encrypted
    server.account = ("me", "s3cret")
    one = channel(server, tls="starttls", user_env="MAIL_USER", password_env="MAIL_PASSWORD")
    with pytest.raises(NotDelivered, match="the environment variable MAIL_USER is not set"):
        send_mail(one, parcel, TO, seconds=5, tls=trusted, environment={})
    with pytest.raises(NotDelivered, match="doesn't accept user and password") as told:
        send_mail(one, parcel, TO, seconds=5, tls=trusted, environment={"MAIL_USER": "me", "MAIL_PASSWORD": "wr0ng"})
    assert "wr0ng" not in str(told.value)
    send_mail(one, parcel, TO, seconds=5, tls=trusted, environment={"MAIL_USER": "me", "MAIL_PASSWORD": "s3cret"})
    assert [got[2] for got in server.got] == [True]
