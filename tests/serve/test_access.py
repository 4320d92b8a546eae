"""Who sees what: the rights of `acces.toml`, by the name that a trusted proxy gives."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from socket import create_connection
from zipfile import ZipFile

import pytest
from browser import Served, running_server
from campaigns import blank, copy_example
from places import ROOT
from processes import linux_only
from psutil import Process

from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.serve.access import EVERYTHING, Access, read_access
from passpro_nb.store.published import PUBLISHED, read_published

KNOWN = ["77", "93", "94"]
INSPECTOR, HEAD = "i.dupont@exemple.invalid", "chef@exemple.invalid"
ACCESS = Access({INSPECTOR: ("93",), HEAD: None})


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example, imported."""
    folder = copy_example(tmp_path_factory.mktemp("acces") / "exemple")
    assert run(["import", str(folder)]) == 0
    return folder / PUBLISHED


@pytest.fixture(scope="module")
def served(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve it behind a proxy of this machine, under a prefix."""
    log = tmp_path_factory.mktemp("journal") / "serve.log"
    options = {"proxies": ["127.0.0.1"], "prefix": "/suivi/", "access": ACCESS}
    with running_server(imported, ROOT / "dashboards", log, **options) as server:
        yield server


def ask(served: Served, path: str, *people: str) -> tuple[int, str]:
    """Return the answer to whom the proxy names."""
    request = urllib.request.Request(served.address(f"suivi/{path}"))
    for person in people:
        request.add_header("X-Remote-User", person)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, read_text(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, read_text(error.read())


def read_text(content: bytes) -> str:
    """Return an answer as text, of a workbook that of its parts."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.fixture(scope="module")
def foreign(imported: Path) -> set[str]:
    """Return what only départements other than the 93 have: UAI and names of schools."""
    offers = read_published(imported).offers
    mine = offers[offers["department"].eq("93")]
    others = offers[offers["department"].ne("93")]
    return (set(others["host_uai"]) | set(others["host_name"])) - set(mine["host_name"])


@pytest.mark.parametrize(
    "path",
    ["", "academie", "academie?departement=94", "academie?departement=93,94", "entretiens",
     "entretiens?par=departement", "relances", "etablissement", "formation", "recherche?q=lycee",
     "academie/courbe.svg?departement=94", "entretiens/calendrier.svg",
     "vif/academie", "vif/entretiens?departement=94"],
)  # fmt: skip
def test_a_right_on_one_department_shows_nothing_of_the_others(
    served: Served, foreign: set[str], path: str
) -> None:
    """Whatever the address, pages, charts, search and kernels give not one school of another département."""
    status, said = ask(served, path, INSPECTOR)
    assert status == 200
    assert [name for name in foreign if name in said] == []


@pytest.mark.parametrize("path", ["academie", "relances", "vif/academie", "academie.xlsx"])
def test_a_right_on_one_department_does_not_tell_the_files(
    served: Served, imported: Path, path: str
) -> None:
    """Names of files, which may name schools, are told to those alone who may see the whole."""
    names = read_published(imported).files
    assert names
    said = {person: ask(served, path, person)[1] for person in (INSPECTOR, HEAD)}
    assert [name for name in names if name in said[INSPECTOR]] == []
    assert [name for name in names if name in said[HEAD]] == [*names]
    assert "importées le" in said[INSPECTOR] or "Importés le" in said[INSPECTOR]


def test_figures_of_a_right_are_those_of_its_department(served: Served) -> None:
    """Without a filter, the inspector's page says what the whole page says of his département."""
    said = [
        re.search(r'<p class="phrase">(.*?)</p>', ask(served, path, person)[1])[1]
        for path, person in (("academie", INSPECTOR), ("academie?departement=93", HEAD))
    ]
    assert said[0] == said[1]
    assert "avis attendus sont saisis" in said[0]


def test_a_school_of_another_department_does_not_exist(served: Served, imported: Path) -> None:
    """Its page, its workbook and its rows are refused; the head of service gets them."""
    offers = read_published(imported).offers
    uai = offers.loc[offers["department"].eq("94"), "host_uai"].iloc[0]
    for path in (f"etablissement?hote={uai}", f"etablissement.xlsx?hote={uai}"):
        assert ask(served, path, INSPECTOR)[0] == 400
        assert ask(served, path, HEAD)[0] == 200


@linux_only
def test_what_kernels_are_forked_from_holds_no_figure(served: Served, imported: Path) -> None:
    """Where rights differ, the process whose memory every kernel inherits read no published file."""
    children = Process(served.process.pid).children(recursive=True)
    commands = [" ".join(child.cmdline()) for child in children]
    assert any("passpro_nb.serve.forks" in command for command in commands)
    assert not any(imported.name in command for command in commands)


def test_whoever_is_not_named_sees_nothing(served: Served, foreign: set[str]) -> None:
    """Without a line for « * », a person that the file does not name gets pages without a school."""
    status, said = ask(served, "academie", "inconnu@exemple.invalid")
    assert status == 200
    assert "aucun avis n’est attendu" in blank(said)


@pytest.mark.parametrize("people", ["", f"{INSPECTOR}\r\nX-Remote-User: {HEAD}"])
def test_without_one_name_nothing_is_answered(served: Served, people: str) -> None:
    """No name, or two, is refused, by pages and kernels alike."""
    for path in ("", "academie", "academie.xlsx", "vif/academie"):
        with create_connection(("127.0.0.1", int(served.url.split(":")[2].strip("/")))) as wire:
            asked = (
                f"GET /suivi/{path} HTTP/1.0\r\nHost: localhost\r\nX-Remote-User: {people}\r\n\r\n"
            )
            wire.sendall(asked.encode())
            assert b" 403 " in wire.recv(200)
    assert ask(served, "academie")[0] == 403


def test_only_the_proxy_is_answered(imported: Path, tmp_path: Path) -> None:
    """A name given from an address that is not the proxy's counts for nothing."""
    options = {"proxies": ["192.0.2.1"], "prefix": "/suivi/"}
    with running_server(imported, ROOT / "dashboards", tmp_path / "log", **options) as server:
        status, said = ask(server, "academie", HEAD)
    assert status == 403
    assert "Cette page vous est fermée" in blank(said)
    assert [name for name in read_published(imported).offers["host_name"] if name in said] == []


def test_the_file_is_read(tmp_path: Path) -> None:
    """Départements by person, « tous », « * » for the others; a name has no case; no file, no limit."""
    assert read_access(tmp_path, KNOWN) is EVERYTHING
    assert EVERYTHING.of("quiconque") is None
    (tmp_path / "acces.toml").write_text(
        '[departements]\n"I.Dupont@x.invalid" = ["94", "93"]\nchef = "tous"\n"*" = ["77"]\n',
        encoding="utf-8",
    )
    access = read_access(tmp_path, KNOWN)
    assert access.of("i.dupont@X.invalid") == ("93", "94")
    assert access.of("chef") is None
    assert access.of("autre") == ("77",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[departements", "acces.toml ne se lit pas"),
        ('[autre]\nx = ["93"]', "n’a qu’une partie, [departements]"),
        (
            '[departements]\nx = ["75"]',
            "acces.toml, « x » : « tous », ou une liste parmi 77, 93 et 94",
        ),
        ('[departements]\nx = "93"', "acces.toml, « x » : « tous », ou une liste parmi"),
    ],
)
def test_a_file_that_is_not_clear_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A server that guessed would show too much: it does not start, and says what is wrong."""
    (tmp_path / "acces.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_access(tmp_path, KNOWN)
    assert said in blank(str(refused.value))
