"""A leader of one business unit sees that one, and can't reach another's figures by any address."""

import json
import shutil

import pytest

from pmobook.publish.access.passwords import write_password

from .conftest import PASSWORDS, Client, keep_passwords, port_of, served

ACCESS = """
sign_in: password
failed_tries: 3
groups:
  board: {business_units: all, enterprise: true}
  retail_leads: {business_units: [retail], may: [what_if]}
people:
  ada@bank.example: {groups: [board]}
  rita: {groups: [retail_leads]}
  gone: {groups: [board], active: false}
"""


@pytest.fixture(scope="module")
def folder(bank, tmp_path_factory):
    copied = tmp_path_factory.mktemp("leader") / "bank"
    shutil.copytree(bank, copied)
    (copied / "access.yaml").write_text(ACCESS, encoding="utf-8")
    keep_passwords(copied)
    return copied


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("log") / "server.log"


@pytest.fixture(scope="module")
def port(folder, log):
    with log.open("w") as file, served(folder, 19010, log=file) as announced:
        yield port_of(announced)


@pytest.fixture(scope="module")
def rita(port):
    client = Client(port)
    assert client.sign_in("Rita", PASSWORDS["rita"]).status == 200
    return client


def lines(log):
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith('{"log": "access"')]


def test_the_own_page_is_shown_with_no_other_business_unit_named(rita):
    answer = rita.ask("/business_unit?business_unit=retail")
    assert answer.status == 200
    assert "Retail" in answer.text
    for other in ("Markets", "markets", "Operations and Technology", "Wealth", "All business units"):
        assert other not in answer.text
    assert 'href="/sign-out"' in answer.text


def test_the_front_door_leads_to_it(rita):
    assert rita.ask("/").getheader("Location") == "/business_unit?business_unit=retail"
    answer = rita.ask("/enterprise")
    assert answer.status == 403
    assert "The enterprise scorecard isn&#39;t open to you" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/business_unit?business_unit=wealth",
        "/business_unit?business_unit=Wealth",
        "/business_unit?business_unit=%77ealth",
        "/business_unit?business_unit=%2577ealth",
        "/business_unit?business_unit=wealth%00",
        "/business_unit?business_unit=retail/../wealth",
        "/business_unit?business_unit=retail%20wealth",
        "/business_unit?business_unit=retail&business_unit=wealth",
        "/business_unit?business_unit=retail;business_unit=wealth",
        "/business_unit?business_unit=retail&shown=wealth",
        "/business_unit?business_unit=retail&engagement=/",
        "/business_unit?business_unit=wealth&quarter=2026Q2",
        "//business_unit?business_unit=wealth",
        "/business_unit/?business_unit=wealth",
        "/x/../business_unit?business_unit=wealth",
        "/BUSINESS_UNIT?business_unit=wealth",
        "/%62usiness_unit?business_unit=wealth",
        "/enterprise?quarter=2026Q3",
        "/enterprise?business_unit=retail",
        "/voila/render/business_unit.ipynb?business_unit=wealth",
        "/voila/files/results",
        "/api/contents/results",
        "/api/kernels",
        "/business_units/wealth.yaml",
        "/..%2f..%2fresults",
    ],
)
def test_no_other_s_figures_by_any_spelling(rita, path):
    answer = rita.ask(path)
    assert answer.status in (400, 403, 404)
    assert "Operations" not in answer.text
    assert "Any Bank" not in answer.text


def test_one_that_exists_and_one_that_does_not_are_refused_alike(rita):
    refused, unknown = (rita.ask(f"/business_unit?business_unit={name}") for name in ("wealth", "health"))
    assert refused.status == unknown.status == 404
    assert refused.text.replace("wealth", "health") == unknown.text


def test_a_page_kept_for_others_is_not_given_out(port, rita):
    ada = Client(port)
    ada.sign_in("ADA@bank.example", PASSWORDS["ada@bank.example"])
    whole = ada.ask("/business_unit?business_unit=retail")
    assert "Wealth" in whole.text
    assert ada.ask("/business_unit?business_unit=wealth").status == 200
    assert "Wealth" not in rita.ask("/business_unit?business_unit=retail").text
    assert rita.ask("/business_unit?business_unit=wealth").status == 404


@pytest.mark.parametrize(
    "path", ["/", "/enterprise", "/business_unit?business_unit=retail", "/business_unit?business_unit=no", "/x"]
)
def test_whoever_is_not_signed_in_is_led_to_sign_in_whatever_the_address(port, path):
    answer = Client(port).ask(path)
    assert answer.status == 302
    assert answer.getheader("Location").startswith("/sign-in?next=")
    assert answer.text == ""
    assert Client(port).ask(path, "POST").status == 401
    assert Client(port).ask(path, Upgrade="websocket").status == 401


def test_a_link_followed_from_elsewhere_reloads_once_so_that_the_cookie_comes_along(port):
    answer = Client(port).ask("/enterprise?quarter=2026Q3", Sec_Fetch_Site="cross-site")
    assert answer.status == 200
    assert 'content="0;url=/enterprise?quarter=2026Q3"' in answer.text
    assert Client(port).ask("/enterprise", Sec_Fetch_Site="same-origin").status == 302


def test_the_cookie_can_be_read_by_no_script_and_is_sent_by_no_other_site(port):
    client = Client(port)
    cookie = client.sign_in("rita", PASSWORDS["rita"]).headers.get_all("Set-Cookie")[0]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert cookie.startswith(f"pmobook_{port}=")


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"]
)
def test_nobody_is_led_to_another_site_after_signing_in(port, there):
    answer = Client(port).sign_in("rita", PASSWORDS["rita"], there)
    assert 'content="0;url=/"' in answer.text
    assert "evil" not in answer.text


def test_a_form_that_another_site_sends_is_refused(port):
    client = Client(port)
    body = {"person": "rita", "password": PASSWORDS["rita"], "form": "guessed"}
    assert client.ask("/sign-in", "POST", body).status == 403
    client.ask("/sign-in")
    assert client.ask("/sign-in", "POST", body).status == 403
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        assert client.sign_in("rita", PASSWORDS["rita"], Origin=origin).status == 403
    assert client.sign_in("rita", PASSWORDS["rita"], Origin=f"http://127.0.0.1:{port}").status == 200


def test_after_three_wrong_passwords_even_the_right_one_has_to_wait(port):
    client = Client(port)
    for _ in range(3):
        answer = client.sign_in("Nobody <script>", "wrong")
        assert answer.status == 401
        assert "The name or the password is wrong." in answer.text
        assert "<script>&" not in answer.text
    answer = client.sign_in("nobody <script>", "right or wrong")
    assert answer.status == 429
    assert 0 < int(answer.getheader("Retry-After")) <= 60
    assert "Too many wrong passwords. Try again in" in answer.text


def test_a_person_who_left_is_told_no_more_than_with_a_wrong_password(port):
    answer = Client(port).sign_in("gone", PASSWORDS["gone"])
    assert answer.status == 401
    assert "The name or the password is wrong." in answer.text


def test_signing_out_ends_it_for_whoever_kept_the_cookie(port):
    client = Client(port)
    client.sign_in("rita", PASSWORDS["rita"])
    kept = client.cookies[f"pmobook_{port}"]
    page = client.ask("/sign-out").text
    token = page.split('name="form" value="')[1].split('"')[0]
    assert client.ask("/sign-out", "POST", {"form": "x"}).status == 403
    assert client.ask("/sign-out", "POST", {"form": token}).status == 200
    client.cookies[f"pmobook_{port}"] = kept
    assert client.ask("/").status == 302


def test_another_host_s_name_is_refused_before_anything_else(rita):
    answer = rita.ask("/business_unit?business_unit=retail", Host="evil.example")
    assert answer.status == 403
    assert "Retail" not in answer.text


def test_each_refusal_and_sign_in_has_a_line_and_no_line_a_secret(rita, log):
    rita.ask("/business_unit?business_unit=wealth&quarter=2026Q3&token=secret")
    last = lines(log)[-1]
    assert last["event"] == "refused"
    assert last["person"] == "Rita"
    assert last["path"] == "/business_unit?business_unit=wealth"
    assert last["from"] == "127.0.0.1"
    assert {"signed in"} <= {line["event"] for line in lines(log)}
    text = log.read_text(encoding="utf-8")
    for secret in (*PASSWORDS.values(), *rita.cookies.values(), "secret"):
        assert secret not in text


def test_what_access_yaml_says_counts_at_once(folder, port):
    client = Client(port)
    client.sign_in("rita", PASSWORDS["rita"])
    text = (folder / "access.yaml").read_text(encoding="utf-8")
    try:
        (folder / "access.yaml").write_text(text.replace("rita: {", "rita: {active: false, "), encoding="utf-8")
        answer = client.ask("/business_unit?business_unit=retail")
        assert answer.status == 403
        assert "Nothing is open to you yet" in answer.text
        (folder / "access.yaml").write_text("sign_in: [", encoding="utf-8")
        assert client.ask("/business_unit?business_unit=retail").status == 503
        (folder / "access.yaml").unlink()
        assert client.ask("/business_unit?business_unit=retail").status == 503
    finally:
        (folder / "access.yaml").write_text(text, encoding="utf-8")
    assert client.ask("/business_unit?business_unit=retail").status == 200
    write_password(folder, "rita", "quite another password")
    assert client.ask("/business_unit?business_unit=retail").status == 302
    keep_passwords(folder)


def test_whether_a_page_is_there_is_told_without_it_only_to_whom_it_is_open(port, rita):
    assert rita.ask("/business_unit?business_unit=retail", "HEAD").status == 200
    assert rita.ask("/business_unit?business_unit=wealth", "HEAD").status == 404
    assert rita.ask("/enterprise", "HEAD").status == 403
    assert Client(port).ask("/business_unit?business_unit=retail", "HEAD").status == 401
