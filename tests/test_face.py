"""The face of the package: few names, none hidden by a module, each with an example that runs."""

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest
from campaigns import copy_example
from places import ROOT

import passpro_nb
from passpro_nb import open_campaign
from passpro_nb.store.snapshots import import_campaign

NAMES = passpro_nb.__all__


def test_the_names() -> None:
    """The face is locked: about fifteen names, all that tab completion offers."""
    assert NAMES == [
        "Campaign", "Figures", "PassproError", "check_folder", "import_campaign", "open_campaign", "open_snapshot",
        "plan_relaunches", "read_published", "read_sessions", "read_settings", "show_frame",
        "write_annotated", "write_demo", "write_table",
    ]  # fmt: skip
    assert dir(passpro_nb) == NAMES
    with pytest.raises(AttributeError):
        _ = passpro_nb.measure_everything


def test_none_is_hidden_by_a_module() -> None:
    """Whatever was imported before, a name of the face is a class or a function."""
    modules = [m.name for m in pkgutil.walk_packages(passpro_nb.__path__, "passpro_nb.")]
    assert not {name.split(".")[1] for name in modules} & set(NAMES)
    for name in (name for name in modules if "__main__" not in name):
        importlib.import_module(name)
    assert all(callable(getattr(passpro_nb, name)) for name in NAMES)


def test_importing_it_costs_nothing() -> None:
    """The package itself imports no library: a name loads what it needs when it is first used."""
    code = "import sys, passpro_nb; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["the package", *NAMES])
def test_the_examples_run(name, tmp_path, monkeypatch) -> None:
    """Each name teaches by an example, typed as an analyst would, that gives what it says."""
    folder = copy_example(tmp_path / "data" / "exemple")
    monkeypatch.chdir(tmp_path)
    if name in ("read_published", "open_snapshot"):
        campaign = open_campaign(folder)
        import_campaign(campaign, campaign.figures().day)
    shown = getattr(passpro_nb, name, passpro_nb)
    known = {n: getattr(passpro_nb, n) for n in NAMES}
    test = doctest.DocTestParser().get_doctest(shown.__doc__ or "", known, name, None, 0)
    assert test.examples
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0


def test_the_readme_example_runs(tmp_path, monkeypatch) -> None:
    """What the README has one type in a blank notebook gives coverage by département, and draws it."""
    copy_example(tmp_path / "data" / "exemple")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    known: dict[str, object] = {}
    exec((ROOT / "README.md").read_text("utf-8").split("```python\n")[1].split("```")[0], known)
    assert list(known["coverage"]["department"]) == ["93", "94", "77"]
