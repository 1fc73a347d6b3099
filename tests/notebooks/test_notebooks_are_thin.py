import ast
import itertools
import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
ASSESSMENTS = sorted(NOTEBOOKS.glob("*.ipynb"))
SCORECARDS = sorted((NOTEBOOKS / "scorecards").glob("*.ipynb"))
DESKS = sorted((NOTEBOOKS / "desk").glob("*.ipynb"))
LONGEST_CELL = 12
ORDER = re.compile(r"words (parameters )(words )*(load )+(words )*(assess )?((words )+(show )+)+(words )*(record )?")
BANNED = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.AsyncFor, ast.While, ast.If, ast.IfExp,
    ast.Match, ast.Try, ast.With, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.BinOp, ast.BoolOp,
    ast.UnaryOp, ast.Compare, ast.AugAssign, ast.JoinedStr, ast.NamedExpr, ast.Assert, ast.Global, ast.Delete,
)  # fmt: skip
PARAMETERS = ["engagement", "business_unit", "quarter", "run_id", "staging"]
DESK_PARAMETERS = ["engagement", "business_unit", "quarter"]

every_notebook = pytest.mark.parametrize("path", [*ASSESSMENTS, *SCORECARDS, *DESKS], ids=lambda path: path.stem)
every_assessment = pytest.mark.parametrize("path", ASSESSMENTS, ids=lambda path: path.stem)
every_desk = pytest.mark.parametrize("path", DESKS, ids=lambda path: path.stem)


def code(cells):
    return [(tag, source) for tag, source in cells if tag != "words"]


def test_the_notebooks_are_there():
    known = {
        "10_maturity",
        "20_goal_alignment",
        "30_performance",
        "40_portfolio",
        "50_risk",
        "60_resources",
        "70_improvement_plan",
    }
    assert {path.stem for path in ASSESSMENTS} >= known


def test_the_desks_are_there():
    assert {path.stem for path in DESKS} == {"assessment", "priorities"}


@every_notebook
def test_cells_come_in_the_order_of_the_contract_and_each_exhibit_after_a_sentence(path, cells_of):
    tags = "".join(f"{tag} " for tag, _ in cells_of(path))
    assert ORDER.fullmatch(tags), tags


@every_assessment
def test_an_assessment_says_what_to_look_at_before_each_exhibit_and_records_last(path, cells_of):
    tags = [tag for tag, _ in cells_of(path)]
    assert "assess" in tags
    assert tags[-1] == "record"
    assert ("show", "show") not in set(itertools.pairwise(tags))


@every_notebook
def test_the_first_line_is_the_title(path, cells_of):
    assert re.match(r"# \S[^\n]+\n", cells_of(path)[0][1])


@every_notebook
def test_sentences_before_exhibits_are_sentences(path, cells_of):
    assert all(source.rstrip().endswith((".", "?")) for tag, source in cells_of(path)[1:] if tag == "words")


@every_notebook
def test_no_cell_is_longer_than_twelve_lines(path, cells_of):
    lengths = {tag: len([line for line in source.splitlines() if line.strip()]) for tag, source in code(cells_of(path))}
    assert all(length <= LONGEST_CELL for length in lengths.values()), lengths


@every_notebook
def test_cells_call_and_name_and_do_nothing_else(path, cells_of):
    found = {
        type(node).__name__
        for _, source in code(cells_of(path))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, BANNED)
    }
    assert not found


@every_notebook
def test_imports_stand_in_the_load_cell_and_come_from_the_library(path, cells_of):
    for tag, source in code(cells_of(path)):
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, ast.Import), source
            if isinstance(node, ast.ImportFrom):
                assert tag == "load"
                assert node.module.split(".")[0] == "pmobook"


@every_notebook
def test_no_cell_reaches_for_what_hangs_a_runner(path, cells_of):
    """Output widgets and interact never return in papermill and Voila."""
    assert not [source for _, source in code(cells_of(path)) if re.search(r"\bOutput\(|\binteract|^[%!]", source, re.MULTILINE)]


@every_notebook
def test_parameters_are_annotated_literals_with_a_comment(path, cells_of):
    (source,) = [source for tag, source in cells_of(path) if tag == "parameters"]
    for line, node in zip(source.splitlines(), ast.parse(source).body, strict=True):
        assert isinstance(node, ast.AnnAssign), line
        assert isinstance(node.value, ast.Constant), line
        assert re.search(r"  # \S.+", line), line


@every_assessment
def test_assessments_take_the_parameters_that_the_runner_gives(path, cells_of):
    (source,) = [source for tag, source in cells_of(path) if tag == "parameters"]
    assert [node.target.id for node in ast.parse(source).body] in (PARAMETERS, [*PARAMETERS, "gathers"])


@every_desk
def test_a_desk_takes_the_pack_to_open_and_records_nothing(path, cells_of):
    """What is rated there goes into the pack; results come from the notebooks that assess it."""
    cells = cells_of(path)
    (source,) = [source for tag, source in cells if tag == "parameters"]
    assert [node.target.id for node in ast.parse(source).body] == DESK_PARAMETERS
    assert not {"assess", "record"} & {tag for tag, _ in cells}


@every_assessment
def test_an_assessment_records_under_its_own_name(path, cells_of):
    assert f'notebook="{path.stem}"' in cells_of(path)[-1][1]


@every_notebook
def test_notebooks_are_stored_without_results(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
            tags = cell["metadata"]["tags"]
            assert len(tags) == 1 or tags == ["show", "raises-exception"], "a part of a page that fails leaves the rest"
