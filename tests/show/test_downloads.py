"""A link on a page holds its file whole, and no name or word of it becomes markup."""

import base64
import re

from pmobook.show.downloads import links_to_keep


def test_each_link_holds_its_file_and_names_stay_text():
    html = links_to_keep([("a.csv", "text/csv", "Keep <b>", "x;ü\r\n"), ('b".svg', "image/svg+xml", "Keep", "")]).html
    first = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]*)"', html)[1]
    assert base64.b64decode(first).decode() == "x;ü\r\n"
    assert "Keep &lt;b&gt;" in html
    assert "b&quot;.svg" in html
    assert html.count("<a ") == 2
