"""A proxy's header names the person only if the proxy sent it, once."""

import shutil

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from pmobook.inputs.access_proxy import Proxy
from pmobook.publish.access.proxy import NotVouchedFor, Vouched, person_from_proxy

from .conftest import Client, port_of, served

PROXY = Proxy(addresses=("127.0.0.1",), groups_header="X-Forwarded-Groups", secret_header="X-Secret")
SECRET = "only the proxy knows this"


def request(*headers, address="127.0.0.1"):
    given = HTTPHeaders({"Host": "127.0.0.1"})
    for name, value in headers:
        given.add(name, value)
    asked = HTTPServerRequest(headers=given, start_line=RequestStartLine("GET", "/", "HTTP/1.1"))
    asked.remote_ip = address
    return asked


KNOWN = (("X-Secret", SECRET), ("X-Forwarded-User", "rita"))


def test_the_person_and_the_groups_are_taken_from_the_proxy():
    asked = request(*KNOWN, ("X-Forwarded-Groups", "leads, board,,"))
    assert person_from_proxy(PROXY, asked, SECRET) == Vouched("rita", ("leads", "board"))
    assert person_from_proxy(PROXY, request(*KNOWN), SECRET) == Vouched("rita", ())


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (request(*KNOWN, address="203.0.113.9"), "not the proxy's"),
        (request(KNOWN[1]), "secret is missing or wrong"),
        (request(("X-Secret", "guess"), KNOWN[1]), "secret is missing or wrong"),
        (request(*KNOWN, ("X-Secret", SECRET)), "secret is missing or wrong"),
        (request(KNOWN[0]), "no X-Forwarded-User"),
        (request(KNOWN[0], ("X-Forwarded-User", "")), "X-Forwarded-User stands"),
        (request(*KNOWN, ("x-forwarded-user", "ada")), "X-Forwarded-User stands 2 times"),
        (request(KNOWN[0], ("X_Forwarded_User", "ada")), "no X-Forwarded-User"),
        (request(*KNOWN, ("X-Forwarded-Groups", "a"), ("X-Forwarded-Groups", "board")), "X-Forwarded-Groups stands 2 times"),
        (request(KNOWN[0], ("X-Forwarded-User", "a" * 321)), "holds no name"),
    ],
)
def test_anything_else_names_nobody(asked, reason):
    with pytest.raises(NotVouchedFor, match=reason):
        person_from_proxy(PROXY, asked, SECRET)


def test_a_secret_that_was_never_set_lets_nobody_in():
    with pytest.raises(NotVouchedFor, match="secret"):
        person_from_proxy(PROXY, request(("X-Secret", ""), KNOWN[1]), "")


ACCESS = """
sign_in: proxy
https: true
hosts: [pmo.example.org]
proxy: {addresses: [127.0.0.1], groups_header: X-Groups, secret_header: X-Secret}
groups:
  leads: {business_units: [retail]}
"""


def test_served_behind_a_proxy_each_request_is_judged_by_itself(bank, tmp_path):
    folder = tmp_path / "bank"
    shutil.copytree(bank, folder)
    (folder / "access.yaml").write_text(ACCESS, encoding="utf-8")
    with served(folder, 19050, {"PMOBOOK_PROXY_SECRET": SECRET}) as announced:
        client = Client(port_of(announced))
        good = {"Host": "pmo.example.org", "X_Secret": SECRET, "X_Forwarded_User": "rita", "X_Groups": "leads"}
        assert client.ask("/", **good).getheader("Location") == "/business_unit?business_unit=retail"
        assert client.ask("/business_unit?business_unit=wealth", **good).status == 404
        assert client.ask("/enterprise", **good).status == 403
        assert client.ask("/", **{**good, "X_Groups": "none"}).status == 403
        for wrong in ({"X_Secret": "x"}, {"X_Forwarded_User": ""}, {"X_Forwarded_For": "127.0.0.1", "X_Secret": ""}):
            answer = client.ask("/", **{**good, **wrong})
            assert answer.status == 401
            assert "You are not signed in" in answer.text
        assert client.ask("/", **{**good, "Host": "evil.example"}).status == 403
        assert client.ask("/sign-in", **good).status == 404
        assert client.cookies == {}, "nothing lasts from one request to the next"
