"""A sign-in ends when its time is up, and wrong passwords make the next try wait, longer each time."""

from pmobook.publish.access.sessions import FailedTries, OnTheWay, Sessions


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_a_session_counts_until_its_time_is_up():
    clock = Clock()
    sessions = Sessions(clock)
    secret = sessions.start("ada", ("board",), 2)
    clock.now += 2 * 3600 - 1
    assert sessions.find(secret).person == "ada"
    clock.now += 1
    assert sessions.find(secret) is None
    clock.now -= 10
    assert sessions.find(secret) is None, "it does not come back"


def test_only_the_secret_itself_counts():
    sessions = Sessions()
    secret = sessions.start("ada", (), 1)
    for shown in (None, "", secret[:-1], secret.upper(), f"{secret} ", "\ud800"):
        assert sessions.find(shown) is None
    sessions.end(secret)
    sessions.end(None)
    assert sessions.find(secret) is None


def test_the_third_wrong_password_in_a_row_waits_and_each_further_one_twice_as_long():
    clock = Clock()
    tries = FailedTries(clock)
    waits = []
    for _ in range(12):
        tries.failed("ada", 3, 60)
        waits.append(tries.seconds_to_wait("ada"))
        clock.now += waits[-1]
    assert waits == [0, 0, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]
    assert tries.seconds_to_wait("rita") == 0
    tries.succeeded("ada")
    tries.failed("ada", 3, 60)
    assert tries.seconds_to_wait("ada") == 0


def test_who_was_sent_to_a_hub_comes_back_once_and_within_ten_minutes():
    clock = Clock()
    away = OnTheWay(clock)
    away.add("s", "/enterprise")
    away.add("t", "/")
    assert away.take("s") == "/enterprise"
    assert away.take("s") is None
    clock.now += 600
    assert away.take("t") is None
    assert away.take("") is None
