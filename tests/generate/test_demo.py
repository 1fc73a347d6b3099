import pytest

from pmobook.errors import PmobookError
from pmobook.generate.demo import LATE_BUSINESS_UNIT, generate_demo, write_late_pack


def test_the_demo_is_written_over_only_when_asked(tmp_path):
    generate_demo(tmp_path / "demo")
    kept = tmp_path / "demo" / "results" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("a result")
    with pytest.raises(PmobookError, match="is not empty"):
        generate_demo(tmp_path / "demo")
    generate_demo(tmp_path / "demo", replace=True)
    assert kept.read_text() == "a result"


def test_the_late_pack_is_the_last_of_its_business_unit_with_mistakes(demo, tmp_path):
    write_late_pack(tmp_path)
    titles = {project.title for project in demo[LATE_BUSINESS_UNIT].projects}
    text = (tmp_path / "projects.csv").read_text(encoding="utf-8")
    assert all(title in text for title in titles)
    assert "31.09.2026" in text
