"""A JupyterHub vouches for people: by its OAuth, for whom it lets use the service, once for each way there."""

import http.server
import json
import shutil
import threading
from urllib.parse import parse_qs, urlsplit

import pytest

from pmobook.errors import PmobookError
from pmobook.publish.access.hub import hub_from_environment

from .conftest import Client, port_of, served

PREFIX = "/services/pmobook/"
VARIABLES = {
    "JUPYTERHUB_API_TOKEN": "token of the service",
    "JUPYTERHUB_CLIENT_ID": "service-pmobook",
    "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
    "JUPYTERHUB_SERVICE_NAME": "pmobook",
    "JUPYTERHUB_API_URL": "http://127.0.0.1:1/hub/api",
}
SCOPE = "access:services!service=pmobook"
PEOPLE = {
    "code of rita": {"name": "rita", "groups": ["leads"], "scopes": [SCOPE]},
    "code of eve": {"name": "eve", "groups": ["leads"], "scopes": ["self"]},
    "code of nobody": {"name": "", "groups": [], "scopes": [SCOPE]},
}


class StubHub(http.server.BaseHTTPRequestHandler):
    """Answers as the hub's API does to a service that knows its own token."""

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        known = form["client_secret"] == [VARIABLES["JUPYTERHUB_API_TOKEN"]] and form["code"][0] in PEOPLE
        self.answer(200 if known else 400, {"access_token": form["code"][0]} if known else {"error": "invalid_grant"})

    def do_GET(self):
        user = PEOPLE.get(self.headers["Authorization"].removeprefix("token "))
        self.answer(200 if user else 403, user or {})

    def answer(self, status, content):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *arguments):
        del arguments


@pytest.fixture(scope="module")
def port(bank, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub") / "bank"
    shutil.copytree(bank, folder)
    (folder / "access.yaml").write_text("sign_in: jupyterhub\ngroups: {leads: {business_units: [retail]}}\n", encoding="utf-8")
    stub = http.server.ThreadingHTTPServer(("127.0.0.1", 0), StubHub)
    threading.Thread(target=stub.serve_forever, daemon=True).start()
    given = {
        **VARIABLES,
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{stub.server_port}/hub/api",
        "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:19071",
    }
    try:
        with served(folder, 19070, given) as announced:
            assert announced.startswith(f"The scorecards are at http://127.0.0.1:19071{PREFIX} "), "the hub chose the port"
            yield port_of(announced)
    finally:
        stub.shutdown()
        stub.server_close()


def go_to_hub(client, there=PREFIX):
    away = client.ask(f"{PREFIX}sign-in?next={there}").getheader("Location")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    assert urlsplit(away).path == "/hub/api/oauth2/authorize"
    assert asked["client_id"] == "service-pmobook"
    assert asked["redirect_uri"] == f"{PREFIX}oauth_callback"
    return asked["state"]


def come_back(client, state, code):
    return client.ask(f"{PREFIX}oauth_callback?state={state}&code={code.replace(' ', '+')}")


def test_a_person_comes_back_to_where_the_way_began_and_sees_what_the_hub_s_groups_grant(port):
    client = Client(port)
    assert client.ask(f"{PREFIX}enterprise").getheader("Location").startswith(f"{PREFIX}sign-in?next=")
    state = go_to_hub(client, f"{PREFIX}enterprise")
    answer = come_back(client, state, "code of rita")
    assert answer.status == 200
    assert f'content="0;url={PREFIX}enterprise"' in answer.text
    assert client.ask(f"{PREFIX}enterprise").status == 403
    assert client.ask(PREFIX).getheader("Location") == f"{PREFIX}business_unit?business_unit=retail"
    assert client.ask(f"{PREFIX}business_unit?business_unit=wealth").status == 404
    assert come_back(client, state, "code of rita").status == 403, "each way counts once"


@pytest.mark.parametrize("code", ["code of eve", "code of nobody", "guessed", ""])
def test_whom_the_hub_does_not_let_use_the_service_is_not_let_in(port, code):
    client = Client(port)
    assert come_back(client, go_to_hub(client), code).status == 403
    assert client.ask(PREFIX).status == 302


def test_a_way_that_another_browser_began_leads_nowhere(port):
    attacker, victim = Client(port), Client(port)
    state = go_to_hub(attacker)
    assert come_back(victim, state, "code of rita").status == 403
    assert come_back(victim, "", "code of rita").status == 403
    assert victim.ask(PREFIX).status == 302


def test_what_the_hub_left_out_is_named():
    with pytest.raises(PmobookError, match="JUPYTERHUB_API_TOKEN, JUPYTERHUB_API_URL"):
        hub_from_environment({})
    with pytest.raises(PmobookError, match="not a list of scopes"):
        hub_from_environment({**VARIABLES, "JUPYTERHUB_OAUTH_ACCESS_SCOPES": "all"})


def test_the_hub_s_own_scopes_and_names_are_used():
    hub = hub_from_environment(
        {
            **VARIABLES,
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": '["a", "b"]',
            "JUPYTERHUB_HOST": "https://hub.example.org",
            "JUPYTERHUB_BASE_URL": "/jupyter/",
        }
    )
    assert hub.scopes == {"a", "b"}
    assert hub.authorise == "https://hub.example.org/jupyter/hub/api/oauth2/authorize"
    assert hub.callback == f"https://hub.example.org{PREFIX}oauth_callback"
    assert hub_from_environment(VARIABLES).scopes == {"access:services", SCOPE}
