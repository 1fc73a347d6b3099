"""A look at a whole maturity model: that all is said, once, in words that can be checked, and leads to every level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.method.maturity import maturity_model_names, method_model_folder
from pmobook.method.model_checks.content import find_missing, find_uneven_weights
from pmobook.method.model_checks.finding import LintFinding, as_problem
from pmobook.method.model_checks.paths import find_unreachable
from pmobook.method.model_checks.reading import AreaReading, HardText, find_hard_reading, hardest_texts, reading_by_area
from pmobook.method.model_checks.rules import LintRules, lint_rules
from pmobook.method.model_checks.texts import texts_of
from pmobook.method.model_checks.wording import find_repeated_wording, find_unclear_words, find_words_of_merit
from pmobook.method.model_definition import MaturityModel
from pmobook.method.model_folder import CROSSWALKS_FILE, MODEL_FILE, ModelFolder, read_model_folder
from pmobook.vocabulary import nearest, quoted

__all__ = ["LintFinding", "ModelReport", "check_model", "find_model_folder"]


@dataclass(frozen=True)
class ModelReport:
    """What a look at a maturity model found.

    Attributes
    ----------
    shown_as
        How messages name the model's folder.
    title
        Title and version; empty if the model could not be read.
    counts
        How many focus areas, capabilities, statements and so on it has.
    reading
        The reading ease of each focus area.
    hardest
        The texts that read hardest.
    findings
        Problems and remarks, file by file.
    """

    shown_as: str
    title: str
    counts: Mapping[str, int]
    reading: tuple[AreaReading, ...]
    hardest: tuple[HardText, ...]
    findings: tuple[LintFinding, ...]

    @property
    def problems(self) -> tuple[LintFinding, ...]:
        """Findings that must be mended."""
        return tuple(one for one in self.findings if one.severity == "problem")

    @property
    def remarks(self) -> tuple[LintFinding, ...]:
        """Findings that its author may let stand."""
        return tuple(one for one in self.findings if one.severity == "remark")

    def lines(self) -> list[str]:
        """Return the report line by line, problems first."""
        lines = [f"{self.shown_as}: {self.title}" if self.title else self.shown_as]
        if self.counts:
            lines.append(", ".join(f"{name} {count}" for name, count in self.counts.items()) + ".")
        if self.reading:
            easy = ", ".join(f"{one.area_id} {one.reading_ease:.0f}" for one in self.reading)
            lines.append(f"Reading ease (Flesch; 60 is plain English, below 30 very difficult): {easy}.")
        if self.hardest:
            lines.append("Hardest to read:")
            lines += [f"  {one.reading_ease:.0f}  {one.text.where}" for one in self.hardest]
        lines += [f"problem: {one}" for one in self.problems]
        lines += [f"remark: {one}" for one in self.remarks]
        lines.append(f"{_count(len(self.problems), 'problem')}, {_count(len(self.remarks), 'remark').lower()}.")
        return lines


def _count(number: int, word: str) -> str:
    return f"{number or 'No'} {word}{'' if number == 1 else 's'}"


def find_model_folder(name: str) -> ModelFolder:
    """Return the folder of a model: one of the method by its id, any other by its path.

    Raises
    ------
    PmobookError
        If there is neither such a model nor such a folder.
    """
    known = maturity_model_names()
    if name in known:
        return method_model_folder(name)
    path = Path(name).expanduser()
    if (path / MODEL_FILE).is_file():
        return ModelFolder(path.resolve(), path.as_posix())
    guess = nearest(name, known)
    hint = f"Did you mean {guess}? " if guess else ""
    message = (
        f"{quoted(name)} is neither a folder with a {MODEL_FILE} nor a model of the method. {hint}"
        f"params/method/maturity has {', '.join(known)}."
    )
    raise PmobookError(message)


def check_model(folder: ModelFolder, rules: LintRules | None = None) -> ModelReport:
    """Return everything that is wrong, missing or doubtful in a maturity model.

    Parameters
    ----------
    folder
        Where it stands.
    rules
        What is asked of it; the method's if not given.
    """
    asked = rules or lint_rules()
    try:
        model = read_model_folder(folder)
    except ProblemsFound as found:
        return ModelReport(folder.shown_as, "", {}, (), (), tuple(as_problem(one) for one in found.problems))
    header = f"{folder.shown_as}/{MODEL_FILE}"
    texts = tuple(texts_of(model, folder.file_of))
    reading = reading_by_area(texts)
    files = {area.area_id: folder.file_of(area.area_id) for area in model.areas}
    findings = [
        *find_missing(model, folder.file_of, asked),
        *find_unreachable(model, folder.file_of),
        *find_repeated_wording(texts, asked),
        *find_words_of_merit(texts, asked),
        *find_unclear_words(texts, asked),
        *find_uneven_weights(model, header, folder.file_of, asked),
        *find_hard_reading(reading, texts, asked.reading_ease, files),
        *_unread_files(model, folder),
    ]
    counts = _counts(model)
    try:
        counts["frames"] = len(folder.crosswalks(model).frames)
    except ProblemsFound as found:
        findings += [as_problem(one) for one in found.problems]
    title = f"{model.title}, version {model.version} of {model.dated}"
    hardest = hardest_texts(texts, asked.reading_ease)
    return ModelReport(folder.shown_as, title, counts, reading, hardest, tuple(findings))


def _counts(model: MaturityModel) -> dict[str, int]:
    every = model.capabilities
    return {
        "focus areas": len(model.areas),
        "capabilities": len(every),
        "levels": len(model.levels),
        "perspectives": len(model.perspectives),
        "questions": sum(len(one.questions) for one in every),
        "statements": sum(len(one.levels) for one in every),
        "practices": sum(len(one.practices) for one in every),
        "actions": sum(len(one.actions) for one in every),
    }


def _unread_files(model: MaturityModel, folder: ModelFolder) -> list[LintFinding]:
    read = {MODEL_FILE, CROSSWALKS_FILE, *(f"{area.area_id}.yaml" for area in model.areas)}
    return [
        LintFinding(f"{folder.shown_as}/{path.name}", "a file that nothing reads", f"{MODEL_FILE}, {CROSSWALKS_FILE} and one "
                    "file for each area that model.yaml lists", "Add its area to model.yaml, or take the file away.", "remark")
        for path in folder.files
        if path.name not in read
    ]  # fmt: skip
