"""The map of hosts: true shapes and surfaces, every host once, and words where some are missing."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from itertools import combinations
from math import hypot
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from campaigns import blank
from lxml import html as markup
from pages import SITE, read_table

from passpro_nb.commands.main import run
from passpro_nb.pages.book import Book
from passpro_nb.pages.links import Links
from passpro_nb.pages.map import HEIGHT, LARGEST, NONE, WIDTH, HostMap, draw_map
from passpro_nb.panels.academie.figures import measure_screen
from passpro_nb.panels.filters import EVERYTHING
from passpro_nb.store.published import PUBLISHED, Published, publish, read_published

KM = 1 / 111.2  # degrees of latitude
FLAT = np.cos(np.radians(48.9))


def hosts(*overdue: int) -> pd.DataFrame:
    """Return hosts of Seine-Saint-Denis with so many opinions late."""
    rows = [
        (f"093000{n}A", f"Lycée {n}", f"Ville {n}", "93", 200, late)
        for n, late in enumerate(overdue)
    ]
    names = ["host_uai", "host_name", "commune", "department", "expected", "overdue"]
    return pd.DataFrame(rows, columns=names)


def draw(
    published: Published, table: pd.DataFrame, *places: tuple[float, float], rings: tuple = ()
) -> HostMap:
    """Return the map of hosts placed so many kilometres east and north, with outlines of their département."""
    found = [
        (uai, 48.9 + north * KM, 2.4 + east * KM / FLAT)
        for uai, (east, north) in zip(table["host_uai"], places, strict=False)
    ]
    outlines = [("93", "Ville", json.dumps([ring])) for ring in rings]
    placed = replace(
        published,
        places=pd.DataFrame(found, columns=["uai", "latitude", "longitude"]),
        outlines=pd.DataFrame(outlines, columns=["department", "name", "rings"]),
    )
    drawn = draw_map(placed, table, Links().to_host, lambda code: (code, f"/{code}"))
    assert drawn
    return drawn


@pytest.fixture(scope="module")
def published(imported: Path) -> Published:
    """Return the figures of the example."""
    return read_published(imported / PUBLISHED)


def test_the_surface_of_a_circle_is_what_is_late(published: Published) -> None:
    """Four times as many opinions late: twice the radius; none late: a small empty circle."""
    places = ((0, 0), (5, 0), (0, 5))
    first, second, none = draw(published, hosts(100, 25, 0), *places).frames[0].spots
    assert first.radius == pytest.approx(2 * second.radius)
    assert (none.radius, none.late) == (NONE, False)
    assert first.said == "Lycée 0, Ville 0 : 100\u00a0avis en retard sur 200\u00a0attendus"
    assert first.address == "/etablissement?hote=0930000A"


def test_few_late_do_not_alarm(published: Published) -> None:
    """Where the most late host has two opinions late, its circle is a small one."""
    (spot,) = draw(published, hosts(2), (0, 0)).frames[0].spots
    assert NONE < spot.radius < LARGEST / 3


def test_distances_are_kept(published: Published) -> None:
    """Ten kilometres east are as long as ten north, and as the scale says; north is up, west on the left."""
    (frame,) = draw(published, hosts(9, 5, 1), (0, 0), (10, 0), (0, 10)).frames
    origin, east, north = frame.spots
    wide, high = east.x - origin.x, origin.y - north.y
    assert wide == pytest.approx(high, rel=0.01)
    assert (east.y, north.x) == pytest.approx((origin.y, origin.x), abs=0.5)
    length, said = frame.scale
    assert length == pytest.approx(wide * int(said.split("\u00a0")[0]) / 10, rel=0.01)
    assert hypot(wide, high) < hypot(WIDTH, HEIGHT)


def test_outlines_of_neighbours_have_no_gap(published: Published) -> None:
    """Two communes that share a border share its points on the map; all stand within the frame."""
    left = [[2.40, 48.9], [2.43, 48.9], [2.4312, 48.9234], [2.40, 48.93], [2.40, 48.9]]
    right = [[2.43, 48.9], [2.46, 48.9], [2.46, 48.93], [2.4312, 48.9234], [2.43, 48.9]]
    (frame,) = draw(published, hosts(9), (1, 1), rings=(left, right)).frames
    one, other = (corners(path) for path in frame.outline.split("z")[:2])
    assert len(set(one) & set(other)) == 2
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in one + other)


def corners(path: str) -> list[tuple[int, int]]:
    """Return the points of a ring as SVG draws it."""
    start, _, moves = path.removeprefix("M").partition("l")
    steps = np.array([int(n) for n in re.findall(r"-?\d+", moves)]).reshape(-1, 2)
    first = np.array([int(n) for n in start.split()])
    return [tuple(p) for p in (first + np.vstack([[0, 0], steps.cumsum(axis=0)])).tolist()]


def test_one_host_alone_is_drawn(published: Published) -> None:
    """A school alone, without outlines, stands in the middle of some kilometres."""
    (frame,) = draw(published, hosts(9), (0, 0)).frames
    assert frame.spots[0].x == WIDTH / 2
    assert frame.scale[1] in ("1\u00a0km", "2\u00a0km")


def test_names_are_never_over_each_other(published: Published) -> None:
    """Of three hosts close together only those are named whose words are clear of the others'."""
    (frame,) = draw(published, hosts(90, 80, 70), (0, 0), (0.1, 0.1), (0, 30)).frames
    assert [name.text for name in frame.names] == ["Ville 0\u00a0: 90", "Ville 2\u00a0: 70"]
    spread = draw(published, hosts(90, 80, 70), (0, 0), (1, 15), (0, 30)).frames[0]
    assert len(spread.names) == 3
    assert all(abs(one.y - other.y) > 13 for one, other in combinations(spread.names, 2))


@pytest.mark.parametrize(
    ("placed", "said"),
    [
        (3, ""),
        (
            2,
            "1 établissement n’est pas sur la carte : l’annuaire n’en donne pas de position juste.",
        ),
        (
            1,
            "2 établissements ne sont pas sur la carte : l’annuaire n’en donne pas de position juste.",
        ),
    ],
)
def test_who_is_not_on_the_map_is_counted(published: Published, placed: int, said: str) -> None:
    """Hosts that the directory does not place are counted in a sentence."""
    drawn = draw(published, hosts(9, 5, 1), *((n, n) for n in range(placed)))
    assert blank(drawn.unplaced) == said


def test_the_legend_shows_round_numbers(published: Published) -> None:
    """From « aucun » to the largest round number that a host has."""
    for late, texts in (
        (130, ["aucun", "10", "50", "100"]),
        (4, ["aucun", "1", "2"]),
        (0, ["aucun"]),
    ):
        drawn = draw(published, hosts(late), (0, 0))
        assert [text for _, text in drawn.legend] == texts


def circles(content: bytes) -> list[tuple[str, str]]:
    """Return where each circle of a page's map leads, and what it says."""
    page = markup.fromstring(content.decode())
    links = page.xpath("//div[contains(@class, 'carte-lieux')]//a[circle]")
    return [(link.get("href"), blank(link.findtext("circle/title"))) for link in links]


def test_the_map_is_the_table(book: Book) -> None:
    """Every host of the table is on the map once, with its figures; its link is a page that answers."""
    answer = book.answer("academie")
    table = {row["host_uai"]: row for row in read_table(answer.content, "Établissements")}
    found = {link.partition("=")[2]: (link, said) for link, said in circles(answer.content)}
    assert found.keys() == table.keys()
    for uai, (_, said) in found.items():
        row = table[uai]
        assert said.startswith(
            f"{row['host_name']}, {row['commune']} : {row['overdue']} avis en retard"
        )
    link = next(iter(found.values()))[0]
    assert book.answer("etablissement", link.partition("?")[2]).status == 200


def test_a_departement_has_its_own_map(book: Book) -> None:
    """Narrowed to a département, its hosts alone are there; whole, each département has its frame and its link."""
    content = book.answer("academie", "departement=93").content
    assert {link.partition("=")[2][:3] for link, _ in circles(content)} == {"093"}
    assert not markup.fromstring(content.decode()).xpath(
        "//div[contains(@class, 'carte-lieux')]//h3"
    )
    whole = markup.fromstring(book.answer("academie", "diplome=CAP").content.decode())
    titles = whole.xpath("//div[contains(@class, 'carte-lieux')]//h3/a")
    assert [(a.text, a.get("href")) for a in titles] == [
        ("Seine-et-Marne (77)", "/academie?departement=77&diplome=CAP"),
        ("Seine-Saint-Denis (93)", "/academie?departement=93&diplome=CAP"),
        ("Val-de-Marne (94)", "/academie?departement=94&diplome=CAP"),
    ]


def test_the_keyboard_and_screen_readers_pass_the_map(book: Book) -> None:
    """Drawings are hidden from readers and out of the order of tabs; a sentence says what they show."""
    page = markup.fromstring(book.answer("academie").content.decode())
    drawings = page.xpath("//main//svg")
    assert len(drawings) > 6
    assert {drawing.get("aria-hidden") for drawing in drawings} == {"true"}
    assert {link.get("tabindex") for link in page.xpath("//svg//a")} == {"-1"}
    total = sum(int(blank(s).split(" : ")[1].split()[0]) for _, s in circles(markup.tostring(page)))
    (said,) = [
        p.text
        for p in page.xpath("//p[@class='hors-ecran']")
        if "Val-de-Marne (94) :" in (p.text or "")
    ]
    assert total == sum(int(n) for n in re.findall(r"(\d+) avis en retard", blank(said)))


def test_without_places_a_sentence_or_nothing(imported: Path, tmp_path: Path) -> None:
    """An annuaire without coordinates is said; without an annuaire nothing is said of a map."""
    folder = tmp_path / "copie"
    shutil.copytree(imported, folder)
    published = read_published(folder / PUBLISHED)
    book = Book(folder / PUBLISHED, Links(), SITE)
    said = "Pas de carte : l’annuaire ne donne la position d’aucun de ces établissements."
    for contacts, told in ((published.contacts, True), (published.contacts.head(0), False)):
        publish(replace(published, places=published.places.head(0), contacts=contacts), folder)
        text = blank(book.answer("academie").content.decode())
        assert (said in text) is told
        assert "carte-lieux" not in text


def test_outlines_laid_in_the_folder_are_drawn(imported: Path, tmp_path: Path) -> None:
    """A GeoJSON of the campaign's folder is under the circles once imported."""
    folder = tmp_path / "copie"
    shutil.copytree(imported, folder)
    shape = {"type": "Polygon", "coordinates": [[[2.4, 48.9], [2.6, 48.9], [2.5, 49], [2.4, 48.9]]]}
    feature = {"properties": {"code": "93", "nom": "Seine-Saint-Denis"}, "geometry": shape}
    (folder / "departements.geojson").write_text(json.dumps({"features": [feature]}), "utf-8")
    book = Book(folder / PUBLISHED, Links(), SITE)
    assert b'class="contours"' not in book.answer("academie").content
    assert run(["import", str(folder), "--on", "2025-04-30"]) == 0
    assert book.answer("academie").content.count(b'class="contours"') == 1


def test_the_example_is_placed_whole(published: Published) -> None:
    """Every host of the example has its place: the map leaves nobody out."""
    screen = measure_screen(published, EVERYTHING)
    assert set(screen.hosts["host_uai"]) <= set(published.places["uai"])
