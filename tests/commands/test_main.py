"""Commands: what scripts rely on (formats.md): words, exit codes, the three forms, no traceback."""

import csv
import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import places
import pytest
from campaigns import blank, copy_example, on

from passpro_nb.check import campaign as check_campaign
from passpro_nb.check.campaign import Campaign
from passpro_nb.commands.main import COMMANDS, run
from passpro_nb.commands.shell import DEBUG
from passpro_nb.demo.campaign import write_demo
from passpro_nb.domain.faults import FAULTS
from passpro_nb.domain.figures import FIGURES, KEY_LABELS, heading
from passpro_nb.export.records import records
from passpro_nb.measure.capacity import CAPACITY, count_capacity, measure_capacity
from passpro_nb.measure.coverage import (
    COVERAGE,
    PUPILS,
    measure_coverage,
    origins,
    tally_applications,
)
from passpro_nb.measure.groups import GROUPS, Selection, measured_offers
from passpro_nb.measure.states import measure_states
from passpro_nb.read.folder import Progress
from passpro_nb.store import published as store
from passpro_nb.store.journal import read_exports

EXAMPLE = str(places.EXAMPLE)
SESSION = [
    "host_uai",
    "offer",
    "day",
    "start",
    "end",
    "mode",
    "seats",
    "estimated",
    "text",
    "reason",
    "doubt",
]
FINDING = ["code", "severity", "file", "sheet", "row", "column", "value", "message"]
ACCOUNT = ["file", "sheet", "rows", "accepted", "merged", "set_aside", "ignored"]
CONTRACT = {"demo", "check", "import", "coverage", "capacity", "sessions", "serve", "lab"}
EVERY = list(COMMANDS)


@pytest.fixture(autouse=True)
def _read_once(campaign: Campaign, monkeypatch) -> None:
    """Read the committed campaign once for all tests; copies are read as ever."""
    read = check_campaign.open_campaign

    def load(folder: Path | str, progress: Progress = lambda _: None) -> Campaign:
        return campaign if str(folder) == EXAMPLE else read(folder, progress)

    monkeypatch.setattr(check_campaign, "open_campaign", load)


def written(tmp_path: Path, *call: str, ending: str = "json") -> list[dict[str, object]]:
    """Return what a command writes to a .json file."""
    path = tmp_path / f"sortie.{ending}"
    assert run([*call, "--to", str(path)]) == 0
    return json.loads(path.read_bytes())


def said(capsys) -> tuple[str, str]:
    """Return what was printed, and what was complained, in plain blanks."""
    out, err = capsys.readouterr()
    return blank(out), blank(err)


# ------------------------------------------------------------------------------------ the help


def test_the_commands_are_listed(capsys) -> None:
    """`--help` names every command in French."""
    assert run(["--help"]) == 0
    out, _ = said(capsys)
    listed = [line.split()[0] for line in out.split("Commandes :\n")[1].splitlines()]
    assert listed == EVERY
    assert set(EVERY) >= CONTRACT


@pytest.mark.parametrize("name", EVERY)
def test_help_is_french(capsys, name) -> None:
    """A command's help is French, to the last word."""
    assert run([name, "--help"]) == 0
    out, _ = said(capsys)
    assert out.startswith(f"Usage : passpro-nb {name} ")
    assert "Affiche cette aide." in out
    english = (
        "Show this",
        "required",
        "default:",
        "<path>",
        "<text>",
        "{DOSSIER}",
        "Usage:",
        "TEXT",
    )
    assert not [word for word in english if word in out]


@pytest.mark.parametrize("name", [[], *([name] for name in EVERY)])
def test_help_fits_a_window_of_80_columns(capsys, monkeypatch, name) -> None:
    """At 80 columns no line of a help is longer, and each word has its explanation."""
    monkeypatch.setenv("COLUMNS", "80")
    assert run([*name, "--help"]) == 0
    out, _ = said(capsys)
    assert max(map(len, out.splitlines())) <= 80
    listed = re.findall(r"^  (?:--)?\w\S*(?: [^ a-z]\S*)?(.*)$", out, re.M)
    assert listed
    assert all(re.fullmatch(r" {2,}\S.*", explained) for explained in listed)


def test_help_lists_the_groups(capsys) -> None:
    """The help of --by names the very groups there are; that of `capacity` leaves the origins out."""
    for name, groups in (("coverage", list(GROUPS)), ("capacity", [*GROUPS][:-1])):
        assert run([name, "--help"]) == 0
        listed = re.search(r"groupe : (.*?) \[par\s+défaut\s+:\s+host\]", said(capsys)[0], re.S)
        assert re.split(r",\s+", listed[1]) == groups


def test_the_help_is_quick() -> None:
    """Nothing heavy is imported to say the help."""
    heavy = {"pandas", "numpy", "rich", "openpyxl", "voila", "holidays"}
    code = (
        "import sys; from passpro_nb.commands.main import run; run(['check', '--help']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(places.ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=bare, check=True)
    assert not heavy & set(done.stderr.decode().split())


# ----------------------------------------------------------------------------------- the calls


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        ([], "Dites ce que vous voulez faire. Voir « passpro-nb --help »."),
        (
            ["couverture"],
            "La commande « couverture » n’existe pas. Vouliez-vous « coverage » ? Voir « passpro-nb --help ».",
        ),
        (["check"], "Il manque « DOSSIER ». Voir « passpro-nb --help »."),
        (["returns", EXAMPLE], "Il manque « RETOURS ». Voir « passpro-nb --help »."),
        (["check", EXAMPLE, "x"], "Cette commande a un mot de trop. Voir « passpro-nb --help »."),
        (["--tout"], "L’option « --tout » n’existe pas. Voir « passpro-nb --help »."),
        (
            ["coverage", EXAMPLE, "--dep", "93"],
            "L’option « --dep » n’existe pas. Voir « passpro-nb --help ».",
        ),
        (
            ["relaunch", EXAMPLE, "--dry-run=oui"],
            "L’option « --dry-run » n’attend pas de valeur. Voir « passpro-nb --help ».",
        ),
        (
            ["check", EXAMPLE, "--tout"],
            "L’option « --tout » n’existe pas. Voir « passpro-nb --help ».",
        ),
        (
            ["check", EXAMPLE, "--to"],
            "L’option « --to » attend une valeur. Voir « passpro-nb --help ».",
        ),
        (
            ["demo", "x", "--seed", "zéro"],
            "La valeur donnée pour « --seed » ne convient pas. Voir « passpro-nb --help ».",
        ),
        (
            ["check", "nulle-part"],
            "Le dossier « nulle-part » n’existe pas : indiquez celui d’une campagne.",
        ),
        (
            ["coverage", EXAMPLE, "--by", "lycee"],
            "Le groupe « lycee » n’existe pas : academie, department, district, host, offer, "
            "programme, domain, diploma, status et origin.",
        ),
        (
            ["capacity", EXAMPLE, "--by", "origin"],
            "La capacité d’entretien n’a pas de sens par origine : choisissez un autre groupe.",
        ),
        (
            ["coverage", EXAMPLE, "--on", "31/04/2025"],
            "--on « 31/04/2025 » : une date comme 2025-04-28 est attendue.",
        ),
        (
            ["coverage", EXAMPLE, "--on", "0001-01-01"],
            "--on « 0001-01-01 » : une date comme 2025-04-28 est attendue.",
        ),
        (
            ["serve", EXAMPLE, "--port", "70000"],
            "La valeur donnée pour « --port » ne convient pas. Voir « passpro-nb --help ».",
        ),
        (
            ["coverage", EXAMPLE, "--department", "75"],
            "Aucune offre n’a « 75 » pour filtre. Il y a : 77, 93 et 94.",
        ),
        (
            ["coverage", EXAMPLE, "--by", "origin", "--origin", "0770001A"],
            "Aucune candidature n’a « 0770001A » pour filtre. Il y a : 0779200G, 0779201H, 0779202J, "
            "0779203K, 0779204L, 0779205M, 0779206N, 0779207P et 55 autres.",
        ),
        (
            ["capacity", EXAMPLE, "--origin", "0770001A"],
            "L’option « --origin » n’existe pas. Voir « passpro-nb --help ».",
        ),
        (
            ["relaunch", EXAMPLE, "--dry-run", "--diploma", "BTS"],
            "Aucune offre n’a « BTS » pour filtre. Il y a : 2de pro et CAP.",
        ),
        (
            ["relaunch", EXAMPLE, "--dry-run", "--level", "sept"],
            "Le niveau « sept » n’existe pas. Possibles : 0, 1, 2, 3.",
        ),
        (
            ["relaunch", EXAMPLE, "--dry-run", "--side", "milieu"],
            "Le rôle « milieu » n’existe pas. Possibles : accueil, origine.",
        ),
        (
            ["relaunch", EXAMPLE, "--dry-run", "--reason", "oubli"],
            "Le motif « oubli » n’existe pas. Possibles : avis_en_retard, avis_illisibles, "
            "non_convoques, places_insuffisantes, dates_manquantes, modalite_manquante, "
            "dossiers_incomplets.",
        ),
        (
            ["sessions", EXAMPLE, "--to", "seances.pdf"],
            "« seances.pdf » : le nom doit finir par .xlsx, .csv ou .json.",
        ),
    ],
)
def test_wrong_calls(capsys, monkeypatch, tmp_path, call, complaint) -> None:
    """A wrong call exits with 2 and one French sentence on the error stream, nothing on the other."""
    monkeypatch.chdir(tmp_path)
    assert run(call) == 2
    out, err = said(capsys)
    assert err == f"{complaint}\n"
    assert "Traceback" not in out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "call",
    [
        ["coverage", EXAMPLE, "--by", "lycee"], ["capacity", EXAMPLE, "--by", "origin"],
        ["import", EXAMPLE, "--on", "hier"], ["check", EXAMPLE, "--to", "constats.pdf"],
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_before_any_work(monkeypatch, call) -> None:
    """A group, a day or a name of file that is wrong is said before the campaign is read."""

    def read(*_: object) -> None:
        raise AssertionError("the campaign was read")

    monkeypatch.setattr(check_campaign, "open_campaign", read)
    monkeypatch.setattr(check_campaign, "check_folder", read)
    assert run(call) == 2


def test_options_stand_anywhere(tmp_path, monkeypatch) -> None:
    """An option may come before the folder, also where the folder may be left out."""
    path = tmp_path / "sortie.json"
    assert run(["coverage", "--by=academie", "--to", str(path), EXAMPLE]) == 0
    assert len(json.loads(path.read_bytes())) == 1
    asked = []
    monkeypatch.setattr(COMMANDS["serve"], "function", lambda **words: asked.append(words))
    assert run(["serve", "--port", "80", "x"]) == run(["serve"]) == 0
    usual = {"host": "127.0.0.1", "hub": False, "prefix": "/", "proxies": None, "token": None}
    assert asked[0] == {"folder": Path("x"), "port": 80, **usual}
    assert asked[1] == {"folder": Path("data/exemple"), "port": 8866, **usual}


def test_wrong_settings(capsys, example) -> None:
    """Wrong settings exit with 2 and their sentence."""
    (example / "campagne.toml").write_text("[campagne]\n", encoding="utf-8")
    for name in ("check", "import", "coverage", "capacity", "sessions", "serve"):
        assert run([name, str(example)]) == 2
        said_so = "campagne.toml : la clé « nom » de [campagne] manque : donnez-la.\n"
        assert said(capsys)[1] == said_so


def test_refused_data(capsys, example) -> None:
    """Without a catalogue nothing can be counted: 1, with the reason; `check` says it as a finding."""
    (example / "catalogue passpro 2025.xlsx").unlink()
    for name in ("import", "coverage", "capacity", "sessions"):
        assert run([name, str(example)]) == 1
        assert said(capsys)[1].startswith(
            "Aucune offre n’a pu être lue. Aucun fichier « catalogue*.xlsx » lisible dans le dossier : "
            "déposez-y le catalogue des formations."
        )
    assert run(["check", str(example)]) == 1
    assert "Aucun fichier « catalogue*.xlsx » lisible" in said(capsys)[0]


def test_a_disk_full_of_drafts(capsys, monkeypatch, example) -> None:
    """Where the disk on which a library keeps its drafts is full, that is said, and is no defect."""
    monkeypatch.delenv(DEBUG, raising=False)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(check_campaign, "open_campaign", fail)
    assert run(["coverage", str(example)]) == 2
    assert said(capsys) == (
        "",
        "Un fichier de travail ne peut être écrit : le disque est plein. Ce qui est déjà écrit est entier.\n",
    )


def test_an_unexpected_failure(capsys, monkeypatch, example) -> None:
    """A defect of the program is a sentence without traceback nor content; 2."""
    monkeypatch.delenv(DEBUG, raising=False)

    def fail(*_: object) -> None:
        raise KeyError("Camille Exemple, née le 01/09/2010")

    monkeypatch.setattr(check_campaign, "open_campaign", fail)
    assert run(["coverage", str(example)]) == 2
    out, err = said(capsys)
    assert out == ""
    assert err == (
        "Un défaut du programme a été rencontré (KeyError) : chaque fichier déjà écrit est entier. Relancez "
        "avec PASSPRO_NB_DEBUG=1 et transmettez ce qui s’affiche.\n"
    )


def test_debugging(monkeypatch, example) -> None:
    """With PASSPRO_NB_DEBUG the failure itself is raised, for the one who mends it."""
    monkeypatch.setenv(DEBUG, "1")

    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(check_campaign, "open_campaign", fail)
    with pytest.raises(KeyError):
        run(["coverage", str(example)])


def test_an_interruption(capsys, monkeypatch, example) -> None:
    """Ctrl-C is said in French, without a traceback."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_campaign, "open_campaign", interrupt)
    assert run(["coverage", str(example)]) == 1
    assert said(capsys)[1] == "Interrompu : chaque fichier déjà écrit est entier.\n"


# ------------------------------------------------------------------------------------ the data


def by_hand(campaign: Campaign, by: str, day, chosen: Selection) -> pd.DataFrame:
    """Return the coverage straight from the measures, and how many pupils each group has."""
    settings = campaign.settings
    offers = measured_offers(campaign.offers, settings.campagne.academie, chosen)
    states = measure_states(campaign.applications, settings, day)
    states = states[states["offer"].isin(offers["offer"])]
    if by != "origin":
        table = measure_coverage(tally_applications(states), offers, by, settings, day)
    else:
        known = origins(states, campaign.directory, offers)
        table = measure_coverage(tally_applications(states, "origin_uai"), known, by, settings, day)
    key = GROUPS[by][0]
    groups = states["origin_uai"].fillna("origine inconnue")
    if by != "origin":
        groups = states["offer"].map(dict(zip(offers["offer"], offers[key], strict=True)))
    registered = states["state"] != "cancelled"
    theirs = [states[registered & (groups == name)] for name in table[key]]
    pupils = [{*rows["pupil"]} for rows in theirs]
    seen = [{*rows.loc[rows["interviewed"], "pupil"]} for rows in theirs]
    alone = [len(every - met) for every, met in zip(pupils, seen, strict=True)]
    table.insert(len(GROUPS[by]) + 1, "pupils", [*map(len, pupils)])
    table.insert(len(GROUPS[by]) + 2, "pupils_without_interview", alone)
    return table


@pytest.mark.parametrize("by", GROUPS)
def test_coverage(tmp_path, campaign, by) -> None:
    """Coverage by each group is what the measures say: key columns, then the figures by their codes."""
    rows = written(tmp_path, "coverage", EXAMPLE, "--by", by)
    assert list(rows[0]) == [*GROUPS[by], COVERAGE[0], *PUPILS, *COVERAGE[1:]]
    assert rows == records(by_hand(campaign, by, on("30/04"), Selection()))


def test_coverage_on_a_day_with_filters(tmp_path, campaign) -> None:
    """The day and the filters, repeated ones too, are those asked."""
    call = ["coverage", EXAMPLE, "--by", "offer", "--on", "2025-04-08"]
    filters = ["--department", "93", "--department", "94", "--diploma", "CAP"]
    rows = written(tmp_path, *call, *filters)
    chosen = Selection(department=("93", "94"), diploma=("CAP",))
    assert rows == records(by_hand(campaign, "offer", on("08/04"), chosen))
    assert 0 < len(rows) < len(written(tmp_path, *call))


@pytest.mark.parametrize(
    ("option", "column"),
    [
        ("--department", "department"), ("--district", "district"), ("--host", "host_uai"),
        ("--offer", "offer"), ("--programme", "programme"), ("--domain", "domain"),
        ("--diploma", "diploma"),
    ],
)  # fmt: skip
def test_each_filter(tmp_path, campaign, option, column) -> None:
    """Each filter filters its own column."""
    inside = campaign.offers[campaign.offers["in_passpro"] & campaign.offers[column].notna()]
    value = inside[column].iloc[0]
    rows = written(tmp_path, "coverage", EXAMPLE, "--by", "offer", option, value)
    assert {r["offer"] for r in rows} == set(inside.loc[inside[column] == value, "offer"])


def test_filters_take_labels(tmp_path, campaign) -> None:
    """A département, a host, a programme, a school of origin may be given by name, in any case."""
    inside = campaign.offers[campaign.offers["in_passpro"]].iloc[0]
    for option, code, name in (
        ("--department", "93", "seine saint denis"),
        ("--host", inside["host_uai"], inside["host_name"].upper()),
        ("--programme", inside["programme"], inside["programme_label"]),
    ):
        by_code = written(tmp_path, "coverage", EXAMPLE, option, code)
        assert by_code == written(tmp_path, "coverage", EXAMPLE, option, name)
        assert by_code


def test_one_school_of_origin(tmp_path) -> None:
    """--origin keeps the pupils of these schools: by origin, its own row; by others, its pupils."""
    call = ["coverage", EXAMPLE, "--by"]
    every = written(tmp_path, *call, "origin")
    one, other = (row for row in every if row["origin_uai"] in ("0779200G", "0779201H"))
    code, name = one["origin_uai"], one["origin_name"]
    assert written(tmp_path, *call, "origin", "--origin", code) == [one]
    both = written(tmp_path, *call, "origin", "--origin", name, "--origin", other["origin_uai"])
    assert both == [one, other]
    hosts = written(tmp_path, *call, "host", "--origin", code)
    assert sum(row["registered"] for row in hosts) == one["registered"] > 0


@pytest.mark.parametrize("by", [by for by in GROUPS if by != "origin"])
def test_capacity(tmp_path, campaign, by) -> None:
    """Capacity by each group but origins is what the measures say."""
    rows = written(tmp_path, "capacity", EXAMPLE, "--by", by)
    settings = campaign.settings
    offers = measured_offers(campaign.offers, settings.campagne.academie)
    tally = tally_applications(measure_states(campaign.applications, settings, on("30/04")))
    counted = count_capacity(offers, campaign.sessions, tally, settings, on("30/04"))
    assert list(rows[0]) == [*GROUPS[by], *CAPACITY]
    assert rows == records(measure_capacity(counted, by))


def test_sessions(tmp_path, campaign) -> None:
    """Every session read is given with its text; those without a day with the reason."""
    rows = written(tmp_path, "sessions", EXAMPLE)
    assert len(rows) == len(campaign.sessions)
    assert all(list(row) == SESSION for row in rows)
    assert all(row["estimated"] in (True, False) for row in rows)
    undated = [row for row in rows if row["day"] is None]
    assert undated
    assert all(row["reason"] and row["text"] and row["seats"] is None for row in undated)
    assert all(row["mode"] in ("individual", "collective", None) for row in rows)
    dated = next(row for row in rows if row["day"] and row["start"])
    assert (len(dated["day"]), len(dated["start"])) == (10, 5)


@pytest.mark.parametrize("name", ["coverage", "capacity", "sessions"])
def test_three_forms(tmp_path, name) -> None:
    """The three forms hold the same rows; the ones for people have the French headings."""
    kept = written(tmp_path, name, EXAMPLE)
    for ending in ("csv", "xlsx"):
        assert run([name, EXAMPLE, "--to", str(tmp_path / f"sortie.{ending}")]) == 0
    text = (tmp_path / "sortie.csv").read_text(encoding="utf-8-sig")
    lines = list(csv.reader(text.splitlines(keepends=True), delimiter=";"))
    sheet = openpyxl.load_workbook(tmp_path / "sortie.xlsx").worksheets[0]
    assert lines[0] == [cell.value for cell in sheet[1]] == [heading(code) for code in kept[0]]
    assert len(lines) - 1 == sheet.max_row - 1 == len(kept)
    first = list(kept[0]).index("host_uai")
    assert [line[first] for line in lines[1:]] == [row["host_uai"] for row in kept]


@pytest.mark.parametrize("name", ["coverage", "capacity", "sessions"])
def test_a_readable_table(capsys, name) -> None:
    """Without --to, a table with French headings and no code."""
    assert run([name, EXAMPLE]) == 0
    out, _ = said(capsys)
    assert "UAI d’accueil" in out
    assert not [
        code for code in ("host_uai", "individual", "collective", "None", "nan") if code in out
    ]


@pytest.mark.parametrize("name", ["coverage", "capacity", "sessions"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_narrow_window_cuts_no_word(capsys, monkeypatch, name, columns) -> None:
    """On a small terminal whole columns are left out, and named; no heading or code is cut."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run([name, EXAMPLE]) == 0
    out = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said(capsys)[0])
    assert max(map(len, out.splitlines())) <= columns
    _, rest = out.split("\n", 1)
    heading, body = rest.split("─", 1)
    labels = [*KEY_LABELS.values(), *(figure.label for figure in FIGURES.values())]
    assert set(heading.split()) <= {word for known in labels for word in known.split()}
    assert re.search(r"\b0\d{6}[A-Z]\b", body)
    assert "Non affiché : " in body or columns == 120


def test_a_day_as_one_writes_it(capsys) -> None:
    """--on takes 30/04/2025 as it takes 2025-04-30."""
    assert run(["coverage", EXAMPLE, "--by", "academie", "--on", "30/04/2025"]) == 0
    french = said(capsys)[0]
    assert run(["coverage", EXAMPLE, "--by", "academie", "--on", "2025-04-30"]) == 0
    assert french == said(capsys)[0]


def test_brackets_are_shown(capsys, monkeypatch, campaign, example) -> None:
    """A host whose name has brackets is shown as it is: brackets are no markup."""
    import dataclasses

    odd = campaign.offers.assign(host_name="Lycée [/red] [bold]")
    renamed = dataclasses.replace(campaign, offers=odd)
    monkeypatch.setattr(check_campaign, "open_campaign", lambda *_: renamed)
    assert run(["coverage", str(example)]) == 0
    assert "[/red]" in said(capsys)[0]


def test_check(tmp_path, capsys) -> None:
    """`check` exits with 1 as the data hold errors; its JSON has the contract's keys and adds up."""
    path = tmp_path / "constats.json"
    assert run(["check", EXAMPLE, "--to", str(path)]) == 1
    found = json.loads(path.read_bytes())
    assert list(found) == ["reconciliation", "findings"]
    assert all(list(row) == ACCOUNT for row in found["reconciliation"])
    assert all(list(row) == FINDING for row in found["findings"])
    for row in found["reconciliation"]:
        parts = ("accepted", "merged", "set_aside", "ignored")
        assert row["rows"] == sum(row[part] for part in parts)
    severities = [finding["severity"] for finding in found["findings"]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert set(severities) == {"error", "warning", "info"}
    assert said(capsys)[0] == f"Constats écrits dans {path}.\n"


def test_what_check_gives_back_is_logged(tmp_path) -> None:
    """Copies and rows set aside hold pupils: each file that goes out is noted, with its rows."""
    folder = copy_example(tmp_path / "campagne")
    aside = tmp_path / "corrections.xlsx"
    run(["check", str(folder), "--rendre", str(tmp_path / "rendu"), "--ecartees", str(aside)])
    logged = read_exports(folder)
    copies = {path.name for path in (tmp_path / "rendu").iterdir()}
    assert copies
    assert set(logged["file"]) == copies | {aside.name}
    assert (logged["rows"] > 0).all()


def test_a_wrong_name_is_refused_before_anything_is_written(tmp_path, capsys) -> None:
    """Rows set aside under the name of a delivery: refused, and no copy has been given back."""
    folder, given = copy_example(tmp_path / "campagne"), tmp_path / "rendu"
    aside = str(tmp_path / "avis.xlsx")
    assert run(["check", str(folder), "--rendre", str(given), "--ecartees", aside]) == 2
    assert "serait relu comme une livraison" in said(capsys)[1]
    assert not given.exists()


def test_check_of_good_data(tmp_path) -> None:
    """`check` exits with 0 when the data hold no error."""
    folder = tmp_path / "bonne"
    folder.mkdir()
    (folder / "campagne.toml").write_text('[campagne]\nnom = "Essai"\n', encoding="utf-8")
    (folder / "catalogue.csv").write_text(
        "UAI;Formation;Dates et horaires\n0930125F;CAP Mode;12/03/2025 de 14h à 17h\n",
        encoding="utf-8",
    )
    (folder / "candidatures.csv").write_text(
        "N° de dossier;UAI d'accueil;Formation\nD1;0930125F;CAP Mode\n", encoding="utf-8"
    )
    assert run(["check", str(folder), "--to", str(tmp_path / "c.json")]) == 0
    assert run(["coverage", str(folder)]) == 0


def test_check_on_screen(capsys) -> None:
    """On screen: the headers understood, the count of rows, the findings, errors first."""
    assert run(["check", EXAMPLE]) == 1
    out, _ = said(capsys)
    assert "Compte des lignes" in out
    assert out.index("ERREUR") < out.index("AVERTISSEMENT") < out.index("INFORMATION")


def test_import(example, capsys) -> None:
    """`import` stores and publishes; it says how much, on which day, and whether there were errors."""
    assert run(["import", str(example)]) == 0
    out, _ = said(capsys)
    assert "importées, au 30 avril 2025." in out
    assert f"erreurs dans les fichiers : voir « passpro-nb check {example} »." in out
    assert store.read_published(example / store.PUBLISHED).day == on("30/04")


def test_import_refuses_a_truncated_delivery(tmp_path, capsys) -> None:
    """A delivery that lost most of its rows: 1 and nothing changes, unless --force."""
    folder = tmp_path / "campagne"
    (delivery,) = [p for p in write_demo(folder, applications=200) if "candidatures" in p.name]
    assert run(["import", str(folder)]) == 0
    book = openpyxl.load_workbook(delivery)
    for sheet in book.worksheets:
        sheet.delete_rows(40, sheet.max_row)
    book.save(delivery)
    before = (folder / store.PUBLISHED).read_bytes()
    capsys.readouterr()
    assert run(["import", str(folder)]) == 1
    assert "--force" in said(capsys)[1]
    assert (folder / store.PUBLISHED).read_bytes() == before
    assert run(["import", str(folder), "--force"]) == 0
    assert (folder / store.PUBLISHED).read_bytes() != before


def test_the_sources_are_never_written(example, tmp_path) -> None:
    """Whatever the command, the source files keep their bytes and their dates."""
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in example.iterdir()}
    assert run(["import", str(example)]) == 0
    for name in ("check", "coverage", "capacity", "sessions"):
        run([name, str(example), "--to", str(tmp_path / "sortie.xlsx")])
    after = {p.name: p for p in example.iterdir() if p.name != ".passpro"}
    assert {n: (p.read_bytes(), p.stat().st_mtime_ns) for n, p in after.items()} == before


def test_demo(tmp_path, capsys) -> None:
    """`demo` writes a campaign of the size asked, and writes over nothing else."""
    folder = tmp_path / "essai"
    assert run(["demo", str(folder), "--candidatures", "60", "--seed", "7"]) == 0
    assert said(capsys)[0] == f"4 fichiers écrits dans {folder}.\n"
    rows = written(tmp_path, "coverage", str(folder), "--by", "academie")
    assert 0 < rows[0]["registered"] <= 60
    (folder / "mes notes.txt").write_text("à moi", encoding="utf-8")
    assert run(["demo", str(folder)]) == 2
    assert (folder / "mes notes.txt").read_text(encoding="utf-8") == "à moi"


# ------------------------------------------------------------------------- the program itself


def test_the_program(tmp_path) -> None:
    """`python -m passpro_nb` is the command line: French whatever the locale, no progress in a pipe."""
    path = tmp_path / "sortie.json"
    call = [sys.executable, "-m", "passpro_nb", "coverage", EXAMPLE, "--by", "academie"]
    bare = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONPATH": str(places.ROOT)}
    done = subprocess.run([*call, "--to", str(path)], capture_output=True, env=bare, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8") == f"1\u00a0ligne écrite dans {path}.\n"
    assert json.loads(path.read_bytes())[0]["academie"] == "Créteil"


def test_the_program_refuses(tmp_path) -> None:
    """A wrong call of the program exits with 2, in UTF-8, without a traceback."""
    bare = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONPATH": str(places.ROOT)}
    call = [sys.executable, "-m", "passpro_nb", "check", str(tmp_path / "absent")]
    done = subprocess.run(call, capture_output=True, env=bare, check=False)
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").endswith("n’existe pas : indiquez celui d’une campagne.\n")


def test_the_program_says_all_before_it_leaves(capsys) -> None:
    """What the program prints into a pipe is whole, to the last line; its exit code is the command's."""
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(places.ROOT)}
    call = [sys.executable, "-m", "passpro_nb", "check", EXAMPLE]
    done = subprocess.run(call, capture_output=True, env=bare, check=False, timeout=60)
    assert done.returncode == run(["check", EXAMPLE]) == 1
    assert done.stdout.decode() == capsys.readouterr().out


def test_the_program_leaves_when_nobody_reads_on() -> None:
    """A reader who closes the pipe gets what was read; the program ends, and writes no traceback."""
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(places.ROOT)}
    call = [sys.executable, "-m", "passpro_nb", "check", "--help"]
    program = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bare)
    program.stdout.close()
    err = program.stderr.read().decode()
    assert program.wait(timeout=60)
    assert "Traceback" not in err


# ---------------------------------------------------------------------------------- relaunches


@pytest.fixture
def own(tmp_path) -> Path:
    """Return a copy of the committed campaign that a test may write to."""
    return copy_example(tmp_path / "campagne")


def test_relaunch_looks_first_then_writes_then_holds_back(own, tmp_path, capsys):
    """The dry view writes nothing; a pack is written once; the next day its schools are left aside."""
    call = ["relaunch", str(own), "--on", "2025-04-30", "--side", "accueil"]
    assert run([*call, "--dry-run", "--to", str(tmp_path / "vue.json")]) == 0
    seen = json.loads((tmp_path / "vue.json").read_text(encoding="utf-8"))
    assert seen
    assert run([*call, "--dry-run", "--to", str(tmp_path / "paquet")]) == 0
    assert "Relances au 30 avril 2025" in capsys.readouterr().out
    assert not (own / ".passpro").exists()
    assert not (tmp_path / "paquet").exists()
    assert run([*call, "--to", str(tmp_path / "paquet"), "--who", "essai"]) == 0
    assert "Rien n’est envoyé" in capsys.readouterr().out
    assert len(list((tmp_path / "paquet" / "classeurs").iterdir())) == len(seen)
    assert run([*call, "--to", str(tmp_path / "encore")]) == 0
    assert "--again" in capsys.readouterr().out
    assert not (tmp_path / "encore").exists()
    assert run(["relaunch", str(own), "--withdraw", "1"]) == 0
    assert run(["relaunch", str(own), "--withdraw", "1"]) == 2
    assert "n’a pas de paquet 1" in capsys.readouterr().err


def test_relaunch_says_why_it_does_nothing(own, tmp_path, capsys):
    """On holiday it says so; without a place to write, what to add; into a full folder, no."""
    call = ["relaunch", str(own)]
    assert run([*call, "--on", "2025-04-15", "--to", str(tmp_path / "p")]) == 0
    assert "pendant les congés" in capsys.readouterr().out
    assert not (tmp_path / "p").exists()
    assert run(call) == 2
    assert "--dry-run" in capsys.readouterr().err
    assert run([*call, "--on", "2025-04-30", "--to", str(own)]) == 2
    assert "rien n’est jamais écrasé" in capsys.readouterr().err
    assert run([*call, "--reason", "oubli", "--dry-run"]) == 2
    assert "avis_en_retard" in capsys.readouterr().err
    assert run([*call, "--side", "milieu", "--dry-run"]) == 2


def test_returns_reads_the_pack_it_wrote(own, tmp_path, capsys):
    """Sent back as it went out, a pack changes nothing; with one opinion entered, it gives that one."""
    pack = tmp_path / "paquet"
    run(
        [
            "relaunch",
            str(own),
            "--on",
            "2025-04-30",
            "--reason",
            "avis_en_retard",
            "--to",
            str(pack),
        ]
    )
    back = pack / "classeurs"
    assert run(["returns", str(own), str(back)]) == 0
    assert "rien n’est écrit" in capsys.readouterr().out
    assert not list(own.glob("avis-retournes*"))
    path = next(back.glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    header = [cell.value for cell in book["Élèves"][3]]
    book["Élèves"].cell(4, header.index("Avis") + 1).value = "Favorable"
    book.save(path)
    assert run(["returns", str(own), str(back)]) == 0
    said = capsys.readouterr().out
    assert "1\u00a0avis pris" in said
    assert "Passés sans être lus : accusés déjà écrits (accuses/accuse-" in said
    assert f"1\u00a0accusé écrit dans {back / 'accuses'}." in said
    assert len(list(own.glob("avis-retournes*.xlsx"))) == 1
    assert run(["returns", str(own), str(tmp_path / "rien")]) == 2


def test_returns_says_why(own, tmp_path, capsys):
    """What is refused of a workbook is told with why it matters, once a kind."""
    pack = tmp_path / "paquet"
    asked = ["--on", "2025-04-30", "--reason", "avis_en_retard"]
    run(["relaunch", str(own), *asked, "--to", str(pack)])
    path = next((pack / "classeurs").glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    header = [cell.value for cell in book["Élèves"][3]]
    book["Élèves"].cell(4, header.index("Avis") + 1).value = "bof"
    book.save(path)
    capsys.readouterr()
    assert run(["returns", str(own), str(path.parent)]) == 0
    said = capsys.readouterr().out
    assert said.count("Pourquoi ?") == 1
    assert FAULTS["unknown_opinion"].why in said


def test_templates_are_given_to_adapt(own, capsys):
    """The models of mails are written into `modeles/` once."""
    assert run(["relaunch", str(own), "--templates"]) == 0
    assert "7\u00a0modèles écrits" in capsys.readouterr().out
    assert (own / "modeles" / "accueil-1.txt").is_file()


def test_a_departement_of_relaunch_is_of_the_school(own, capsys):
    """`--department` gives the schools of that département alone; a programme may be said by its name."""
    offers = check_campaign.open_campaign(own).offers
    label = offers.loc[offers["department"].eq("93"), "programme_label"].iloc[0]
    to = own.parent / "vue.json"
    for words in (["--department", "94", "--department", "77"], ["--programme", label]):
        call = ["relaunch", str(own), "--on", "2025-04-30", "--dry-run", *words, "--to", str(to)]
        assert run(call) == 0
        rows = json.loads(to.read_text(encoding="utf-8"))
        assert rows
        if "--department" in words:
            assert {row["uai"][1:3] for row in rows} == {"94", "77"}
            assert {row["side"] for row in rows} == {"accueil", "origine"}
    assert run(["relaunch", str(own), "--dry-run", "--department", "75"]) == 2
    assert "« 75 »" in capsys.readouterr().err.replace("\u00a0", " ")
