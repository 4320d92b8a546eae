"""Where things stand in the checkout: tests take their places from here, wherever they move."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "passpro_nb"
DASHBOARDS = ROOT / "dashboards"
NOTEBOOKS = ROOT / "notebooks"
EXAMPLE = ROOT / "data" / "exemple"
SHARED = ROOT.parent / "shared"
