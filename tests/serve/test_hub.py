"""Behind a JupyterHub: who is asking is what the hub says, and rights are those of `acces.toml`."""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path
from socket import gethostname

import pytest
from browser import Served, open_dashboard
from campaigns import blank, copy_example
from hub import CLIENT, Hub, running_hub, served_in
from playwright.sync_api import Page, expect
from processes import linux_only
from psutil import Process

from passpro_nb.commands.main import run
from passpro_nb.serve.hub import NEEDED
from passpro_nb.store.published import PUBLISHED, read_published

INSPECTOR, HEAD = "i.dupont", "chef"
RIGHTS = f'[departements]\n"{INSPECTOR}" = ["93"]\n"{HEAD}" = "tous"\n'
LOGIN = "<h1>Hub: who are you?</h1>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example, imported, with rights."""
    folder = copy_example(tmp_path_factory.mktemp("hub") / "exemple")
    (folder / "acces.toml").write_text(RIGHTS, encoding="utf-8")
    assert run(["import", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    """Run a hub."""
    with running_hub() as hub:
        yield hub


@pytest.fixture(scope="module")
def served(hub: Hub, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the example as a service of the hub."""
    with served_in(hub, folder, tmp_path_factory.mktemp("journal") / "serve.log") as served:
        yield served


class Visitor:
    """A browser of which only the cookies matter; logged in at the hub, where it has a name."""

    def __init__(self, hub: Hub, person: str = "") -> None:
        self.cookies = CookieJar()
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        self._send = urllib.request.build_opener(jar).open
        if person:
            self.ask(f"{hub.url}/hub/login?person={person}")

    def ask(self, address: str, **headers: str) -> tuple[int, str]:
        """Return what is answered in the end, wherever one is sent."""
        try:
            with self._send(urllib.request.Request(address, headers=headers)) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")


def phrase(html: str) -> str:
    """Return the sentence of a page."""
    return re.search(r'<p class="phrase">(.*?)</p>', html)[1]


@pytest.mark.parametrize(
    "path",
    ["", "academie", "academie?departement=94", "relances", "recherche?q=lycee",
     "entretiens/calendrier.svg", "vif/academie?departement=94"],
)  # fmt: skip
def test_a_right_on_one_department_shows_nothing_of_the_others(
    hub: Hub, served: Served, folder: Path, path: str
) -> None:
    """Whoever has a right on the 93 is led in by the hub, and gets not one school of another."""
    offers = read_published(folder / PUBLISHED).offers
    mine, others = (
        offers[test] for test in (offers["department"].eq("93"), offers["department"].ne("93"))
    )
    foreign = (set(others["host_uai"]) | set(others["host_name"])) - set(mine["host_name"])
    status, said = Visitor(hub, INSPECTOR).ask(served.address(path))
    assert status == 200
    assert LOGIN not in said
    assert [name for name in foreign if name in said] == []


def test_figures_are_those_of_the_right(hub: Hub, served: Served) -> None:
    """The inspector's page says what the head's says of his département; one without a right, nothing."""
    mine, whole = Visitor(hub, INSPECTOR), Visitor(hub, HEAD)
    said = phrase(mine.ask(served.address("academie"))[1])
    assert said == phrase(whole.ask(served.address("academie?departement=93"))[1])
    assert said != phrase(whole.ask(served.address("academie"))[1])
    unnamed = Visitor(hub, "autre").ask(served.address("academie"))[1]
    assert "aucun avis n’est attendu" in blank(unnamed)


@pytest.mark.parametrize("path", ["", "academie", "academie.xlsx", "vif/academie", "login"])
def test_whoever_is_not_logged_in_is_led_to_the_hub(hub: Hub, served: Served, path: str) -> None:
    """Neither a page nor a file without the hub's word; a name in a header, a made-up cookie are none."""
    headers = {"X-Remote-User": HEAD, "Cookie": f"{CLIENT}=2|1:0|10:1|15:x|4:eA==|abc"}
    for sent in ({}, headers):
        assert Visitor(hub).ask(served.address(path), **sent) == (200, LOGIN)


def test_a_socket_and_a_kernel_are_asked_for_the_hub_too(hub: Hub, served: Served) -> None:
    """What a script asks without a login is refused, not led anywhere."""
    kernel = "00000000-0000-0000-0000-000000000000"
    for path in (f"api/kernels/{kernel}", f"api/kernels/{kernel}/channels"):
        assert Visitor(hub).ask(served.address(path))[0] == 403


@pytest.mark.parametrize(
    ("name", "kind", "scopes", "status"),
    [
        (HEAD, "user", ("access:services!service=passpro",), 200),
        (HEAD, "user", ("access:services",), 200),
        (HEAD, "user", ("access:services!service=autre", "self"), 403),
        (HEAD, "user", (), 403),
        (HEAD, "service", ("access:services",), 403),
    ],
)  # fmt: skip
def test_only_a_person_with_a_right_on_the_service(
    hub: Hub, served: Served, name: str, kind: str, scopes: tuple[str, ...], status: int
) -> None:
    """A token of a person who may open the service opens it, another's does not, a service is nobody."""
    token = hub.give_token(name, kind, scopes)
    asked = Visitor(hub).ask(served.address("academie"), Authorization=f"token {token}")
    assert asked[0] == status
    assert ("avis attendus sont saisis" in asked[1]) is (status == 200)


def test_a_code_that_one_did_not_ask_for_logs_nobody_in(hub: Hub, served: Served) -> None:
    """An address sent by somebody else, with his code and his state, opens nothing."""
    hub.codes["volé"] = (HEAD, "")
    visitor = Visitor(hub, INSPECTOR)
    for query in ("code=volé&state=x", "code=volé", "error=access_denied", ""):
        address = urllib.request.quote(f"oauth_callback?{query}", safe="?=&")
        assert visitor.ask(served.address(address))[0] in (400, 403)
    assert CLIENT not in [cookie.name for cookie in visitor.cookies]


def test_who_logs_out_of_the_hub_is_out(hub: Hub, served: Served) -> None:
    """A page that is asked after the logout leads to the login, though its own cookie is still there."""
    visitor = Visitor(hub, "partant")
    assert LOGIN not in visitor.ask(served.address("academie"))[1]
    visitor.ask(f"{hub.url}/hub/logout")
    assert CLIENT in [cookie.name for cookie in visitor.cookies]
    assert visitor.ask(served.address("academie")) == (200, LOGIN)


@linux_only
def test_no_other_process_holds_the_token_of_the_service(hub: Hub, served: Served) -> None:
    """Who draws, who forks and every kernel are given an environment without it; so is no page."""
    visitor = Visitor(hub, INSPECTOR)
    said = visitor.ask(served.address("vif/academie"))[1]
    children = Process(served.process.pid).children(recursive=True)
    assert len(children) >= 2  # one from which kernels are forked, and a kernel
    assert not [child for child in children if hub.token in child.environ().values()]
    assert hub.token not in said
    assert hub.token not in served.log.read_text(encoding="utf-8")


def test_a_hub_that_does_not_answer_is_a_page(folder: Path, tmp_path: Path) -> None:
    """Nobody gets in, and the page says in French that it failed, not where the hub is."""
    with ExitStack() as stack:
        with running_hub() as hub:
            served = stack.enter_context(served_in(hub, folder, tmp_path / "log"))
            token = hub.give_token(HEAD)
        status, said = Visitor(hub).ask(served.address("academie"), Authorization=f"token {token}")
    assert status == 500
    assert "La page n’a pas pu être affichée" in said
    hosts = read_published(folder / PUBLISHED).offers["host_name"]
    assert [word for word in (str(hub.port), "Hub", gethostname(), *hosts) if word in said] == []


def test_scripts_are_answered_as_pages_are(hub: Hub, served: Served, page: Page) -> None:
    """A filter changes the page where it stands, an export is saved, a live page comes alive."""
    failed: list[tuple[int, str]] = []
    page.on("response", lambda r: r.status < 400 or failed.append((r.status, r.url)))
    page.goto(f"{hub.url}/hub/login?person={INSPECTOR}")
    page.goto(served.address("academie"))
    page.evaluate("window.same = true")
    page.get_by_label("Diplôme").select_option(index=1)
    expect(page).to_have_url(re.compile("diplome="))
    with page.expect_download() as saved:
        page.locator("button.exporter").first.dispatch_event("click")
    assert saved.value.suggested_filename.endswith(".xlsx")
    assert page.evaluate("window.same")
    with page.expect_response("**/passpro/alive/*") as alive:
        open_dashboard(page, served.address("vif/academie"))
    assert alive.value.status == 204
    assert failed == []


def test_the_command_says_what_it_lacks(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a hub's environment, or with another way of telling who asks, nothing is served."""
    for name in NEEDED[1:]:
        monkeypatch.setenv(name, "/services/passpro/")
    monkeypatch.delenv(NEEDED[0], raising=False)
    assert run(["serve", str(folder), "--jupyterhub"]) == 2
    said = "il manque JUPYTERHUB_API_TOKEN à l’environnement"
    assert said in blank(capsys.readouterr().err)
    for other in (["--token", "x"], ["--proxy", "127.0.0.1"]):
        assert run(["serve", str(folder), "--jupyterhub", *other]) == 2
        assert "sans --token ni --proxy" in blank(capsys.readouterr().err)
    monkeypatch.setitem(sys.modules, "jupyterhub.singleuser.extension", None)
    monkeypatch.delitem(sys.modules, "passpro_nb.serve.hub", raising=False)
    assert run(["serve", str(folder), "--jupyterhub"]) == 2
    assert "pip install 'passpro-nb[hub]'" in capsys.readouterr().err
