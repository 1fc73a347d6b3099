"""Thirty viewers at once: every page is served whole, and each of them sees what one alone would."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor

VIEWERS = 30


def test_thirty_viewers_at_once_are_all_served_the_page_that_one_alone_is_served(address):
    base = address.split("/enterprise")[0].rstrip("/")
    places = [f"{base}/enterprise", f"{base}/business_unit?business_unit=retail"]

    def ask(place):
        with urllib.request.urlopen(place, timeout=120) as answer:
            return answer.status, answer.read()

    alone = {place: ask(place) for place in places}
    assert all(status == 200 and b"<h1>" in page for status, page in alone.values())
    asked = [places[viewer % len(places)] for viewer in range(VIEWERS)]
    with ThreadPoolExecutor(VIEWERS) as pool:
        assert list(pool.map(ask, asked)) == [alone[place] for place in asked]
