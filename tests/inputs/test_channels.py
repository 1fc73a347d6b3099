"""A channel that could be made to send elsewhere, openly or twice is refused when the engagement is opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.errors import ProblemsFound
from pmobook.inputs.channels import is_loopback, without_channels
from pmobook.inputs.engagement import open_engagement

EMAIL = "{kind: email, server: smtp.example.org, from: pmo@example.org, to: [board@example.org]"


def opened(folder, *channels, more=""):
    (folder / "business_units").mkdir(exist_ok=True)
    (folder / "business_units" / "retail.yaml").write_text("name: Retail\n")
    listed = "\n".join(f"  - {one}" for one in channels)
    (folder / "engagement.yaml").write_text(f"organisation: A\nmoney: {{currency: EUR}}\n{more}notify:\n{listed}\n")
    return open_engagement(folder)


def test_each_kind_is_read_with_its_usual_settings(tmp_path):
    mail, hook, file = opened(
        tmp_path, EMAIL + "}", "{kind: webhook, url: 'https://example.org/x?token=1'}", "{kind: file, path: news.jsonl}"
    ).parameters.notify
    assert (mail.tls, mail.service, mail.sender, mail.to) == ("starttls", 587, "pmo@example.org", ("board@example.org",))
    assert [one.in_words for one in (mail, hook, file)] == [
        "e-mail by smtp.example.org:587",
        "webhook at example.org",
        "file news.jsonl",
    ]


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        (EMAIL.replace("board@example.org", "board@example.org, 'other@example.org, x@example.org'") + "}", "e-mail address"),
        (EMAIL.replace("pmo@example.org", '"pmo@example.org\\r\\nBcc: x@example.org"') + "}", "e-mail address"),
        (EMAIL.replace("smtp.example.org", '"smtp.example.org\\n"') + "}", "the name of a server"),
        (EMAIL + ", tls: none, user_env: U, password_env: P}", "where there is a password"),
        (EMAIL + ", user_env: U}", "together, or neither"),
        (EMAIL + ", user_env: U, password_env: 'my secret!'}", "the secret itself never stands here"),
        (EMAIL + ", port: 0}", "greater than or equal to 1"),
        ("{kind: webhook, url: 'http://example.org/x'}", "an address with https"),
        ("{kind: webhook, url: 'http://127.0.0.1.example.org/'}", "an address with https"),
        ("{kind: webhook, url: 'https://me:secret@example.org/'}", "without a user name or password"),
        ("{kind: webhook, url: 'file:///etc/passwd'}", "an address with https"),
        ("{kind: webhook, url: 'https://example.org:x/'}", "webhook"),
        ("{kind: webhook, url: 'https://[::1/'}", "webhook"),
        ("{kind: file, path: ../news.jsonl}", "without .. in it"),
        ("{kind: file, path: inputs/retail/2026Q3/pack.csv}", "outside inputs"),
        ("{kind: file, path: engagement.yaml}", "outside inputs"),
        ("{kind: file, path: .//inputs/retail/2026Q3/risks.csv}", "outside inputs"),
        ("{kind: file, path: ././results/x}", "outside inputs"),
        ("{kind: file, path: Inputs/x}", "outside inputs"),
        ("{kind: file, path: access.yaml}", "outside inputs"),
        ("{kind: file, path: .}", "outside inputs"),
        ("{kind: pigeon}", "email"),
    ],
)
def test_a_channel_that_is_not_safe_is_refused(tmp_path, channel, said):
    with pytest.raises(ProblemsFound, match=r"engagement\.yaml, notify > 0") as refused:
        opened(tmp_path, channel)
    assert said in str(refused.value)


def test_a_password_may_go_to_this_machine_openly(tmp_path):
    channel = EMAIL.replace("smtp.example.org", "127.0.0.1") + ", tls: none, user_env: U, password_env: P}"
    assert opened(tmp_path, channel).parameters.notify[0].service == 25


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("scorecards_url: 'javascript:alert(1)'\n", "an address that begins with https://"),
        ("packs_due_days: 20\ncalendar: {wait_until_days: 10}\n", "at least packs_due_days, which is 20"),
    ],
)
def test_what_does_not_go_together_is_told(tmp_path, more, said):
    with pytest.raises(ProblemsFound, match=said):
        opened(tmp_path, "{kind: file, path: a}", more=more)


@pytest.mark.parametrize(
    ("host", "own"), [("localhost", True), ("::1", True), ("[::1]", True), ("127.9.9.9", True), ("10.0.0.1", False), ("", False)]
)
def test_this_machine_is_told_from_others(host, own):
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    "news",
    [
        b"notify:\n  - kind: file\n    path: a\n",
        b"notify:\n- {kind: file, path: a}\n\n# who else\n",
        b"scorecards_url: https://example.org\n",
        b"notify: []\r\nscorecards_url: 'https://example.org'\r\n",
        b'"notify":\n  - {}\n',
    ],
)
def test_whom_to_tell_is_no_part_of_what_results_depend_on(news):
    rest = b"organisation: A\nsize: large\n"
    assert without_channels(rest + news) == without_channels(news + rest) == rest


@given(st.binary())
def test_nothing_but_the_lines_of_those_keys_goes(content):
    if b"notify" not in content and b"scorecards_url" not in content:
        assert without_channels(content) == content
