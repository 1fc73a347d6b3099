"""What counts as a breach is a kind of finding that there is, named once."""

import re

import pytest

from pmobook.errors import ProblemsFound
from pmobook.method.news import NewsRules, news_rules
from pmobook.method.places import method_folder, workbook_folder
from pmobook.method.yaml_text import check_content, load_yaml


def test_every_kind_of_breach_is_a_finding_that_an_assessment_makes():
    code = "\n".join(path.read_text() for path in (workbook_folder() / "lib" / "pmobook" / "assess").rglob("*.py"))
    made = set(re.findall(r'(?:Finding\(\s*|kind=)"([a-z_]+)"', code))
    assert {kind for one in news_rules().breaches for kind in one.kinds} - made == set()


def test_a_breach_is_known_by_its_kind_and_nothing_else_is_one():
    assert news_rules().breach_of("tolerance_exceeded") == "Tolerance"
    assert news_rules().breach_of("gates_missing") == news_rules().breach_of("") == ""


def test_a_kind_named_twice_is_refused():
    content = load_yaml(method_folder() / "news.yaml")
    content["breaches"].append(content["breaches"][0])
    with pytest.raises(ProblemsFound, match="breaches that name each kind of finding once"):
        check_content(NewsRules, content, "news.yaml")
