"""What would leave figures open to others is refused before anything listens, in words."""

import contextlib

import pytest

from pmobook.errors import PmobookError
from pmobook.publish.access.guarded import Guarded
from pmobook.publish.access.opening import open_gate
from pmobook.publish.access.sign_in import sign_in_pages
from pmobook.publish.server import ScorecardServer
from pmobook.publish.what_if_server import WhatIfServer

from .conftest import Client, port_of, served

SECRET = "sixteen characters at least"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
    return tmp_path


def access(folder, text):
    (folder / "access.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("ip", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_without_access_yaml_this_machine_is_served_and_needs_nothing(folder, ip):
    gate = open_gate(folder, ip, token=False, variables={})
    assert (gate.token, gate.closed) == ("", False)
    assert len(open_gate(folder, ip, token=True, variables={}).token) > 40


@pytest.mark.parametrize("ip", ["0.0.0.0", "", "::", "192.0.2.1", "pmo.example.org", "10.0.0.1"])
def test_without_access_yaml_nothing_listens_where_others_could_reach_it(folder, ip):
    for token in (False, True):
        with pytest.raises(PmobookError, match="nothing says who may see what"):
            open_gate(folder, ip, token=token, variables={})


@pytest.mark.parametrize(
    ("text", "ip", "words"),
    [
        ("sign_in: password", "192.0.2.1", "passwords would cross the network in the clear"),
        ("sign_in: password\nhttps: true", "0.0.0.0", "List them under hosts"),
        ("sign_in: proxy\nproxy: {secret_header: X-Secret}", "127.0.0.1", "PMOBOOK_PROXY_SECRET must hold the secret"),
        ("sign_in: jupyterhub", "127.0.0.1", "started by a JupyterHub"),
        ("sign_in: nothing", "127.0.0.1", "'password', 'proxy' or 'jupyterhub'"),
    ],
)
def test_what_signing_in_needs_is_asked_for(folder, text, ip, words):
    with pytest.raises(PmobookError, match=words):
        open_gate(access(folder, text), ip, token=False, variables={})


def test_a_token_does_not_go_with_access_yaml(folder):
    with pytest.raises(PmobookError, match="leave --token out"):
        open_gate(access(folder, "sign_in: password"), "127.0.0.1", token=True, variables={})


def test_no_kernel_inherits_the_proxy_s_or_the_hub_s_secret(folder):
    variables = {"PMOBOOK_PROXY_SECRET": SECRET, "JUPYTERHUB_API_TOKEN": "t", "PATH": "/bin"}
    gate = open_gate(
        access(folder, "sign_in: proxy\nproxy: {secret_header: X-Secret}"), "127.0.0.1", token=False, variables=variables
    )
    assert gate.proxy_secret == SECRET
    assert variables == {"PATH": "/bin"}


class Settings:
    """What the two servers' lists of addresses are made from."""

    base_url, template_paths, static_paths, labextensions_path = "/", [], [], []
    config = voila_configuration = None


@pytest.mark.parametrize("server", [ScorecardServer, WhatIfServer])
def test_every_address_of_both_servers_passes_the_gate(server):
    """Whatever is registered asks who it is before it answers; only the pages on which people sign in don't."""
    registered = [entry[1] for entry in server.init_handlers(Settings())]
    open_pages = {handler for _, handler in sign_in_pages("/")}
    for handler in registered:
        assert issubclass(handler, Guarded), handler
        prepares = next(one for one in handler.__mro__ if "prepare" in vars(one))
        assert prepares.__module__.startswith("pmobook."), "no other library's prepare comes first"
        assert handler.needs_sign_in == (handler not in open_pages)
    assert registered[-1].__name__ == "NotFound", "and what is not registered too"


def test_with_a_token_only_the_announced_address_lets_in(bank):
    with served(bank, 19090, token=True) as announced:
        port, client = port_of(announced), Client(port_of(announced))
        there = announced.split(" at ")[1].split(" ")[0].removeprefix(f"http://127.0.0.1:{port}")
        assert client.ask("/enterprise").status == 302
        assert "Open the address that the server announced" in client.ask("/sign-in").text
        assert client.ask("/sign-in?token=guess").status == 401
        assert client.ask("/").status == 302
        assert client.ask(there).status == 200
        assert client.ask("/").getheader("Location") == "/enterprise"
        with contextlib.suppress(ConnectionError):  # it may hang up before all of it is sent
            assert client.ask("/sign-in", "POST", {"password": "x" * 1_100_000}).status == 400, "so much is held for nobody"
        assert client.ask("/sign-in", "POST", {"password": "x" * 900_000}).status != 400
        assert there.split("=")[1] not in str(client.cookies), "the cookie is another secret"
