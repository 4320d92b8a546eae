"""The served pages, as a visitor and a prying visitor meet them."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from socket import create_connection
from types import SimpleNamespace

import pytest
from browser import (
    Served,
    accessibility_faults,
    open_dashboard,
    running_server,
    serve_call,
    wait_until,
    write_dashboard,
)
from jupyter_core.utils import run_sync
from playwright.sync_api import Browser, Page, Route, expect
from psutil import Process

from passpro_nb.domain.errors import UsageError
from passpro_nb.serve.kernels import OwnKernelOnly
from passpro_nb.serve.server import _server_config, is_no_closed_page, needs_token, serve_dashboards
from passpro_nb.serve.site import DashboardPage, read_dashboards
from passpro_nb.serve.visits import HEARTBEAT

SECRET = "Marie Secret"

# An invented page with one of each widget; its filter can also fail and crash.
PAGE = """
import os
from passpro_nb.panels import fragments, inputs
from passpro_nb.panels import widgets as show
from passpro_nb.panels.screens import Card
HOSTS = [
    {"name": f"Lycée Éole {i} <i>&", "dep": ("77", "93", "94")[i % 3], "registered": i,
     "coverage": i / 140 if i else None}
    for i in range(140)
]
COLUMNS = [
    show.ShownColumn("name", "Établissement"), show.ShownColumn("dep", "Département"),
    show.ShownColumn("registered", "Inscrits", "number"), show.ShownColumn("coverage", "Couverture", "percent"),
]
def cards(hosts):
    return fragments.cards([
        Card("Inscrits", str(sum(h["registered"] for h in hosts)), "140 lycées", "Au jour J."),
        Card("Fichier", show.published_path().name),
    ])
departments = [("77", "77"), ("93", "93"), ("échec", "échec"), ("arrêt", "arrêt")]
choice = inputs.dropdown("Département", departments, every="Tous")
figures = show.html_view(cards(HOSTS))
table = show.show_table(HOSTS, COLUMNS, caption="Lycées", noun=("lycée", "lycées"),
                        sort=("registered", True), limit=0)
picture = b"<svg xmlns='http://www.w3.org/2000/svg' width='900' height='40'/>"
numbers = fragments.plain_table(["Jour", "Avis"], [["1er mars", "3"]], "Avis par jour")
chart = show.html_view(fragments.chart(picture, alt="3 avis.", title="Avis", table=numbers))
place = show.widgets.VBox([figures, chart, table])
def draw(_):
    if choice.value == "échec":
        raise ValueError("Marie Secret")
    if choice.value == "arrêt":
        os._exit(1)
    hosts = [h for h in HOSTS if choice.value in ("", h["dep"])]
    figures.value = cards(hosts)
    table.rows = show.table_rows(hosts, COLUMNS)
choice.observe(show.guard(draw, place), "value")
download = show.DownloadButton("Télécharger", lambda: ("lycées.xlsx", b"x" * 20_000_000))
page = show.widgets.VBox([inputs.InputRow(choice), place, download])
show.show_live(page, cards(HOSTS))
"""
# Ask the kernel, as any script in the page could, what it is and then to run code.
ASK_KERNEL = """code => new Promise((resolve, reject) => {
  const id = JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId;
  const address = `ws://${location.host}/api/kernels/${id}/channels`;
  const socket = new WebSocket(address, 'v1.kernel.websocket.jupyter.org');
  socket.binaryType = 'arraybuffer';
  const types = [];
  const ask = (type, content) => {
    const header = {msg_id: type, msg_type: type, session: 's', username: '', version: '5.3', date: ''};
    const parts = ['shell', ...[header, {}, {}, content].map(JSON.stringify)]
      .map(part => new TextEncoder().encode(part));
    const offsets = [8 * (parts.length + 2)];
    for (const part of parts) offsets.push(offsets.at(-1) + part.length);
    const numbers = new BigUint64Array([offsets.length, ...offsets].map(BigInt));
    socket.send(new Blob([numbers, ...parts]));
  };
  socket.onmessage = ({data}) => {
    const at = n => Number(new BigUint64Array(data.slice(0, 64))[n]);
    types.push(JSON.parse(new TextDecoder().decode(data.slice(at(2), at(3)))).msg_type);
  };
  socket.onclose = () => reject('closed');
  socket.onopen = () => {
    ask('execute_request', {code, silent: false, allow_stdin: false});
    ask('kernel_info_request', {});
    setTimeout(() => resolve(types), 1500);
  };
})"""
DEFINITIONS = """
from IPython.display import HTML, display
display(HTML(fragments.definitions({"Inscrits": "Candidatures non annulées."})))
"""


@pytest.fixture(scope="session")
def dashboards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of two dashboards, beside files that nobody may read."""
    root = tmp_path_factory.mktemp("served")
    folder = root / "tableaux"
    (folder / ".cache").mkdir(parents=True)
    for secret in (root / "nominatif.sqlite", folder / "photo.png", folder / ".cache/s.ipynb"):
        secret.write_text(SECRET, encoding="utf-8")
    (root / "publie.sqlite").touch()
    write_dashboard(
        folder / "essai.ipynb", PAGE, DEFINITIONS, title="L’essai", description="Une phrase."
    )
    shown = "from IPython.display import HTML, display\ndisplay(HTML('<p>chiffre</p>'))"
    failing = f"raise ValueError({SECRET!r})"
    write_dashboard(folder / "panne.ipynb", shown, failing, shown, title="La panne")
    return folder


@pytest.fixture(scope="session")
def served(dashboards: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run the server that most tests share."""
    log = tmp_path_factory.mktemp("log") / "serve.log"
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, dashboards, log, campaign="Passpro 2025") as running:
        yield running


def read(address: str) -> tuple[int, str]:
    """Return the status and the text of an answer, redirections followed."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def kernel_address(page: Page, served: Served) -> str:
    """Return where the server tells whether the page's kernel lives."""
    script = "JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
    return served.address(f"passpro/alive/{page.evaluate(script)}")


def test_the_figures_are_in_the_first_answer(served: Served) -> None:
    """The first answer shows the figures in plain HTML, before any script of Voila's."""
    status, html = read(served.address("essai"))
    before_scripts = html.partition("/voila.js")[0]
    assert status == 200
    assert '<dd class="carte-valeur">9730</dd>' in before_scripts
    assert before_scripts.index("carte-valeur") < before_scripts.index("cell-output")


def test_figures_stay_when_widgets_do_not_come(served: Served, page: Page) -> None:
    """Without Voila's scripts the figures are there to read, and nothing covers them."""
    page.route("**/voila.js*", lambda route: route.abort())
    page.goto(served.address("essai"))
    expect(page.locator(".carte-valeur").first).to_have_text("9730")
    expect(page.locator(".carte-valeur").first).to_be_in_viewport()


def test_the_page_reads_the_published_file_only(served: Served) -> None:
    """The kernel learns the published file from its environment."""
    assert "publie.sqlite" in read(served.address("essai"))[1]


def test_what_the_office_writes_is_text_on_every_page(dashboards: Path, tmp_path: Path) -> None:
    """Names of campaigns and dashboards, and what a cell prints, are escaped wherever they show."""
    folder = tmp_path / "tableaux"
    folder.mkdir()
    for name in ("essai", "autre"):
        write_dashboard(folder / f"{name}.ipynb", "print('<u>4')", title="<i>3", description="<b>2")
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, folder, tmp_path / "log", campaign="<s>1") as served:
        for path, shown in (("", "123"), ("essai", "134"), ("absente", "13")):
            html = read(served.address(path))[1]
            assert {n for n in "1234" if f"&gt;{n}" in html} == set(shown)
            assert not [tag for tag in ("<s>", "<b>", "<i>", "<u>") if tag in html]


def test_no_code_is_shown(served: Served) -> None:
    """A visitor never sees the notebook's code."""
    assert "import widgets" not in read(served.address("essai"))[1]


def test_the_page_asks_nothing_of_another_host(served: Served, page: Page) -> None:
    """On a filtered network the page is whole: every request goes to the server itself."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_dashboard(page, served.address("essai"))
    elsewhere = [u for u in asked if not u.startswith((served.url, "data:", "blob:"))]
    assert len(asked) > 5
    assert elsewhere == []


def test_the_page_makes_no_script_error(served: Served, page: Page) -> None:
    """Nothing fails in the browser's console, the content policy included."""
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    open_dashboard(page, served.address("essai"))
    expect(page.locator(".tableau tbody tr")).to_have_count(140)
    assert faults == []


def test_the_content_policy_names_inline_scripts_and_blobs_only(served: Served) -> None:
    """Scripts come from the server, inline or as blobs; never from elsewhere, never from eval."""
    with urllib.request.urlopen(served.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'; script-src 'self' 'unsafe-inline' blob:;" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ["essai", "panne", "", "absente"])
def test_accessibility(served: Served, page: Page, path: str) -> None:
    """The tool axe finds nothing serious or critical on any kind of page."""
    page.goto(served.address(path))
    if path == "essai":
        open_dashboard(page, served.address(path))
        expect(page.locator(".tableau tbody tr")).to_have_count(140)
    found = accessibility_faults(page)
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_the_keyboard_reaches_everything(served: Served, page: Page) -> None:
    """Tab goes through the skip link, the filter, the help, the search, the headings, the file."""
    open_dashboard(page, served.address("essai"))
    expect(page.locator(".tableau tbody tr")).to_have_count(140)
    name = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(f"{page.evaluate('document.activeElement.tagName')} {page.evaluate(name)}")
    text = "\n".join(reached)
    assert reached[0] == "A Aller au contenu"
    for wanted in ("SELECT", "BUTTON Tout afficher", "SUMMARY Définition", "INPUT", "DIV Lycées"):
        assert wanted in text
    for wanted in ("BUTTON Établissement", "BUTTON Couverture", "BUTTON Télécharger"):
        assert wanted in text


def test_the_help_closes_with_escape(served: Served, page: Page) -> None:
    """A definition opens and closes from the keyboard, which stays where it was."""
    open_dashboard(page, served.address("essai"))
    page.locator(".aide summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Au jour J.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Au jour J.")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("path", ["essai", "panne", "", "absente"])
def test_a_phone_shows_the_page_without_sideways_scrolling(
    served: Served, page: Page, path: str
) -> None:
    """At 360 pixels nothing overflows; a wide table scrolls in its own frame."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(served.address(path))
    if path == "essai":
        page.locator(".tableau tbody tr").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_filter_changes_the_figures_and_is_lifted(served: Served, page: Page) -> None:
    """Choosing a département changes cards and table; « Tout afficher » brings everything back."""
    open_dashboard(page, served.address("essai"))
    page.get_by_label("Département").select_option("93")
    expect(page.locator(".carte-valeur").first).to_have_text("3290")
    expect(page.locator(".tableau-nombre")).to_have_text("47 lycées")
    page.get_by_role("button", name="Tout afficher").click()
    expect(page.locator(".tableau-nombre")).to_have_text("140 lycées")
    expect(page.get_by_label("Département")).to_have_value("Tous")


def test_the_table_sorts_and_searches(served: Served, page: Page) -> None:
    """Headings sort both ways, what is unknown stays last, accents do not matter to the search."""
    open_dashboard(page, served.address("essai"))
    names = page.locator(".tableau tbody th")
    heading = page.get_by_role("columnheader", name="Couverture")
    expect(names.first).to_have_text("Lycée Éole 139 <i>&")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(names.first).to_have_text("Lycée Éole 1 <i>&")
    expect(names.last).to_have_text("Lycée Éole 0 <i>&")
    page.get_by_label("Rechercher").fill("EOLE 13")
    expect(page.locator(".tableau-nombre")).to_have_text("12 lycées sur 140")
    page.get_by_label("Rechercher").fill("zzz")
    expect(page.get_by_text("Aucune ligne ne correspond.")).to_be_visible()


def test_a_large_file_is_downloaded(served: Served, page: Page) -> None:
    """20 MB arrive whole under their French name, and the page says so."""
    open_dashboard(page, served.address("essai"))
    with page.expect_download() as waited:
        page.get_by_role("button", name="Télécharger").press("Enter")
    assert waited.value.suggested_filename == "lycées.xlsx"
    assert waited.value.path().stat().st_size == 20_000_000
    expect(
        page.get_by_text(
            "« lycées.xlsx » est enregistré dans les téléchargements de votre navigateur."
        )
    ).to_be_visible()


def test_a_failed_filter_hides_the_figures_then_recovers(served: Served, page: Page) -> None:
    """A callback's failure leaves a French sentence and no figure; the next success restores."""
    open_dashboard(page, served.address("essai"))
    page.get_by_label("Département").select_option("échec")
    expect(page.get_by_text("Un incident est survenu pendant le calcul")).to_be_visible()
    expect(page.locator(".carte")).to_have_count(0)
    page.get_by_label("Département").select_option("77")
    expect(page.locator(".tableau-nombre")).to_have_text("47 lycées")


def test_a_failed_page_shows_no_figure(served: Served, page: Page) -> None:
    """A cell that fails leaves the French notice alone: no figure before or after, no exception."""
    page.goto(served.address("panne"))
    expect(page.get_by_role("alert")).to_contain_text("n’a pas pu être calculé")
    expect(page.get_by_text("chiffre", exact=True)).to_be_hidden()
    assert SECRET not in page.content()
    assert "Traceback" not in page.content()


@pytest.mark.parametrize(
    ("name", "kept"), [("kernel_ws_protocol", False), ("kernel_manager", True)]
)
def test_a_visitor_who_left_is_no_failure(name: str, kept: bool) -> None:
    """The library's own slip over a socket that is gone stays out of the log; any other is kept."""
    error = AttributeError("'NoneType' object has no attribute", name=name)
    record = logging.LogRecord(
        "tornado.application", 40, "", 1, "", (), (AttributeError, error, None)
    )
    assert is_no_closed_page(record) is kept


def test_a_page_cut_short_shows_no_figure(served: Served, page: Page) -> None:
    """A page that ends before its end, whatever cut it, says so and shows none of its figures."""

    def cut(route: Route) -> None:
        whole = route.fetch()
        route.fulfill(response=whole, body=whole.text().partition('<section id="definitions')[0])

    page.route("**/essai", cut)
    page.goto(served.address("essai"))
    notice = page.get_by_role("alert").filter(has_text="Cette page n’est pas arrivée en entier")
    expect(notice).to_be_visible()
    expect(notice.get_by_role("button", name="Recharger la page")).to_be_visible()
    expect(page.locator(".carte-valeur").first).to_be_hidden()


def test_what_comes_late_is_awaited_and_never_left_out() -> None:
    """On a busy machine a cell's output comes late: it is waited for, then the page says it failed."""
    config = _server_config({}, idle_minutes=30, cell_seconds=60)
    assert config.VoilaExecutor.iopub_timeout == 60
    assert config.VoilaExecutor.raise_on_iopub_timeout is True


def test_a_failed_page_is_one_line_in_the_log(served: Served) -> None:
    """Whoever runs the server reads what failed, without a traceback."""
    read(served.address("panne"))
    log = served.log.read_text(encoding="utf-8")
    assert "Un tableau de bord a échoué. ValueError" in log
    assert "Traceback" not in log


def test_a_dead_kernel_is_said_and_the_page_comes_back(served: Served, page: Page) -> None:
    """When its kernel dies the page says so and « Recharger » works."""
    open_dashboard(page, served.address("essai"))
    page.get_by_label("Département").select_option("arrêt")
    notice = page.get_by_role("alert").filter(has_text="Cette page est arrêtée")
    expect(notice).to_be_visible(timeout=20_000)
    notice.get_by_role("button", name="Recharger la page").click()
    page.locator("body.pret").wait_for()
    expect(notice).to_be_hidden()


def test_a_closed_tab_stops_its_kernel(served: Served, browser: Browser) -> None:
    """Closing a tab frees its kernel within seconds."""
    context = browser.new_context()
    tab = open_dashboard(context.new_page(), served.address("essai"))
    address = kernel_address(tab, served)
    assert read(address)[0] == 204
    tab.close(run_before_unload=True)
    wait_until(lambda: read(address)[0] == 410)
    context.close()


def test_a_reloaded_page_has_one_kernel_only(served: Served, page: Page) -> None:
    """Reloading stops the former kernel."""
    open_dashboard(page, served.address("essai"))
    former = kernel_address(page, served)
    page.reload()
    page.locator("body.pret").wait_for()
    wait_until(lambda: read(former)[0] == 410)
    assert read(kernel_address(page, served))[0] == 204


def test_a_burst_of_visitors_all_get_whole_pages(served: Served, browser: Browser) -> None:
    """Five visitors at once each get every figure."""
    contexts = [browser.new_context() for _ in range(5)]
    tabs = [context.new_page() for context in contexts]
    for tab in tabs:
        tab.goto(served.address("essai"), wait_until="commit")
    for tab in tabs:
        expect(tab.locator(".tableau tbody tr")).to_have_count(140, timeout=60_000)
        expect(tab.locator(".carte")).to_have_count(2)
    for context in contexts:
        context.close()


def test_pages_are_served_when_forking_fails(dashboards: Path, tmp_path: Path) -> None:
    """Without its warm process the server starts kernels the ordinary way."""
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, dashboards, tmp_path / "log") as served:
        warm = [
            c for c in Process(served.process.pid).children() if "serve.forks" in str(c.cmdline())
        ]
        for process in warm:
            process.kill()
        assert "carte-valeur" in read(served.address("essai"))[1]
    assert len(warm) == (sys.platform == "linux")


def test_no_process_outlives_the_server(dashboards: Path, tmp_path: Path) -> None:
    """Stopping the server stops every kernel, and the warm process too."""
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, dashboards, tmp_path / "log") as served:
        read(served.address("essai"))
        family = Process(served.process.pid).children(recursive=True)
        assert family
    wait_until(lambda: not any(process.is_running() for process in family))


def test_a_visitor_cannot_run_code(served: Served, page: Page, tmp_path: Path) -> None:
    """The kernel answers what widgets need, and ignores a request to execute."""
    open_dashboard(page, served.address("essai"))
    witness = tmp_path / "written"
    messages = page.evaluate(ASK_KERNEL, f"open({os.fspath(witness)!r}, 'w').close()")
    assert "kernel_info_reply" in messages
    assert "execute_reply" not in messages
    assert not witness.exists()


def test_another_name_for_this_machine_is_refused(served: Served) -> None:
    """A web page elsewhere that points its own name at 127.0.0.1 reads nothing here."""
    request = urllib.request.Request(served.address("essai"), headers={"Host": "mal.invalid"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request)


def test_a_cell_without_end_is_given_up(dashboards: Path, tmp_path: Path) -> None:
    """A page that computes for too long says that it failed instead of never ending."""
    folder = tmp_path / "tableaux"
    folder.mkdir()
    write_dashboard(folder / "lent.ipynb", "import time; time.sleep(600)", title="Lent")
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, folder, tmp_path / "log", cell_seconds=1) as served:
        assert "n’a pas pu être calculé" in read(served.address("lent"))[1]


def test_a_visitor_who_leaves_is_no_failure(dashboards: Path, tmp_path: Path) -> None:
    """A page closed while it is computed leaves no traceback in the log."""
    folder = tmp_path / "tableaux"
    folder.mkdir()
    write_dashboard(folder / "lent.ipynb", *["import time; time.sleep(0.5)"] * 4, title="Lent")
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, folder, tmp_path / "log") as served:
        place = served.url.removeprefix("http://").strip("/")
        with create_connection(tuple(place.split(":"))) as visitor:
            visitor.send(f"GET /lent HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
            assert visitor.recv(10) == b"HTTP/1.1 2"
        read(served.address("lent"))  # long enough for the first page to meet the closed socket
        assert "Traceback" not in served.log.read_text(encoding="utf-8")


def test_a_page_without_a_word_is_ended(dashboards: Path) -> None:
    """When heartbeats only are sent, the page ends with the notice."""
    written: list[str] = []

    async def flush() -> None:
        """Send nothing: there is no browser."""

    async def heartbeats(path: str) -> AsyncIterator[str]:
        yield f"<h1>{path}</h1>"
        while True:
            yield HEARTBEAT

    handler = SimpleNamespace(
        settings={"voila": SimpleNamespace(root_dir=dashboards)},
        xsrf_token="x",
        get_generator=heartbeats,
        write=written.append,
        flush=flush,
        render_template=lambda name: name,
    )
    run_sync(DashboardPage.get.__wrapped__)(handler, "essai")
    assert written[0] == "<h1>essai.ipynb</h1>"
    assert written[-1] == "silence.html"
    assert len(written) < 12


def test_the_index_lists_the_dashboards(served: Served, page: Page) -> None:
    """The first page has one link per dashboard, with its sentence, and the campaign's name."""
    page.goto(served.url)
    assert page.get_by_role("main").get_by_role("link").all_inner_texts() == ["L’essai", "La panne"]
    expect(page.get_by_text("Une phrase.")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("Passpro 2025")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_each_page_leads_to_the_others(served: Served, page: Page) -> None:
    """The head of a dashboard links to all of them, and says which one is open."""
    open_dashboard(page, served.address("essai"))
    links = page.get_by_role("navigation", name="Tableaux de bord").get_by_role("link")
    assert links.all_inner_texts() == ["L’essai", "La panne"]
    assert page.locator("nav [aria-current=page]").all_inner_texts() == ["L’essai"]


@pytest.mark.parametrize(
    "path",
    [
        "absente",
        "photo.png",
        ".cache/s",
        "%2e%2e/nominatif.sqlite",
        "voila/files/photo.png",
        "voila/files/.cache/s.ipynb",
        "voila/files/..%2fnominatif.sqlite",
        "voila/render/.cache/s.ipynb",
        "voila/render/..%2fnominatif.sqlite",
        "voila/render/photo.png",
        "voila/static/..%2f..%2fnominatif.sqlite",
        "voila/tree",
        "voila/api/contents/essai.ipynb",
        "voila/templates/lab/index.html.j2",
        "passpro/dashboard.html.j2",
        "api/contents",
    ],
)
def test_nothing_else_is_reachable(served: Served, path: str) -> None:
    """Files, hidden folders, the tree and the rest of Voila's routes answer an error, in French."""
    status, html = read(served.address(path))
    assert status in (403, 404)
    assert SECRET not in html
    assert "Traceback" not in html


def test_an_unknown_page_says_so_in_french(served: Served, page: Page) -> None:
    """A wrong address gets a French page with a way back."""
    assert page.goto(served.address("absente")).status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette page n’existe pas")
    page.get_by_role("link", name="Revenir à la liste").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tableaux de bord")


def test_a_broken_notebook_is_a_french_error(dashboards: Path, tmp_path: Path, page: Page) -> None:
    """A broken notebook's page says so in French, without a traceback; the index still stands."""
    folder = tmp_path / "tableaux"
    folder.mkdir()
    (folder / "casse.ipynb").write_text("{", encoding="utf-8")
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, folder, tmp_path / "log") as served:
        assert page.goto(served.url).status == 200
        page.get_by_role("main").get_by_role("link", name="casse").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "La page n’a pas pu être affichée"
        )
        assert "Traceback" not in page.content()


@pytest.mark.parametrize("asked", ["theme", "template", "classic-tree"])
def test_what_an_address_asks_is_not_echoed(served: Served, asked: str) -> None:
    """A theme or template in the address changes nothing and is written nowhere."""
    status, html = read(served.address(f"essai?{asked}=%22%3E%3Cscript%3Eharm()%3C/script%3E"))
    assert status == 200
    assert "harm()" not in html


def test_an_idle_page_is_stopped_and_says_so(
    dashboards: Path, tmp_path: Path, browser: Browser
) -> None:
    """A page left open does not hold a kernel for ever; and a stopped server is said too."""
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, dashboards, tmp_path / "log", idle_minutes=0.05) as served:
        tab = open_dashboard(browser.new_context().new_page(), served.address("essai"))
        expect(tab.get_by_text("Cette page est arrêtée")).to_be_visible(timeout=20_000)
        other = open_dashboard(browser.new_context().new_page(), served.address("essai"))
        served.process.terminate()
        expect(other.get_by_text("Le serveur ne répond plus")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("under", ["", "suivi/"])
def test_a_token_closes_the_pages(dashboards: Path, tmp_path: Path, page: Page, under: str) -> None:
    """With a token no page opens without it, under a prefix too; the form is French; what then comes is compressed."""
    published = dashboards.parent / "publie.sqlite"
    options = {"token": "clé-1", "prefix": f"/{under}"}
    with running_server(published, dashboards, tmp_path / "log", **options) as served:
        assert "?token=" in served.log.read_text(encoding="utf-8")
        for path in ("", "essai", "absente"):
            page.goto(served.address(under + path))
            expect(page.get_by_role("heading", level=1)).to_have_text("Accès aux tableaux de bord")
        page.get_by_label("Jeton d’accès").fill("faux")
        page.get_by_role("button", name="Entrer").click()
        expect(page.get_by_role("alert")).to_have_text("Ce jeton n’est pas le bon.")
        page.goto(served.address(f"{under}login"))
        page.get_by_label("Jeton d’accès").fill("clé-1")
        page.get_by_role("button", name="Entrer").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tableaux de bord")
        with page.expect_response("**/voila.js*") as scripts:
            open_dashboard(page, served.address(f"{under}essai"))
        assert scripts.value.headers["content-encoding"] == "gzip"


def test_interruption_ends_with_a_sentence(dashboards: Path, tmp_path: Path) -> None:
    """Ctrl+C stops the server with a French word, and nothing that looks like a fault."""
    published = dashboards.parent / "publie.sqlite"
    with running_server(published, dashboards, tmp_path / "log") as served:
        read(served.address("essai"))
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(30) == 0
        said = served.log.read_text(encoding="utf-8")
    assert said.endswith("Les tableaux de bord sont arrêtés.\n")
    assert "Traceback" not in said


def test_a_taken_port_is_said(served: Served, dashboards: Path) -> None:
    """A port in use is a sentence that tells what to do, not another port in silence."""
    port = int(served.url.rstrip("/").rpartition(":")[2])
    call = serve_call(dashboards.parent / "publie.sqlite", dashboards, port)
    ended = subprocess.run([sys.executable, "-c", call], capture_output=True, encoding="utf-8")
    last = ended.stderr.splitlines()[-1]
    assert last.startswith(f"passpro_nb.domain.errors.UsageError: Le port {port} est déjà pris")
    assert "--port" in last


def test_missing_figures_are_said(tmp_path: Path) -> None:
    """Without published figures the sentence names the command to run first."""
    with pytest.raises(UsageError, match="lancez d’abord «\u00a0passpro-nb import"):
        serve_dashboards(tmp_path / "rien.sqlite", dashboards=tmp_path, port=1)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    """A folder without dashboards is refused before anything starts."""
    (tmp_path / "publie.sqlite").touch()
    with pytest.raises(UsageError, match="Aucun tableau de bord"):
        serve_dashboards(tmp_path / "publie.sqlite", dashboards=tmp_path, port=1)


@pytest.mark.parametrize(
    ("host", "needed"),
    [
        ("127.0.0.1", False),
        ("localhost", False),
        ("::1", False),
        ("0.0.0.0", True),
        ("", True),
        ("10.0.0.4", True),
        ("serveur.invalid", True),
    ],
)
def test_a_token_is_needed_off_loopback(host: str, needed: bool) -> None:
    """Only an address that no other machine reaches goes without a token."""
    assert needs_token(host) is needed


def test_dashboards_are_listed_by_file_name(dashboards: Path) -> None:
    """Title and sentence come from the metadata; hidden folders are not looked into."""
    listed = read_dashboards(dashboards)
    assert [(d.name, d.title, d.sentence) for d in listed] == [
        ("essai", "L’essai", "Une phrase."),
        ("panne", "La panne", ""),
    ]


def test_kernels_run_with_this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another kernel that the account installed under the same name is not taken."""
    other = tmp_path / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(
        '{"argv": ["ailleurs"], "display_name": "x"}', encoding="utf-8"
    )
    monkeypatch.setenv("JUPYTER_PATH", os.fspath(tmp_path))
    assert OwnKernelOnly().get_kernel_spec("python3").argv[0] == sys.executable
