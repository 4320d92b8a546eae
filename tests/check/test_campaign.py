"""A folder to a campaign: everything counted, nothing raised, whatever is in it."""

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from faults_cases import FILES, GOOD, SETTINGS, write_campaign
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import csv_text, write_table

from passpro_nb.check.campaign import ACCOUNT, check_folder, open_campaign
from passpro_nb.domain.errors import PassproError, RefusedData, SettingsError, UsageError
from passpro_nb.domain.faults import FAULTS
from passpro_nb.domain.tables import TABLES

COUNTS = ACCOUNT[2:]
HEADERS = sorted({name for t in TABLES.values() for c in t.columns for name in (c.heading,)})
WORDS = st.sampled_from(
    ["", "oui", "non", "0930125F", "0930125Z", "CAP fleuriste", "12/03/2025", "31/02/2025", "F",
     "absent", "D1", "D2", "123456789AB", "LP Ada Lovelace", "Montreuil", "Total", "12", "1e9",
     "=1+1", "individuel", "12/03/2025 de 14h à 17h", "\N{NO-BREAK SPACE}", "#N/A", "é" * 300]
)  # fmt: skip
CELLS = WORDS | st.text(max_size=12) | st.integers() | st.floats() | st.dates() | st.booleans()
TABLE = st.lists(st.lists(CELLS, max_size=8), max_size=8)
NAMES = st.sampled_from(
    ["catalogue.xlsx", "catalogue 2.csv", "candidatures 93.txt", "candidatures.xlsx", "candidatures_2025-03-01.csv",
     "avis.csv", "annuaire.csv", "corrections.xlsx", "~$catalogue.xlsx", "catalogue.pdf", "note.txt"]
)  # fmt: skip


def assert_adds_up(reconciliation: pd.DataFrame) -> None:
    """Each sheet's rows are all somewhere."""
    parts = reconciliation[COUNTS[1:]].sum(axis=1)
    assert (reconciliation["rows"] == parts).all(), reconciliation.to_string()


@given(st.dictionaries(NAMES, st.binary(max_size=400) | TABLE, max_size=5))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_folder_makes_check_raise(files: dict[str, object]):
    """Random bytes and random tables under the names of deliveries: sentences, and sums that hold."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "campagne.toml").write_text(SETTINGS, encoding="utf-8")
        for name, content in files.items():
            write_anything(folder / name, content)
        campaign = check_folder(folder)
    assert_adds_up(campaign.reconciliation)
    assert all(fault.message and fault.code in FAULTS for fault in campaign.faults)


def write_anything(path: Path, content: object) -> None:
    """Write bytes as they are, rows as a table of the name's ending."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif path.suffix == ".xlsx" and content:
        write_table(path, [[_writable(cell) for cell in row] for row in content])
    else:
        path.write_text(csv_text([[str(cell) for cell in row] for row in content]), "utf-8")


def _writable(cell: object) -> object:
    """Return a cell that openpyxl takes: no control character, no infinite number."""
    if isinstance(cell, str):
        return "".join(c for c in cell if c.isprintable()).removeprefix("=")
    return 0 if isinstance(cell, int | float) and not abs(cell) < 1e15 else cell


ROWS = st.lists(
    st.fixed_dictionaries({letter: WORDS | st.just(None) for letter in "ABHKLMNOPQR"}), max_size=8
)


@given(ROWS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_rows_are_all_accounted_for(rows: list[dict[str, object]]):
    """Whatever stands in the columns that decide, each row ends in one place, with a reason."""
    cells = {f"A!{k}{n}": v for n, row in enumerate(rows, 3) for k, v in row.items()}
    with tempfile.TemporaryDirectory() as place:
        campaign = check_folder(write_campaign(Path(place), cells))
    assert_adds_up(campaign.reconciliation)
    named = {(f.file, f.sheet, f.row) for f in campaign.faults if f.severity == "error"}
    named |= {place for f in campaign.faults if f.severity == "error" for place in f.also}
    assert campaign.set_aside <= named
    assert not campaign.applications.duplicated(["pupil", "offer"]).any()


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("", SettingsError, "la clé « nom » de [campagne] manque"),
        ("[campagne]\nnom = ", SettingsError, "campagne.toml"),
        ('[campagne]\nnom = "x"\n[calendrer]\n', SettingsError, "calendrer"),
        ('[campagne]\nnom = "x"\n[calendrier]\nlimite_avis = "mai"', SettingsError, "limite_avis"),
    ],
)
def test_wrong_settings_are_said(tmp_path: Path, text: str, error: type, sentence: str):
    """A campagne.toml with an error stops the check with a sentence that names the key."""
    (tmp_path / "campagne.toml").write_text(text, encoding="utf-8")
    with pytest.raises(error) as refused:
        check_folder(tmp_path)
    assert sentence in str(refused.value).replace("\N{NO-BREAK SPACE}", " ")


def test_an_empty_folder_is_no_campaign(tmp_path: Path):
    """A folder with nothing in it says what a campaign is made of."""
    with pytest.raises(UsageError, match=r"campagne\.toml"):
        check_folder(tmp_path)


def test_without_any_offer_nothing_is_measured(tmp_path: Path):
    """Without a catalogue `check` says so, and what measures refuses with the same reason."""
    write_campaign(tmp_path)
    (tmp_path / "catalogue.xlsx").unlink()
    assert [fault.code for fault in check_folder(tmp_path).faults] == ["missing_catalogue"]
    with pytest.raises(RefusedData, match="Aucune offre"):
        open_campaign(tmp_path)


def test_a_school_without_uai_is_found_by_name(tmp_path: Path):
    """Catalogue, hosts and origins: the name and the commune give the UAI, and it is told."""
    cells = {
        "A!H2": None, "A!I2": "Lycée professionnel A. Lovelace", "A!E2": None,
        "A!F2": "Clg Alan Turing", "A!G2": "BONDY",
    }  # fmt: skip
    campaign = check_folder(write_campaign(tmp_path, cells))
    assert campaign.applications["host_uai"].tolist() == ["0930125F"]
    assert campaign.applications["origin_uai"].tolist() == ["0931234L"]
    assert {fault.code for fault in campaign.faults} == {"matched_school", "matched_origin"}


def test_a_refused_uai_is_not_replaced_by_a_guess(tmp_path: Path):
    """A wrong check letter sets the row aside even where name and commune are known."""
    campaign = check_folder(write_campaign(tmp_path, {"A!H2": "0930125Z"}))
    assert campaign.applications.empty
    assert [fault.code for fault in campaign.faults] == ["uai_host_checksum"]


def test_what_the_analyst_confirmed_comes_first(tmp_path: Path):
    """A name, a label and a header in correspondances.toml are taken without a word."""
    cells = {"A!H2": None, "A!I2": "Chez Ada", "A!K2": "Les fleurs", "A!P1": "Verdict"}
    write_campaign(tmp_path, cells)
    (tmp_path / "correspondances.toml").write_text(
        '[entetes.candidatures]\n"Verdict" = "Avis"\n[etablissements]\n"Chez Ada" = "0930125F"\n'
        '[formations]\n"les fleurs" = "CAP fleuriste"\n',
        encoding="utf-8",
    )
    campaign = check_folder(tmp_path)
    assert campaign.faults == ()
    assert campaign.applications["opinion"].tolist() == ["Favorable"]


def test_a_name_confirmed_alone_waits_in_another_commune(tmp_path: Path):
    """The rows of the school's commune are taken, those of another one are set aside and asked."""
    cells = {"A!H2": None, "A!I2": "Chez Ada", "A!A3": "D2", "A!B3": None, "A!H3": None}
    write_campaign(tmp_path, cells | {"A!I3": "Chez Ada", "A!J3": "Torcy"})
    (tmp_path / "correspondances.toml").write_text(
        '[etablissements]\n"Chez Ada" = "0930125F"\n', encoding="utf-8"
    )
    campaign = check_folder(tmp_path)
    assert campaign.applications["row"].tolist() == [2]
    assert [ask.said for ask in campaign.asks["etablissements"]] == ["Chez Ada Torcy"]


@pytest.mark.parametrize(
    ("cell", "noted", "day"),
    [
        ("oui", True, None),
        ("03/03/2025", True, "2025-03-03"),
        ("non", False, None),
        (None, None, None),
    ],
)
def test_a_convocation_is_a_fact_and_a_day(tmp_path: Path, cell, noted, day):
    """« Convoqué : oui » has always happened; a day says when; a blank says nothing."""
    campaign = check_folder(write_campaign(tmp_path, {"A!U1": "Convoqué", "A!U2": cell}))
    (row,) = campaign.applications.to_dict("records")
    assert campaign.faults == ()
    assert row["convened"] is noted
    assert (None if pd.isna(row["convened_on"]) else f"{row['convened_on']:%Y-%m-%d}") == day


def test_a_doubt_is_asked_with_its_candidates(tmp_path: Path):
    """What only the analyst can settle is kept apart, with the answers that are likely."""
    cells = {"A!H2": None, "A!J2": None, "A!K3": "CAP fleuriste option roses", "A!A3": "D2"}
    asks = check_folder(write_campaign(tmp_path, cells | {"A!B3": None})).asks
    (school,) = asks["etablissements"]
    assert school.said == "LP Ada Lovelace"
    assert school.candidates == (("0930125F", "LP Ada Lovelace (Montreuil)"),)


def test_columns_are_free(tmp_path: Path):
    """The order of columns changes nothing."""
    straight = check_folder(write_campaign(tmp_path / "a")).applications
    write_campaign(tmp_path / "b")
    columns = list(GOOD["A"].values())[::-1]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([[h for h, _ in columns], [v for _, v in columns]])
    (tmp_path / "b" / FILES["A"]).unlink()
    (tmp_path / "b" / "candidatures.csv").write_text(out.getvalue(), encoding="utf-8")
    turned = check_folder(tmp_path / "b").applications
    kept = [c for c in straight if c not in ("file", "sheet")]
    pd.testing.assert_frame_equal(straight[kept], turned[kept])


def test_every_refusal_is_ours(tmp_path: Path):
    """A folder that is not there is refused by a sentence, not by the system."""
    with pytest.raises(PassproError, match="n’existe pas"):
        check_folder(tmp_path / "rien")


def plain_campaign(folder: Path, catalogue: str) -> Path:
    """Write a campaign of one catalogue, given as the lines of a CSV."""
    (folder / "campagne.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "catalogue.csv").write_text(catalogue, encoding="utf-8")
    return folder


def test_a_catalogue_without_sessions(tmp_path: Path):
    """Without a column of sessions an offer has no session, and no text: nothing is read as one."""
    campaign = check_folder(plain_campaign(tmp_path, "UAI;Formation\n0930125F;CAP Mode\n"))
    assert campaign.sessions.empty
    codes = [fault.code for fault in campaign.faults]
    assert "no_session" in codes
    assert "unread_session" not in codes


@pytest.mark.parametrize(
    ("lines", "inside", "disagrees"),
    [
        (["hors Passpro"], False, False),
        (["hors Passpro", "hors Passpro"], False, False),
        (["Passpro"], True, False),
        ([""], True, False),  # a blank means in Passpro
        (["hors Passpro", "Passpro"], True, True),
        (["hors Passpro", ""], True, True),
        (["Passpro", ""], True, False),
    ],
)
def test_in_passpro(tmp_path: Path, lines: list[str], inside: bool, disagrees: bool):
    """A blank means in Passpro; an offer whose lines disagree is an error and stays in Passpro."""
    rows = "".join(f"0930125F;CAP Mode;{said}\n" for said in lines)
    campaign = check_folder(plain_campaign(tmp_path, f"UAI;Formation;Passpro\n{rows}"))
    assert campaign.offers["in_passpro"].tolist() == [inside]
    assert ("passpro_disagrees" in [fault.code for fault in campaign.faults]) == disagrees


@pytest.mark.parametrize(
    ("lines", "offers"),
    [
        (["CAP Mode;2412213421;93012345", "CAP Mode;2412213421;"], ["93012345"]),
        (["CAP Mode;;", "CAP Mode;2412213421;93012345"], ["93012345"]),
        (["CAP Mode;2412213421;", "CAP Mode;;"], ["0930125F-2412213421"]),
        (["CAP Mode;;93012345", "CAP Mode;;"], ["93012345"]),
        # two codes: which one a line without any means cannot be told
        (
            ["CAP Mode;;93012345", "CAP Mode;;93012346", "CAP Mode;;"],
            ["93012345", "93012346", "0930125F-cap 2 mode"],
        ),
        (["CAP Mode;2412213421;93012345", "CAP Cuisine;;"], ["93012345", "0930125F-cap 2 cuisine"]),
    ],
)
def test_an_offer_of_several_lines_is_one(tmp_path: Path, lines: list[str], offers: list[str]):
    """Lines of one programme at one host are one offer, though one alone gives its MEF or its code."""
    rows = "".join(f"0930125F;{line}\n" for line in lines)
    campaign = check_folder(plain_campaign(tmp_path, f"UAI;Formation;MEF;Code vœu\n{rows}"))
    assert campaign.offers["offer"].tolist() == offers


def test_another_host_s_code_is_not_taken(tmp_path: Path):
    """A line without a code takes none from another host, nor from the apprentices' offer."""
    catalogue = (
        "UAI;Formation;Statut;Code vœu\n0930125F;CAP Mode;apprentissage;93012345\n"
        "0930125F;CAP Mode;scolaire;\n0930830X;CAP Mode;apprentissage;\n"
    )
    campaign = check_folder(plain_campaign(tmp_path, catalogue))
    keys = ["93012345", "0930125F-cap 2 mode", "0930830X-cap 2 mode-A"]
    assert campaign.offers["offer"].tolist() == keys


@pytest.mark.parametrize("seats", [("", "20"), ("20", ""), ("20", "30")])
def test_a_session_stated_twice_keeps_its_seats(tmp_path: Path, seats: tuple[str, str]):
    """The same session stated twice counts once, with the first number of seats declared."""
    rows = "".join(f"0930125F;CAP Mode;12/03/2025 9h-12h;{number}\n" for number in seats)
    catalogue = f"UAI;Formation;Dates et horaires;Places d'entretien\n{rows}"
    campaign = check_folder(plain_campaign(tmp_path, catalogue))
    assert campaign.sessions["declared"].tolist() == [20]


@pytest.mark.parametrize(
    ("header", "seats"),
    [
        ("Places d'entretien", [25, 25]),
        ("Places d'entretien (par séance)", [25, 25]),
        ("Nombre total de places d'entretien", [13, 12]),
        ("Places d'entretien (capacité totale)", [13, 12]),
        ("Places d'entretien (totales)", [13, 12]),
    ],
)
def test_a_header_may_say_total(tmp_path: Path, header: str, seats: list[int]):
    """A number is for each session; under a header that says « total » it is shared, the rest first."""
    catalogue = (
        f"UAI;Formation;Dates et horaires;{header}\n0930125F;CAP Mode;12/03/2025 et 13/03/2025;25\n"
    )
    campaign = check_folder(plain_campaign(tmp_path, catalogue))
    assert campaign.sessions["declared"].tolist() == seats


def test_a_host_without_a_name_goes_by_its_uai(tmp_path: Path):
    """A host that no line names is named by its UAI, in the sentences too."""
    rows = "0930125F;CAP Mode;hors Passpro\n0930125F;CAP Mode;Passpro\n"
    campaign = check_folder(plain_campaign(tmp_path, f"UAI;Formation;Passpro\n{rows}"))
    assert campaign.offers["host_name"].tolist() == ["0930125F"]
    assert not [fault.message for fault in campaign.faults if "nan" in fault.message]


def test_figures_asked_again_are_at_hand(tmp_path: Path):
    """The figures of the two days asked for last are not measured again; no hand spoils them."""
    campaign = open_campaign(write_campaign(tmp_path))
    figures = campaign.figures()
    assert campaign.figures() is figures
    assert campaign.figures(figures.day.isoformat()) is figures
    others = [campaign.figures(f"2025-03-{day}") for day in (10, 11)]
    assert campaign.figures("2025-03-10") is others[0]
    assert campaign.figures() is not figures
    assert campaign.figures("2025-03-11") is not others[1]
    offers = campaign.figures().offers()
    offers["offer"] = "autre"
    assert "autre" not in {*campaign.figures().offers()["offer"]}
