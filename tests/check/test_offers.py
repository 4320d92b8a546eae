"""The catalogue's lines to sessions: the columns that state them, their seats, their doubts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from campaigns import blank
from faults_cases import write_campaign

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.commands import campaign as commands
from passpro_nb.domain.errors import SettingsError
from passpro_nb.export.correspondences import save_correspondences
from passpro_nb.export.records import records
from passpro_nb.measure.asks import LACKS
from passpro_nb.panels.questions.figures import gather_choices, list_questions

START = {"C!H1": "Jour", "C!O1": "Heure de début", "C!P1": "Heure de fin"}


def stated(campaign: Campaign) -> list[str]:
    """Write the sessions of a campaign: « 03-12 14:00-17:00 x12 », « ? » without a day."""
    return [
        " ".join(
            [
                f"{s.day:%m-%d} {'-'.join(f'{h:%H:%M}' if h else '' for h in (s.start, s.end))}"
                if s.day == s.day
                else "?",
                *([] if s.declared is None or s.declared != s.declared else [f"x{s.declared}"]),
            ]
        )
        for s in campaign.sessions.astype({"declared": object}).itertuples()
    ]


@pytest.mark.parametrize(
    ("day", "start", "end", "session"),
    [
        (dt.datetime(2025, 3, 12), dt.time(9, 30), dt.time(12), "03-12 09:30-12:00 x12"),
        ("12/03/2025", 0.375, 0.5, "03-12 09:00-12:00 x12"),
        ("mercredi 12 mars 2025", "9h", "11h30", "03-12 09:00-11:30 x12"),
        ("12/03/2025", "09:00", "12:00", "03-12 09:00-12:00 x12"),
        (dt.datetime(2025, 3, 12), 9, 12, "03-12 09:00-12:00 x12"),
        ("12/03/2025", "14h", None, "03-12 14:00- x12"),
        ("12/03/2025", None, "17h", "03-12 -17:00 x12"),
        (dt.datetime(2025, 3, 12, 14), None, None, "03-12 14:00- x12"),
    ],
)
def test_hours_in_columns_of_their_own(
    tmp_path: Path, day: object, start: object, end: object, session: str
):
    """« Heure de début » and « Heure de fin » are read as typed hours, fractions or words."""
    cells = {**START, "C!H2": day, "C!O2": start, "C!P2": end}
    assert stated(check_folder(write_campaign(tmp_path, cells))) == [session]


@pytest.mark.parametrize(
    ("seats", "sessions"),
    [
        ("5", ["03-13 - x8", "03-12 - x5", "03-14 - x5"]),
        ("23 au total", ["03-13 - x8", "03-12 - x8", "03-14 - x7"]),
        ("6 au total", ["03-13 - x8", "03-12 - x0", "03-14 - x0"]),
    ],
)
def test_the_column_of_seats_leaves_what_a_session_declares(
    tmp_path: Path, seats: str, sessions: list[str]
):
    """A number is for each session without its own; a total is shared once theirs is taken off."""
    cells = {"C!H2": "13/03/2025 : 8 places\n12/03/2025\n14/03/2025", "C!I2": seats}
    campaign = check_folder(write_campaign(tmp_path, cells))
    assert stated(campaign) == sessions


@pytest.mark.parametrize(("rate", "seats"), [("6 par heure", 18), ("4 par jury", 4), ("5/h", 15)])
def test_a_rate_in_the_column_of_seats(tmp_path: Path, rate: str, seats: int):
    """It counts among the estimates, by the hours of the session or the juries of the settings."""
    campaign = check_folder(write_campaign(tmp_path, {"C!I2": rate}))
    found = capacity(campaign)
    assert (found["seats_declared"], found["seats_estimated"]) == (0, seats)


# Days in doubt

DOUBT = "« braderie » : rien ne dit qu’il s’agit d’entretiens"
TEXT = "12/03/2025 9h-12h ;\nbraderie 13/03/2025, 14/03/2025"


def capacity(campaign: Campaign) -> dict[str, object]:
    """Return the figures of the only host."""
    (row,) = records(campaign.figures("2025-03-01").capacity("host"))
    return row


def test_a_day_in_doubt_is_listed_and_not_counted(tmp_path: Path):
    """It has its reason, adds no seat, and the offer is neither without session nor relaunched."""
    alone = "braderie le 13/03/2025 de 9h à 12h"
    campaign = check_folder(write_campaign(tmp_path, {"C!H2": alone}))
    assert stated(campaign) == ["03-13 09:00-12:00 x12"]
    assert records(campaign.sessions[["doubt"]]) == [{"doubt": DOUBT}]
    found = capacity(campaign)
    assert (found["capacity"], found["undated"], found["without_session"]) == (0, 0, 0)
    figures = campaign.figures("2025-03-01")
    assert not {*LACKS} & {*figures.counts.asks["reason"]}
    assert records(figures.gaps()[["gap", "detail", "text"]]) == [
        {"gap": "doubted", "detail": DOUBT, "text": alone}
    ]
    assert figures.calendar("host")["seats"].sum() == 0
    assert {fault.code for fault in campaign.faults} == {"session_doubted"}


def test_sessions_say_their_doubt(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The command has the doubt in its file, and « à vérifier » in place of a reason on screen."""
    folder = write_campaign(tmp_path, {"C!H2": TEXT})
    commands.sessions(folder, tmp_path / "out.json")
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [(row["day"], row["reason"], row["doubt"]) for row in rows] == [
        ("2025-03-12", None, None), ("2025-03-13", None, DOUBT), ("2025-03-14", None, DOUBT),
    ]  # fmt: skip
    capsys.readouterr()
    commands.sessions(folder, None)
    screen = " ".join(capsys.readouterr().out.split())
    assert screen.count("à vérifier :") == 2


def test_what_is_in_doubt_is_told_once(tmp_path: Path):
    """One finding and one question a text, whatever its days and the lines that hold it."""
    cells = {"C!H2": TEXT, "C!H3": TEXT, "C!D3": "CAP ébéniste", "C!E3": "93000002"}
    campaign = check_folder(write_campaign(tmp_path, cells))
    (fault,) = [fault for fault in campaign.faults if fault.code == "session_doubted"]
    assert (fault.severity, fault.row, [row for *_, row in fault.also]) == ("warning", 2, [3])
    assert blank(fault.message) == (
        "Ligne 2, colonne Dates et horaires : « 12/03/2025 9h-12h ; braderie 13/03/2025, "
        "14/03/2025 » : les 13 mars 2025 et 14 mars 2025 ne sont pas comptés avant votre confirmation "
        "(carnet 15 – Correspondances) ; « braderie » : rien ne dit qu’il s’agit d’entretiens."
    )
    (question,) = list_questions(campaign)
    assert (question.section, question.said) == ("seances", TEXT.replace("\n", " "))
    assert [value for _, value in question.options] == ["entretiens", "autre chose"]


@pytest.mark.parametrize(
    ("answer", "sessions", "seats"),
    [
        ("entretiens", ["03-12 09:00-12:00 x12", "03-13 - x12", "03-14 - x12"], 36),
        ("autre chose", ["03-12 09:00-12:00 x12"], 12),
    ],
)
def test_the_answer_is_kept(tmp_path: Path, answer: str, sessions: list[str], seats: int):
    """Confirmed, the days count; denied, they are gone; either way nothing more is said of them."""
    folder = write_campaign(tmp_path, {"C!H2": TEXT})
    (question,) = list_questions(check_folder(folder))
    save_correspondences(folder, gather_choices([(question, answer)]))
    campaign = check_folder(folder)
    assert (stated(campaign), capacity(campaign)["capacity"]) == (sessions, seats)
    assert list_questions(campaign) == []
    assert "session_doubted" not in {fault.code for fault in campaign.faults}


def test_an_answer_that_is_none_is_refused(tmp_path: Path):
    """Only the two answers of the notebook are taken."""
    folder = write_campaign(tmp_path, {"C!H2": TEXT})
    save_correspondences(folder, {"seances": {" ".join(TEXT.split()): "peut-être"}})
    with pytest.raises(SettingsError) as refusal:
        check_folder(folder)
    assert blank(str(refusal.value)) == (
        f"correspondances.toml : « {' '.join(TEXT.split())} » est associé à « peut-être » ; [seances] "
        "attend « entretiens » ou « autre chose »."
    )


def test_the_names_of_a_line_explain_its_words(tmp_path: Path):
    """A day beside the programme, the school or the commune of its own line is in no doubt."""
    cells = {"C!D2": "CAP zythologue", "C!H2": "Zythologue : 12/03/2025, Lovelace : 13/03/2025"}
    campaign = check_folder(write_campaign(tmp_path, cells))
    assert stated(campaign) == ["03-12 - x12", "03-13 - x12"]
    assert campaign.sessions["doubt"].isna().all()
    elsewhere = check_folder(write_campaign(tmp_path / "b", {**cells, "C!D2": "CAP ébéniste"}))
    assert elsewhere.sessions["doubt"].notna().any()


def test_a_catalogue_of_nothing_but_wrong_lines_is_measured(tmp_path: Path) -> None:
    """Where no line could be kept, every figure is there and is nothing: no group, no seat."""
    campaign = check_folder(write_campaign(tmp_path, {"C!A2": "0930125A"}))
    assert not len(campaign.offers)
    figures = campaign.figures()
    assert [len(figures.coverage(by)) for by in ("academie", "host", "programme")] == [0, 0, 0]
    assert [len(figures.capacity(by)) for by in ("academie", "host", "programme")] == [0, 0, 0]
    assert not len(figures.gaps())
