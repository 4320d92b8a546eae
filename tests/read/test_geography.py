"""Where schools and communes are: coordinates of both kinds, outlines of public files."""

import json
import math
from pathlib import Path

import pandas as pd
import pytest

from passpro_nb.read.folder import read_delivery
from passpro_nb.read.geography import check_outlines, is_outline, locate, read_outlines
from passpro_nb.read.inputs import have_changed, stamp_inputs

SQUARE = [[2.4, 48.9], [2.5, 48.9], [2.5, 49.0], [2.4, 48.9]]


def directory(**columns: list) -> pd.DataFrame:
    """Return a directory with coordinates, missing where none are given."""
    size = len(next(iter(columns.values())))
    names = ("latitude", "longitude", "easting", "northing")
    cells = {name: columns.get(name, [None] * size) for name in names}
    return pd.DataFrame(cells).astype("Float64")


def feature(properties: dict, kind: str = "Polygon", coordinates: object = None) -> dict:
    """Return an outline as GeoJSON writes it."""
    shape = {"type": kind, "coordinates": coordinates or [SQUARE]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def write_geojson(path: Path, *features: dict) -> Path:
    """Write a file of outlines."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def to_lambert(latitude: float, longitude: float) -> tuple[float, float]:
    """Return a point in Lambert-93, by the direct formula (IGN, NTG_71) and its definition on GRS 80."""
    e, a = 0.0818191910428, 6378137.0

    def isometric(degrees: float) -> float:
        sine = math.sin(math.radians(degrees))
        return math.atanh(sine) - e * math.atanh(e * sine)

    def radius(degrees: float) -> float:
        angle = math.radians(degrees)
        return a * math.cos(angle) / math.sqrt(1 - (e * math.sin(angle)) ** 2)

    n = math.log(radius(49) / radius(44)) / (isometric(44) - isometric(49))
    scale = radius(44) / n * math.exp(n * isometric(44))
    top = 6_600_000 + scale * math.exp(-n * isometric(46.5))
    reach, turn = scale * math.exp(-n * isometric(latitude)), n * math.radians(longitude - 3)
    return 700_000 + reach * math.sin(turn), top - reach * math.cos(turn)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(46.5, 3.0), (48.75, 2.32), (43.3, -1.5), (50.9, 1.85), (42.7, 9.45)],
)
def test_metres_become_degrees(latitude: float, longitude: float) -> None:
    """From Dunkerque to Bastia, Lambert-93 gives back the degrees that it was made of, to a metre."""
    east, north = to_lambert(latitude, longitude)
    found = locate(directory(easting=[east], northing=[north]))
    assert float(found["latitude"][0]) == pytest.approx(latitude, abs=1e-5)
    assert float(found["longitude"][0]) == pytest.approx(longitude, abs=1e-5)


def test_metres_of_the_annuaire_are_its_degrees(shared: Path) -> None:
    """Of the six hundred schools that the annuaire gives both ways, none moves by a metre."""
    path = shared / "realdata/establishments/annuaire-education-94-ecoles.csv"
    names = {"coordX_origine": "easting", "coordY_origine": "northing"}
    real = pd.read_csv(path, sep=";", encoding="utf-8-sig").rename(columns=names)
    found = locate(directory(**{name: real[name].tolist() for name in names.values()}))
    apart = (found[["latitude", "longitude"]] - real[["latitude", "longitude"]]).abs()
    assert len(real) > 600
    assert apart.max(axis=None) < 1e-5


def test_degrees_given_are_kept() -> None:
    """Metres fill in where degrees miss, and never change those that are given; the input stays."""
    given = directory(
        latitude=[48.0, None], longitude=[2.0, None], easting=[700000.0] * 2, northing=[6.6e6] * 2
    )
    found = locate(given)
    assert [*found["latitude"]] == [48.0, pytest.approx(46.5, abs=1e-6)]
    assert [*found["longitude"]] == [2.0, pytest.approx(3.0, abs=1e-6)]
    assert given["latitude"].isna().tolist() == [False, True]


def test_metres_of_another_system_place_nobody() -> None:
    """Overseas and swapped coordinates are not of Lambert-93: no place is made up."""
    found = locate(directory(easting=[338_000.0, 6.6e6], northing=[7_640_000.0, 700_000.0]))
    assert found[["latitude", "longitude"]].isna().all(axis=None)


def test_a_delivery_has_degrees(tmp_path: Path) -> None:
    """An annuaire in metres reads as one in degrees."""
    head = "numero_uai;appellation_officielle;coordonnee_x;coordonnee_y"
    (tmp_path / "annuaire.csv").write_text(f"{head}\n0930125F;Lycée;650267,1;6850327,2\n", "utf-8")
    (tmp_path / "campagne.toml").write_text("[campagne]\nnom = 'Essai'\n", "utf-8")
    read = read_delivery(tmp_path).frames["directory"]
    assert float(read["latitude"][0]) == pytest.approx(48.7511, abs=1e-4)


@pytest.mark.parametrize(
    ("properties", "department"),
    [
        ({"code": "93005", "nom": "Aulnay-sous-Bois"}, "93"),
        ({"nom": "Val-de-Marne", "code": "94"}, "94"),
        ({"code_postal": "75001", "insee_com": "2A004"}, "2A"),
        ({"code": "97105"}, "971"),
        ({"INSEE_DEP": "77", "population": 93005}, "77"),
    ],
)
def test_an_outline_is_of_the_departement_of_its_code(
    tmp_path: Path, properties: dict, department: str
) -> None:
    """Communes and départements, whichever public file they come from, are told by their INSEE code."""
    write_geojson(tmp_path / "communes.geojson", feature(properties))
    assert [*read_outlines(tmp_path, [department])["department"]] == [department]
    assert read_outlines(tmp_path, ["01"]).empty
    assert [*check_outlines(tmp_path)] == []


def test_outer_rings_are_kept_and_rounded(tmp_path: Path) -> None:
    """Each island is a ring, holes are left out, points that fall together are one."""
    fine = [[2.41, 48.9], [2.410001, 48.900001], [2.5, 48.9], [2.41, 48.9]]
    islands = [[SQUARE, fine], [fine]]
    write_geojson(
        tmp_path / "departements.geojson", feature({"code": "93"}, "MultiPolygon", islands)
    )
    (rings,) = read_outlines(tmp_path, ["93"])["rings"]
    assert json.loads(rings) == [SQUARE, [[2.41, 48.9], [2.5, 48.9], [2.41, 48.9]]]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"features": [3]}', b"\xff\xfe", b'{"features": []}']
)
def test_a_file_that_is_no_outline_is_said(tmp_path: Path, content: bytes) -> None:
    """What is not GeoJSON, or names nothing, gives no outline, stops nothing, and is told."""
    (tmp_path / "communes.geojson").write_bytes(content)
    assert read_outlines(tmp_path, ["93"]).empty
    assert [found.code for found in check_outlines(tmp_path)] == ["unreadable_outlines"]


def test_outlines_are_a_file_of_the_campaign(tmp_path: Path) -> None:
    """They are told by their name; once they come, what was imported is behind."""
    before = stamp_inputs(tmp_path)
    path = write_geojson(tmp_path / "Departements 2025.geojson", feature({"code": "93"}))
    assert is_outline(path)
    assert not is_outline(tmp_path / "plan.geojson")
    assert have_changed(tmp_path, before)
