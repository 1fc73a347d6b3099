"""The table of results shows names as they are and says what is not assessed."""

import io
import shutil

import pytest
from rich.console import Console

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.method.places import workbook_folder
from pmobook.record.store import open_store
from pmobook.terminal import parameters_from, results_table
from pmobook.vocabulary import Quarter


@pytest.fixture
def gmpp(tmp_path):
    folder = tmp_path / "gmpp"
    shutil.copytree(workbook_folder() / "params" / "gmpp", folder, ignore=shutil.ignore_patterns("results", "forms"))
    return folder


def printed(folder, quarter: str) -> str:
    written = io.StringIO()
    table = results_table(open_engagement(folder), open_store(folder), Quarter.parse(quarter))
    Console(file=written, width=400).print(table)
    return written.getvalue()


def test_business_units_without_results_are_named_and_not_counted_as_zero(gmpp) -> None:
    text = printed(gmpp, "2018Q3")
    assert "Not assessed in 2018Q3:" in text
    assert "Department for Transport (no pack)" in text
    assert " 0 " not in text


def test_a_dissolved_business_unit_is_not_missed(gmpp) -> None:
    assert "Crown Prosecution Service" not in printed(gmpp, "2018Q3")
    assert "Crown Prosecution Service" in printed(gmpp, "2015Q3")


def test_a_name_with_square_brackets_is_no_markup(gmpp) -> None:
    unit = gmpp / "business_units" / "dft.yaml"
    unit.write_text('name: "A [/] [red]B[/red]"\n', encoding="utf-8")
    assert "A [/] [red]B[/red] (no pack)" in printed(gmpp, "2018Q3")


def test_parameters_are_read_as_texts() -> None:
    assert parameters_from(["seed=007", "note=a=b", "empty="]) == {"seed": "007", "note": "a=b", "empty": ""}


def test_a_parameter_without_an_equals_sign_is_refused() -> None:
    with pytest.raises(PmobookError, match="takes NAME=VALUE"):
        parameters_from(["seed"])
