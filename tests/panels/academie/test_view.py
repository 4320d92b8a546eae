"""The dashboard of the académie, as an inspector sees it."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from browser import Served, accessibility_faults, open_dashboard, running_server
from campaigns import copy_example
from openpyxl import load_workbook
from places import ROOT
from playwright.sync_api import Locator, Page, expect
from psutil import Process

from passpro_nb.commands.main import run
from passpro_nb.panels.academie.figures import measure_screen
from passpro_nb.panels.filters import Filters
from passpro_nb.store.published import PUBLISHED, read_published

PAGE = "vif/academie"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example, imported on 10 April and on the day of its data."""
    folder = tmp_path_factory.mktemp("campagne") / "exemple"
    copy_example(folder)
    for day in ("2025-04-10", "2025-04-30"):
        assert run(["import", str(folder), "--on", day]) == 0
    return folder


@pytest.fixture(scope="module")
def server(campaign: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the real dashboards over the example."""
    log = tmp_path_factory.mktemp("journal") / "serve.log"
    with running_server(campaign / PUBLISHED, ROOT / "dashboards", log) as served:
        yield served


def coverage(campaign: Path, *words: str) -> dict:
    """Return the figures of the command `coverage` for the whole académie."""
    to = campaign.parent / "coverage.json"
    assert run(["coverage", str(campaign), "--by", "academie", *words, "--to", str(to)]) == 0
    return json.loads(to.read_text(encoding="utf-8"))[0]


def read_cards(page: Page) -> dict[str, int]:
    """Return the headline as the page shows it."""
    labels = page.locator(".vivante .carte dt, .sortie .carte dt")
    values = page.locator(".carte-valeur").all_inner_texts()
    names = [
        re.sub(r"\s*\?\s*$", "", text, flags=re.S).strip() for text in labels.all_inner_texts()
    ]
    numbers = [int(re.sub(r"\D", "", text)) for text in values]
    return dict(zip(names, numbers, strict=True))


def hosts_table(page: Page) -> Locator:
    """Return the rows of the table of hosts."""
    table = page.get_by_role("table", name=re.compile("Établissements d’accueil"))
    return table.locator("tbody tr")


def test_the_headline_is_that_of_the_commands(page: Page, server: Served, campaign: Path):
    """The page opens on the whole académie with the figures of `coverage`."""
    open_dashboard(page, server.address(PAGE))
    total = coverage(campaign)
    cards = read_cards(page)
    assert cards["Inscrits"] == total["registered"]
    assert cards["Reçus"] == total["interviewed"]
    assert cards["Avis saisis"] == total["entered"]
    assert cards["Avis en retard"] == total["overdue"]


def test_movement_and_what_is_ahead_are_on_the_page(page: Page, server: Served, campaign: Path):
    """What came since the import before, host by host too; who will not be done; axe finds nothing."""
    open_dashboard(page, server.address(PAGE))
    expect(page.get_by_text("+86 avis depuis le 10 avril.")).to_be_visible()
    heads = page.get_by_role("table", name=re.compile("Établissements d’accueil")).locator("thead")
    expect(heads).to_contain_text("Depuis le 10 avril")
    total = coverage(campaign, "--department", "77")
    page.get_by_label("Département", exact=True).select_option(label="77 – Seine-et-Marne")
    expect(page.locator(".carte-valeur").first).to_have_text(re.compile(f"^{total['registered']}$"))
    screen = measure_screen(read_published(campaign / PUBLISHED), Filters(department="77"))
    moved = screen.hosts["entered_change"].sum()
    expect(page.get_by_text(f"+{moved} avis depuis le 10 avril.")).to_be_visible()
    expect(page.locator(".listes h2")).to_have_text([*screen.worst])
    found = accessibility_faults(page)
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_a_filter_changes_everything(page: Page, server: Served, campaign: Path):
    """Filtered on 93, headline and table are those of `coverage --department 93`."""
    open_dashboard(page, server.address(PAGE))
    before = read_cards(page)
    page.get_by_label("Département", exact=True).select_option(label="93 – Seine-Saint-Denis")
    total = coverage(campaign, "--department", "93")
    expect(page.locator(".carte-valeur").first).to_have_text(re.compile(f"^{total['registered']}$"))
    cards = read_cards(page)
    assert cards["Avis en retard"] == total["overdue"]
    assert cards["Inscrits"] < before["Inscrits"]
    departments = hosts_table(page)
    hosts = measure_screen(read_published(campaign / PUBLISHED), Filters(department="93")).hosts
    expect(departments).to_have_count(len(hosts))


def test_the_live_page_begins_where_its_address_says(page: Page, server: Served, campaign: Path):
    """Opened from a filtered page it has the same filters, several values too; a wrong one is said."""
    open_dashboard(page, server.address(f"{PAGE}?departement=93"))
    total = coverage(campaign, "--department", "93")
    assert read_cards(page)["Inscrits"] == total["registered"]
    expect(page.get_by_label("Département", exact=True)).to_have_value(re.compile("93"))
    open_dashboard(page, server.address(f"{PAGE}?departement=93,77"))
    both = (
        coverage(campaign, "--department", "93")["registered"]
        + coverage(campaign, "--department", "77")["registered"]
    )
    assert read_cards(page)["Inscrits"] == both
    open_dashboard(page, server.address(f"{PAGE}?departement=13"))
    expect(
        page.get_by_text("Aucune offre n’a « 13 » pour filtre. Il y a : 77, 93 et 94.")
    ).to_be_visible()
    assert read_cards(page)["Inscrits"] == coverage(campaign)["registered"]


def test_the_address_follows_the_filters(page: Page, server: Served, campaign: Path):
    """After a choice the address says it: reloaded, the page has the same filter and figures."""
    open_dashboard(page, server.address(PAGE))
    page.get_by_label("Département", exact=True).select_option(label="93 – Seine-Saint-Denis")
    expect(page).to_have_url(server.address(f"{PAGE}?departement=93"))
    page.reload()
    page.locator("body.pret").wait_for()
    assert read_cards(page)["Inscrits"] == coverage(campaign, "--department", "93")["registered"]
    page.get_by_label("Département", exact=True).select_option(label="Tous")
    expect(page).to_have_url(server.address(PAGE))


def test_the_curve_is_drawn_by_the_server(page: Page, server: Served, campaign: Path):
    """Its picture is of the filters and the import of the figures beside it; of another none is answered."""
    open_dashboard(page, server.address(f"{PAGE}?departement=93"))
    curve = page.locator(".graphique img").first
    address = curve.get_attribute("src")
    imported = read_published(campaign / PUBLISHED).imported_at.isoformat()
    assert address == f"/academie/courbe.svg?departement=93&demande={imported}"
    expect(curve).to_have_js_property("naturalWidth", 1200)
    with urlopen(server.address(address[1:])) as answer:
        assert b"<svg" in answer.read()
    with pytest.raises(HTTPError, match="404"):
        urlopen(server.address(address[1:].replace("demande=20", "demande=19")))


def test_no_old_figure_stands_under_a_new_filter(page: Page, server: Served):
    """A kernel that ends before it answers a filter leaves no figure: the screen says that it stopped."""
    open_dashboard(page, server.address(PAGE))
    kernels = Process(server.process.pid).children(recursive=True)
    stopped = max(kernels, key=Process.create_time)
    stopped.suspend()
    page.get_by_label("Département", exact=True).select_option(label="77 – Seine-et-Marne")
    expect(page.locator("body")).to_have_class(re.compile("attend"))
    stopped.kill()
    expect(page.get_by_text("Cette page est arrêtée")).to_be_visible()
    expect(page.locator(".carte-valeur").first).not_to_be_visible()


def test_the_workbook_is_the_table(page: Page, server: Served, campaign: Path):
    """The downloaded workbook holds the rows of the filtered table, and where they come from."""
    open_dashboard(page, server.address(PAGE))
    page.get_by_label("Département", exact=True).select_option(label="77 – Seine-et-Marne")
    hosts = measure_screen(read_published(campaign / PUBLISHED), Filters(department="77")).hosts
    expect(hosts_table(page)).to_have_count(len(hosts))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger la liste").click()
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    rows = list(book["Établissements"].values)[1:]
    assert [row[0] for row in rows] == hosts["host_uai"].tolist()
    assert [row[4] for row in rows] == hosts["registered"].tolist()
    assert any("Département : 77" in str(line[0]) for line in book["Provenance"].values)


def test_a_table_is_exported_as_it_is_shown(page: Page, server: Served):
    """Searched and sorted on the page, the rows go out as they stand, with where they come from."""
    open_dashboard(page, server.address(PAGE))
    region = page.locator(".tableau", has=page.get_by_role("table", name=re.compile("accueil")))
    region.get_by_role("searchbox").fill("lycee professionnel")
    region.get_by_role("button", name="Avis attendus").click()
    shown = hosts_table(page).locator("th").all_inner_texts()
    with page.expect_download() as waiting:
        region.get_by_role("button", name="Exporter ce tableau").click()
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    (rows, notes) = (list(sheet.values) for sheet in book)
    assert [row[0] for row in rows[1:]] == shown != []
    said = "\n".join(str(row[0]) for row in notes)
    for word in ("lycee professionnel", "décroissant", "candidatures_2025-04-30.xlsx"):
        assert word in said


def test_no_pupil_on_the_page(page: Page, server: Served, campaign: Path):
    """No name, INE or birth date of a pupil is in what the browser receives."""
    from passpro_nb.check.campaign import open_campaign

    open_dashboard(page, server.address(PAGE))
    content = page.content()
    pupils = open_campaign(campaign).applications
    secrets = {*pupils["ine"].dropna(), *pupils["file_number"].dropna()}
    secrets |= {f"{p.last_name} {p.first_name}" for p in pupils.itertuples()}
    assert not [secret for secret in secrets if secret in content]
