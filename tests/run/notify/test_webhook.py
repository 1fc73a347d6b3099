"""A webhook gets the news as signed JSON at its own address alone, or it is reported that it didn't."""

import hashlib
import hmac
import json

import pytest

from pmobook.inputs.channels import Webhook
from pmobook.run.notify.parcel import NotDelivered
from pmobook.run.notify.webhook import SIGNATURE, post_news, sign


def channel(server, scheme="http", **changes):
    return Webhook.model_validate({"kind": "webhook", "url": f"{scheme}://127.0.0.1:{server.port}/news?token=t"} | changes)


def test_the_news_arrive_as_json_with_an_id_and_a_signature(web_server, parcel):
    post_news(channel(web_server, secret_env="KEY"), parcel, seconds=5, environment={"KEY": "k"})
    ((path, headers, body),) = web_server.got
    assert path == "/news?token=t"
    assert json.loads(body) == parcel.as_data()
    assert headers["Idempotency-Key"] == parcel.parcel_id
    assert headers[SIGNATURE] == "sha256=" + hmac.new(b"k", body, hashlib.sha256).hexdigest()


def test_without_a_secret_nothing_is_signed_and_without_its_variable_nothing_is_sent(web_server, parcel):
    post_news(channel(web_server), parcel, seconds=5)
    assert SIGNATURE not in web_server.got[0][1]
    with pytest.raises(NotDelivered, match="the environment variable KEY is not set"):
        post_news(channel(web_server, secret_env="KEY"), parcel, seconds=5, environment={"KEY": ""})
    assert len(web_server.got) == 1


def test_a_signature_is_that_of_the_standard() -> None:
    """RFC 4231, test case 1."""
    assert sign(b"Hi There", "\x0b" * 20) == "sha256=b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"


@pytest.mark.parametrize(("status", "may_pass"), [(500, True), (503, True), (429, True), (404, False), (401, False)])
def test_an_address_that_cannot_now_is_told_from_one_that_will_not(web_server, parcel, status, may_pass):
    web_server.answers = [status]
    with pytest.raises(NotDelivered, match=f"it answers {status}") as told:
        post_news(channel(web_server), parcel, seconds=5)
    assert told.value.may_pass is may_pass


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(web_server, parcel, status):
    web_server.answers, web_server.location = [status], f"http://127.0.0.1:{web_server.port}/elsewhere"
    with pytest.raises(NotDelivered, match="asks to be sent elsewhere, which is not done"):
        post_news(channel(web_server), parcel, seconds=5)
    assert [path for path, _, _ in web_server.got] == ["/news?token=t"]


def test_an_address_that_does_not_answer_is_given_up(web_server, parcel):
    web_server.delay = 2
    with pytest.raises(NotDelivered, match="it can't be reached") as told:
        post_news(channel(web_server), parcel, seconds=0.2)
    assert told.value.may_pass


def test_an_address_where_nobody_listens_may_come_back(web_server, parcel):
    with pytest.raises(NotDelivered, match="it can't be reached") as told:
        post_news(Webhook(kind="webhook", url="http://127.0.0.1:1/"), parcel, seconds=5)
    assert told.value.may_pass
    assert web_server.got == []


def test_where_https_is_asked_for_an_open_server_gets_nothing(web_server, parcel):
    with pytest.raises(NotDelivered, match="it can't be reached"):
        post_news(channel(web_server, scheme="https"), parcel, seconds=5)
    assert web_server.got == []
