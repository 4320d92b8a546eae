"""Voila's scripts in one file: a page with a kernel asks for one, not for ninety in waves.

The files are those of the installed Voila and of its extensions, as webpack cut them: each adds
itself to a list of the page, where whoever needs it looks before asking the server for it. What is
missing here is asked for as before.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from voila.paths import collect_static_paths
from voila.utils import get_voila_labextensions_path

PLACE = "passpro/voila.js"
# The rest of JupyterLab's extensions would be megabytes of scripts that no page uses.
EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget",
]  # fmt: skip
MATHS = "@jupyterlab/mathjax-extension:plugin"


@cache
def live_script() -> bytes:
    """Return what makes a page alive: the parts of Voila and of `EXTENSIONS`, then Voila itself."""
    static = Path(collect_static_paths(["voila"], "base")[0])
    main = (static / "voila.js").read_text(encoding="utf-8")
    parts = [*_named_in(main, static, "{}.voila.js")]
    for place in _folders():
        for entry in place.glob("remoteEntry.*.js"):
            parts += _named_in(entry.read_text(encoding="utf-8"), place, "{}.*.js")
    said = [path.read_text(encoding="utf-8") for path in parts]
    return "\n".join([*map(_alone, said), main]).encode()


def _folders() -> Iterator[Path]:
    """Yield where the scripts of each extension are: the first place that has it."""
    paths = [Path(path) for path in get_voila_labextensions_path()]
    for name in EXTENSIONS:
        found = (path / name / "static" for path in paths)
        yield from [place for place in found if place.is_dir()][:1]


def _named_in(said: str, place: Path, pattern: str) -> Iterator[Path]:
    """Yield the parts that a script names and that are there."""
    for name in dict.fromkeys(re.findall(r'\.e\("?(\d+)"?\)', said)):
        yield from place.glob(pattern.format(name))


def _alone(part: str) -> str:
    """Return a part that is strict for itself alone, and that sets no formula.

    The label of each filter is looked through for formulas, which no page has: by that alone a
    megabyte of MathJax would come.
    """
    if MATHS in part:
        part = part.replace("async typeset(", "async typeset(){}async _typeset(")
    return f"(() => {{{part}\n}})();"
