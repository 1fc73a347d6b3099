"""The three lists of dependencies say the same: pyproject.toml, requirements.lock, environment.yml."""

import functools
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRA = [Requirement(text) for texts in PROJECT["optional-dependencies"].values() for text in texts]


@functools.cache
def _locked() -> dict[str, list[Version]]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE):
        locked.setdefault(canonicalize_name(name), []).append(Version(version))
    return locked


def _conda() -> dict[str, SpecifierSet]:
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    pairs = [entry.partition(" ") for entry in content["dependencies"] if isinstance(entry, str)]
    by_conda = {canonicalize_name(name): SpecifierSet(rest.strip()) for name, _, rest in pairs}
    sections = [entry for entry in content["dependencies"] if isinstance(entry, dict)]
    by_pip = [Requirement(text) for section in sections for text in section["pip"]]
    return by_conda | {canonicalize_name(one.name): one.specifier for one in by_pip}


@pytest.mark.parametrize("requirement", CORE + EXTRA, ids=str)
def test_the_lock_satisfies_every_requirement(requirement: Requirement) -> None:
    versions = _locked().get(canonicalize_name(requirement.name))
    assert versions, f"requirements.lock lacks {requirement.name}; run make lock"
    assert all(version in requirement.specifier for version in versions)


def test_conda_users_get_the_same_packages_and_floors() -> None:
    conda = _conda()
    for name in ("python", "pip", "editables", "hatchling"):
        conda.pop(name)
    assert conda == {canonicalize_name(requirement.name): requirement.specifier for requirement in CORE}


def test_conda_users_get_a_python_that_the_project_accepts() -> None:
    asked, accepted = _conda()["python"], SpecifierSet(PROJECT["requires-python"])
    for text in ("3.10", "3.11", "3.12", "3.13"):
        assert (Version(text) in asked) == (Version(text) in accepted)


def test_every_locked_package_has_hashes_and_no_address_stands_in_the_lock() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 100
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert "://" not in text
    assert not (ROOT / "uv.lock").exists()
    assert not (ROOT / "pylock.toml").exists()
