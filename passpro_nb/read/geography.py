"""Where schools and communes are: coordinates in degrees, outlines from the campaign's GeoJSON files."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import fold

OUTLINES = ["department", "name", "rings"]
ENDING, STARTS = ".geojson", ("communes", "departements")
_PLACES = 4  # decimals of a degree kept: some ten metres

# Lambert-93 (EPSG:2154), by the constants that the IGN gives (NTG_71): exponent, scale, origin, ellipsoid.
_EXPONENT, _SCALE, _ORIGIN = 0.7256077650532670, 11_754_255.4261, (700_000.0, 12_655_612.0499)
_ECCENTRICITY, _MERIDIAN = 0.0818191910428, 3.0
_FRANCE = ((0, 1_300_000), (6_000_000, 7_200_000))  # metres: what lies beyond is in another system

_CODE = re.compile(r"(97\d|2[AB]|\d\d)(?:\d{2,3})?", re.ASCII)


def locate(directory: pd.DataFrame) -> pd.DataFrame:
    """Return the directory with latitudes and longitudes, from metres where no degrees are given."""
    metres = directory[["easting", "northing"]].astype(float)
    inside = [metres[name].between(*span) for name, span in zip(metres, _FRANCE, strict=True)]
    asked = inside[0] & inside[1] & directory[["latitude", "longitude"]].isna().any(axis=1)
    found = directory.copy()
    degrees = _from_lambert(*metres[asked].to_numpy().T)
    for name, values in zip(("latitude", "longitude"), degrees, strict=True):
        found.loc[asked, name] = values
    return found


def _from_lambert(easting: np.ndarray, northing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the latitudes and longitudes of points in Lambert-93."""
    east, south = easting - _ORIGIN[0], _ORIGIN[1] - northing
    longitude = _MERIDIAN + np.degrees(np.arctan2(east, south)) / _EXPONENT
    isometric = -np.log(np.hypot(east, south) / _SCALE) / _EXPONENT
    angle = 2 * np.arctan(np.exp(isometric)) - np.pi / 2
    for _ in range(5):  # each round gains some two digits
        flat = _ECCENTRICITY * np.sin(angle)
        bulge = ((1 + flat) / (1 - flat)) ** (_ECCENTRICITY / 2)
        angle = 2 * np.arctan(bulge * np.exp(isometric)) - np.pi / 2
    return np.degrees(angle), longitude


def is_outline(path: Path) -> bool:
    """Tell whether a file is one of outlines: « communes*.geojson », « departements*.geojson »."""
    return path.suffix.lower() == ENDING and fold(path.stem).startswith(STARTS)


def check_outlines(folder: Path) -> Iterator[Fault]:
    """Yield the files of outlines that cannot be read, or hold none with an INSEE code."""
    for path in _files(folder):
        try:
            known = any(True for _ in _read_file(path))
        except (OSError, ValueError):
            known = False
        if not known:
            yield fault("unreadable_outlines", file=path.name)


def read_outlines(folder: Path, departments: Collection[str]) -> pd.DataFrame:
    """Return the outlines of some départements, from what is in a campaign's folder now.

    Out: `department`, `name`, `rings`, the JSON of lists of [longitude, latitude]. A file that cannot
    be read gives none (`check_outlines` says so).
    """
    rows: list[tuple[str, str, str]] = []
    for path in _files(folder):
        try:
            rows += [row for row in _read_file(path) if row[0] in departments]
        except (OSError, ValueError):
            continue
    return pd.DataFrame(rows, columns=OUTLINES, dtype="str")


def no_outlines() -> pd.DataFrame:
    """Return the outlines of a campaign without such a file."""
    return pd.DataFrame(columns=OUTLINES, dtype="str")


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if is_outline(path) and path.is_file()]


def _read_file(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the département, the name and the rings of each outline; `ValueError` for another file."""
    collection = json.loads(path.read_bytes())
    try:
        for feature in collection["features"]:
            rings = json.dumps([*_rings(feature["geometry"])])
            if department := _department(feature["properties"]):
                yield department, str(feature["properties"].get("nom", "")), rings
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(path.name) from error


def _department(properties: dict[str, Any]) -> str:
    """Return the département of an outline, by the first of its properties that is an INSEE code."""
    named = [(fold(key), str(value)) for key, value in properties.items()]
    for word in ("insee", "code"):
        for key, value in named:
            if word in key and "postal" not in key and (code := _CODE.fullmatch(value)):
                return code[1]
    return ""


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Yield the outer rings of a (multi)polygon, points that fall together taken once."""
    polygons = geometry["coordinates"]
    for polygon in polygons if geometry["type"] == "MultiPolygon" else [polygons]:
        points = np.round(np.array(polygon[0], dtype=float)[:, :2], _PLACES)
        moved = np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))
        yield points[moved].tolist()
