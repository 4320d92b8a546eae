"""What the package asks of others: which packages, from which version on, locked together."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from itertools import product

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DECLARED = [
    Requirement(line) for lines in (PROJECT["dependencies"], *EXTRAS.values()) for line in lines
]
LOCKED = {
    canonicalize_name(name): version
    for name, version in re.findall(
        r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M
    )
}
# Older versions hold known holes; nothing of ours imports some of these: they stand for Voila's.
SAFE = {
    "jupyter_server": ">=2.21",
    "jupyterlab": ">=4.6.2",
    "nbconvert": ">=7.17.1",
    "tornado": ">=6.5.5",
}
SYSTEMS = [
    {"sys_platform": platform, "platform_system": system, "os_name": name}
    for platform, system, name in (
        ("linux", "Linux", "posix"),
        ("darwin", "Darwin", "posix"),
        ("win32", "Windows", "nt"),
    )
]
PYTHONS = [
    {"python_version": version, "python_full_version": f"{version}.0"}
    for version in ("3.11", "3.12", "3.13", "3.14")
]
ELSEWHERE = [system | python for system, python in product(SYSTEMS, PYTHONS)]


def needed(environments: list[dict[str, str]]) -> set[str]:
    """Return what we ask for, and what that asks for in turn, wherever one of these is true."""
    seen: set[tuple[str, str]] = set()
    left = [(canonicalize_name(r.name), extra) for r in DECLARED for extra in ("", *r.extras)]
    while left:
        if (package := left.pop()) not in seen:
            seen.add(package)
            left += asked_by(*package, environments)
    return {name for name, _ in seen}


def asked_by(
    name: str, extra: str, environments: list[dict[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the packages that one asks for, each with the extras asked of it, and without."""
    try:
        requirements = [Requirement(line) for line in requires(name) or []]
    except PackageNotFoundError:  # it is for another system: what it asks for cannot be known here
        return
    for asked in requirements:
        marker = asked.marker
        if marker is None or any(marker.evaluate(e | {"extra": extra}) for e in environments):
            yield from ((canonicalize_name(asked.name), more) for more in ("", *asked.extras))


def test_everything_used_is_locked() -> None:
    """What a fresh environment installs here is in constraints.txt, to the last package."""
    assert needed([{}]) - set(LOCKED) == set()


def test_nothing_else_is_locked() -> None:
    """What is in constraints.txt is used on some system, by some Python that we support."""
    assert set(LOCKED) - needed(ELSEWHERE) == set()


def test_the_lock_names_no_address() -> None:
    """Each line is one version of one package; where it comes from is pip's affair."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert len(lines) == len(LOCKED)


def test_what_is_locked_is_what_is_asked() -> None:
    """No floor of pyproject.toml is above the version that is locked."""
    asked = {canonicalize_name(r.name): r.specifier for r in DECLARED}
    assert [name for name, floor in asked.items() if LOCKED[name] not in floor] == []


def test_no_version_with_a_known_hole() -> None:
    """What serves pages and notebooks to a network is asked for from its mended version on."""
    asked = {r.name: str(r.specifier) for r in DECLARED}
    assert {name: asked.get(name) for name in SAFE} == SAFE
