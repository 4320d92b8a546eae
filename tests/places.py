"""Where things stand in the checkout: tests take their places from here, wherever they move."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "passpro_nb"
DASHBOARDS = ROOT / "dashboards"
NOTEBOOKS = ROOT / "notebooks"
EXAMPLE = ROOT / "data" / "exemple"
SHARED = ROOT.parent / "shared"
SETS = ROOT / "tests"  # the labelled sets: texts, names, layouts and their truth
