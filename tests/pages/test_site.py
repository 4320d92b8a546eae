"""The pages as a visitor meets them: without scripts, with them, from a link, with the keyboard."""

from __future__ import annotations

import gzip
import re
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError

import pytest
from browser import LOOKS, Look, Served, faults_seen, running_server
from openpyxl import load_workbook
from pages import AROUND, FIGURES
from places import ROOT
from playwright.sync_api import Browser, Page, expect
from psutil import Process

from passpro_nb.domain.french import fold
from passpro_nb.store.published import PUBLISHED


@pytest.fixture(scope="module")
def served(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the real dashboards and pages over the example."""
    log = tmp_path_factory.mktemp("journal") / "serve.log"
    with running_server(imported / PUBLISHED, ROOT / "dashboards", log) as server:
        yield server


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """Open a page of a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    yield context.new_page()
    context.close()


def hosts(page: Page) -> list[str]:
    """Return the départements of the hosts shown."""
    table = page.get_by_role("table", name=re.compile("Établissements d’accueil"))
    return table.locator("tbody tr td:nth-child(2)").all_text_contents()  # far below, not laid out


def test_without_scripts_everything_is_there(bare: Page, served: Served) -> None:
    """Filters are a form with a button, the whole table stands, and no kernel is started."""
    bare.goto(served.address("academie"))
    bare.get_by_label("Département", exact=True).select_option("93")
    bare.get_by_role("button", name="Afficher").click()
    expect(bare).to_have_url(re.compile(r"academie\?.*departement=93"))
    expect(bare.get_by_role("heading", level=1)).to_contain_text("Seine-Saint-Denis (93)")
    assert set(hosts(bare)) == {"93"}
    assert kernels(served) == 0


def fetch(address: str, **headers: str) -> tuple[Message, bytes]:
    """Return the headers and the bytes of an answer, as they travel."""
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    with urllib.request.urlopen(urllib.request.Request(address, headers=asked)) as answer:
        return answer.headers, answer.read()


@pytest.mark.parametrize(
    "path", ["academie?departement=93", "academie/courbe.svg", "passpro/site.js"]
)
def test_texts_travel_packed_where_the_browser_unpacks(served: Served, path: str) -> None:
    """A page, a chart and a script come in less than a third, the same text; whole to who asks nothing."""
    plain, whole = fetch(served.address(path))
    packed, small = fetch(served.address(path), Accept_Encoding="gzip, deflate, br")
    assert plain["Content-Encoding"] is None
    assert packed["Content-Encoding"] == "gzip"
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert len(small) * 3 < len(whole)
    assert gzip.decompress(small) == whole
    assert packed["Etag"] != plain["Etag"]


def test_what_is_packed_is_not_sent_again(served: Served) -> None:
    """A page asked again, unchanged, is answered by 304 and no byte."""
    address = served.address("academie")
    known, _ = fetch(address, Accept_Encoding="gzip")
    with pytest.raises(HTTPError, match="304"):
        fetch(address, Accept_Encoding="gzip", If_None_Match=known["Etag"])


def test_a_workbook_is_not_packed_again(served: Served) -> None:
    """A file that is a zip already travels as it is."""
    headers, content = fetch(served.address("academie.xlsx"), Accept_Encoding="gzip")
    assert headers["Content-Encoding"] is None
    assert content.startswith(b"PK")


def kernels(served: Served) -> int:
    """Return how many kernels the server has started, by its processes."""
    children = Process(served.process.pid).children(recursive=True)
    return sum("ipykernel" in " ".join(child.cmdline()) for child in children)


def test_a_filter_changes_all_at_once_and_back_undoes_it(page: Page, served: Served) -> None:
    """A choice changes title, sentence, cards and rows; the address keeps it; back and reload hold."""
    page.goto(served.address("academie"))
    every = len(hosts(page))
    page.get_by_label("Département", exact=True).select_option("94")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Val-de-Marne (94)")
    assert page.url.endswith("/academie?departement=94")
    assert set(hosts(page)) == {"94"}
    expect(page.get_by_label("Département", exact=True)).to_be_focused()
    page.reload()
    expect(heading).to_contain_text("Val-de-Marne (94)")
    page.go_back()
    expect(heading).to_have_text("Suivi de la campagne")
    expect(page.get_by_role("status").first).to_be_attached()
    assert len(hosts(page)) == every


def test_the_last_choice_wins(page: Page, served: Served) -> None:
    """An answer that comes late never replaces that of a later choice."""
    page.goto(served.address("academie"))

    def slow(route, request):
        page.wait_for_timeout(400)
        route.continue_()

    page.route(re.compile("departement=93"), slow)
    page.evaluate(
        "() => { const s = document.querySelector('#filtre-departement');"
        " for (const v of ['93', '77']) { s.value = v; s.dispatchEvent(new Event('change', {bubbles: true})); } }"
    )
    expect(page.get_by_role("heading", level=1)).to_contain_text("Seine-et-Marne (77)")
    page.wait_for_timeout(800)
    assert set(hosts(page)) == {"77"}
    assert page.url.endswith("departement=77")


def test_a_table_sorts_searches_and_exports_what_is_seen(
    page: Page, served: Served, tmp_path: Path
) -> None:
    """Sorted by name, searched, the workbook holds the rows of the screen in their order."""
    page.goto(served.address("academie?departement=93"))
    table = page.get_by_role("table", name=re.compile("Établissements d’accueil"))
    place = page.locator(".tableau", has=table)
    table.get_by_role("button", name=re.compile("^Établissement")).click()
    place.get_by_role("searchbox").fill("lycee polyvalent")
    names = table.locator("tbody th").all_inner_texts()
    assert 0 < len(names) < 12
    assert names == sorted(names, key=fold)
    with page.expect_download() as waited:
        place.get_by_role("button", name="Exporter ce tableau").click()
    waited.value.save_as(tmp_path / "vu.xlsx")
    sheet = load_workbook(tmp_path / "vu.xlsx").worksheets[0]
    rows = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert [row for row in rows if row in names] == names
    expect(place.get_by_text("est enregistré")).to_be_visible()


@pytest.mark.parametrize("name", FIGURES)
def test_tables_far_below_are_made_lively_too(page: Page, served: Served, name: str) -> None:
    """Nobody scrolls, and every table sorts soon, folded ones too; the page keeps the height it said."""
    page.goto(served.address(name))
    expect(page.locator(".tableau[data-noun]")).to_have_count(0)
    assert page.locator(".tableau thead th:not(:has(button))").count() == 0
    said = page.evaluate("document.documentElement.scrollHeight")
    page.add_style_tag(content=".tableau { content-visibility: visible !important }")
    assert page.evaluate("document.documentElement.scrollHeight") == pytest.approx(said, rel=0.1)


def test_the_workbook_of_a_page_has_its_filters(served: Served) -> None:
    """The list of one département is named after it."""
    with urllib.request.urlopen(served.address("academie.xlsx?departement=93")) as answer:
        assert "etablissements-93-" in answer.headers["Content-Disposition"]
        assert answer.read(2) == b"PK"


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_accessible(page: Page, served: Served, name: str, look: Look) -> None:
    """The tool axe finds no fault, by day, by night and narrow; nothing but tables moves sideways."""
    for address in (name, f"{name}?departement=93"):
        ready = ".tableau-outils [type=search]"
        assert faults_seen(page, served.address(address), look, ready) == []


def test_on_a_telephone_each_school_is_a_card(page: Page, served: Served) -> None:
    """Narrow, a row stands alone with what each of its figures is, the first twenty; it still sorts."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(served.address("academie"))
    table = page.get_by_role("table", name=re.compile("Établissements d’accueil"))
    cards = table.locator("tbody tr")
    expect(cards).to_have_count(20)
    said = "node => getComputedStyle(node, '::before').content"
    labels = [cell.evaluate(said) for cell in cards.first.locator("td").all()]
    assert '"Avis en retard"' in labels
    assert '"none"' not in labels
    first, second = (cards.nth(at).bounding_box() for at in (0, 1))
    assert first["y"] + first["height"] <= second["y"]
    assert first["x"] + first["width"] <= 390
    table.get_by_role("button", name="Avis saisis").click()
    expect(cards.first.locator("th")).to_be_visible()
    page.get_by_role("button", name="Voir toutes les lignes").first.click()
    assert cards.count() > 20


def test_nothing_comes_from_elsewhere(page: Page, served: Served) -> None:
    """Every request of a page goes to its own server; none fails."""
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
    for name in (*FIGURES, *AROUND):
        page.goto(served.address(name))
        page.wait_for_load_state("networkidle", timeout=120_000)
    outside = [url for url in asked if not url.startswith((served.url, "data:"))]
    assert outside == []
    assert failed == []


def test_the_keyboard_alone_goes_from_the_skip_link_to_the_export(
    page: Page, served: Served
) -> None:
    """Tab reaches the skip link first, then filters, the table's search and its export, all in sight."""
    page.goto(served.address("relances"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    reached = []
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.className || document.activeElement.id")
        )
        if reached[-1] == "exporter":
            break
    assert reached[-1] == "exporter"
    assert "filtre-departement" in reached
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("name", FIGURES)
def test_on_paper_nothing_is_lost(browser: Browser, served: Served, name: str) -> None:
    """Printed, a page keeps its heading, its sentence and whole tables; controls are not printed."""
    page = browser.new_page(viewport={"width": 718, "height": 1000})  # A4 less margins
    page.goto(served.address(f"{name}?departement=93"))
    expect(page.locator(".tableau-outils [type=search]").first).to_be_attached()
    page.emulate_media(media="print")
    assert page.locator(".filtres").first.is_hidden()
    assert page.locator(".tableau-outils").first.is_hidden()
    for place in page.locator(".tableau-cadre").all():
        if place.is_visible():
            assert place.evaluate("e => e.scrollHeight <= e.clientHeight + 2")
            assert place.evaluate("e => e.scrollWidth <= e.clientWidth + 2")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("thead button").count() == 0  # else headings are not repeated on each sheet
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("thead button").count() > 0
    page.close()
