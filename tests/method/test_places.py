"""The method is the workbook's own, or that of another day if the environment names one."""

import pytest

from pmobook.errors import PmobookError
from pmobook.method.places import METHOD_OF_ANOTHER_DAY, contents_digest, method_contents, method_folder, workbook_folder


def test_the_method_is_the_workbook_s_own(monkeypatch):
    monkeypatch.delenv(METHOD_OF_ANOTHER_DAY, raising=False)
    assert method_folder() == workbook_folder() / "params" / "method"


def test_the_environment_names_the_method_of_another_day(monkeypatch, tmp_path):
    monkeypatch.setenv(METHOD_OF_ANOTHER_DAY, str(tmp_path))
    assert method_folder() == tmp_path


def test_a_method_of_another_day_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv(METHOD_OF_ANOTHER_DAY, str(tmp_path / "gone"))
    with pytest.raises(PmobookError, match=r"PMOBOOK_METHOD names .*gone, which is no folder. Unset it"):
        method_folder()


def test_names_and_contents_of_a_method_count_and_their_order_does_not(tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "risks.yaml").write_bytes(b"a")
    (tmp_path / "rules.yaml").write_bytes(b"b")
    contents = method_contents(tmp_path)
    assert contents == {"forms/risks.yaml": b"a", "rules.yaml": b"b"}
    assert contents_digest(contents) == contents_digest(dict(reversed(contents.items())))
    assert contents_digest({"forms/risks.yaml": b"b", "rules.yaml": b"a"}) != contents_digest(contents)
