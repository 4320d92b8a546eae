"""What schools send back: everything they entered, nothing else, and nothing in silence."""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest
from campaigns import blank
from relaunches import (
    ATTENDANCE,
    DAY,
    INTERVIEW_ON,
    OPINION,
    OPINION_ON,
    TODAY,
    change_rows,
    fill_in,
    read_all,
    save_through_office,
    workbooks,
    write_small_pack,
)

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.errors import RefusedData
from passpro_nb.measure.states import measure_states
from passpro_nb.relaunch.forms import IDENTITY, PUPILS, form_key
from passpro_nb.relaunch.pack import Pack
from passpro_nb.relaunch.returns import receipts
from passpro_nb.relaunch.returns.arrivals import Reply, list_returns
from passpro_nb.relaunch.returns.judge import Outcome, check_returns
from passpro_nb.relaunch.returns.reader import read_passwords, read_returned
from passpro_nb.relaunch.returns.receipts import (
    receipt,
    say_lines,
    say_outcome,
    write_receipts,
    write_returns,
)


def sent_back(pack: Pack, tmp_path: Path, change, sheet: str = PUPILS.title) -> Path:
    """Send back one workbook, its rows changed; return the folder that holds it."""
    folder = tmp_path / "retours"
    folder.mkdir()
    source = max(workbooks(pack), key=lambda path: path.stat().st_size)
    assert change_rows(source, folder / "retour.xlsx", change, sheet)
    return folder


def codes(outcome: Outcome) -> list[str]:
    """Return the faults that count rows or cells, without the information."""
    return [found.code for found in outcome.faults if found.severity != "info"]


def count_entered(campaign: Campaign) -> int:
    """Return the opinions entered on the day."""
    return int(
        measure_states(campaign.applications, campaign.settings, DAY)["state"].eq("entered").sum()
    )


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_every_school_round_trips_through_libreoffice(own, pack, tmp_path, ending):
    """Filled in, saved by LibreOffice, sorted, renamed: exactly what was entered arrives, once."""
    given: dict[str, tuple[str, date]] = {}
    filled, back = tmp_path / "remplis", tmp_path / "retours"
    filled.mkdir(), back.mkdir()
    rng = Random(7)
    for number, path in enumerate(workbooks(pack)):
        name = os.fsdecode(f"Réponse n° {number} (1).xlsx".encode())  # whatever the locale
        change_rows(path, filled / name, fill_in(rng, given))
    files = sorted(filled.iterdir())
    save_through_office(files, back, ending, tmp_path / "profil")
    assert len(list_returns(back).replies) == len(files) >= 6
    outcome = read_all(back, own)
    arrived = {
        form_key(PUPILS, row.pupil, row.offer): (row.opinion, row.opinion_on)
        for row in outcome.taken.itertuples()
    }
    assert arrived == given
    assert len(given) > 20
    assert codes(outcome) == []
    written = write_returns(own, outcome, TODAY)
    again = open_campaign(own.folder)
    assert count_entered(again) - count_entered(own) == len(given)
    before = {path: path.read_bytes() for path in own.folder.glob("*.xlsx")}
    second = read_all(back, again)
    assert second.taken.empty
    assert write_returns(again, second, TODAY) is None
    assert {path: path.read_bytes() for path in own.folder.glob("*.xlsx")} == before
    assert written in before


def test_the_way_back_through_libreoffice_keeps_lists_and_locks(pack, tmp_path):
    """Saved by LibreOffice, a workbook still refuses a wrong opinion and locks the pupil's name."""
    save_through_office(workbooks(pack)[:1], tmp_path, "xlsx", tmp_path / "profil")
    page = openpyxl.load_workbook(next(tmp_path.glob("*.xlsx")))[PUPILS.title]
    assert page.protection.sheet
    kinds = {rule.type for rule in page.data_validations.dataValidation}
    assert {"list", "date"} <= kinds
    assert page.cell(4, 5).protection.locked
    assert not page.cell(4, 11).protection.locked


def test_a_second_batch_keeps_the_first(own, pack, tmp_path):
    """What comes back on another day is added: the new file replaces the old one and loses nothing."""
    source = max(workbooks(pack), key=lambda path: path.stat().st_size)

    def enter(first: int, last: int, label: str) -> Path:
        def change(header, rows):
            for row in rows[first:last]:
                row[header.index(OPINION)] = "Favorable"
            return rows

        folder = tmp_path / label
        folder.mkdir()
        change_rows(source, folder / "r.xlsx", change)
        return folder

    write_returns(own, read_all(enter(0, 3, "un"), own), TODAY)
    first = open_campaign(own.folder)
    later = read_all(enter(0, 6, "deux"), first, date(2025, 5, 5))
    assert len(later.taken) == 3
    write_returns(first, later, date(2025, 5, 5))
    again = open_campaign(own.folder)
    gained = again.applications["opinion"].notna().sum() - own.applications["opinion"].notna().sum()
    assert gained == 6
    assert len(list(own.folder.glob("avis-retournes-*.xlsx"))) == 2


def test_two_readings_of_one_day_are_two_files(own, pack, tmp_path):
    """A file that is there is never written over."""
    outcome = read_all(sent_back(pack, tmp_path, fill_in(Random(1), {})), own)
    write_returns(own, outcome, TODAY)
    for path in own.folder.glob("avis-retournes-*"):
        path.rename(path.with_name("garde.xlsx"))
    (own.folder / f"avis-retournes-{TODAY}.xlsx").write_bytes(b"d'un autre")
    with_other = open_campaign(own.folder)
    assert write_returns(with_other, outcome, TODAY).name == f"avis-retournes-{TODAY}-n2.xlsx"
    assert (own.folder / f"avis-retournes-{TODAY}.xlsx").read_bytes() == b"d'un autre"


def say_dates(outcome: Outcome) -> list[str]:
    """Return the sentences on dates that no calendar allows, with ordinary blanks."""
    found = [fault.said for fault in outcome.faults if fault.code == "returned_date"]
    return [said.replace("\N{NO-BREAK SPACE}", " ") for said in found]


NO_DAYS = {
    (OPINION_ON, date(2025, 1, 31)): "est avant l’ouverture des inscriptions (03/02/2025)",
    (OPINION_ON, "03/04/2024"): "est avant l’ouverture des inscriptions (03/02/2025)",
    (OPINION_ON, date(2026, 4, 3)): "est loin de la campagne (03/02/2025 – 14/05/2025)",
    (INTERVIEW_ON, date(2025, 3, 15)): "tombe un samedi",
    (INTERVIEW_ON, "1er mai 2025"): "tombe un jour férié (Fête du Travail)",
    (INTERVIEW_ON, date(2025, 4, 16)): "tombe pendant les congés",
    (INTERVIEW_ON, date(2024, 3, 12)): "est avant l’ouverture des inscriptions (03/02/2025)",
    (INTERVIEW_ON, "12/03/26"): "est loin de la campagne (03/02/2025 – 14/05/2025)",
}
DAYS = [
    (OPINION_ON, date(2025, 2, 3)), (OPINION_ON, date(2025, 3, 15)), (OPINION_ON, date(2025, 5, 2)),
    (INTERVIEW_ON, date(2025, 5, 12)), (INTERVIEW_ON, "vendredi 28 mars 2025"),
    (INTERVIEW_ON, date(2025, 10, 10)),
]  # fmt: skip


def answer_day(place: str, value: object):
    """Return a change that gives a day: an opinion's to the first row, else to one not convened."""

    def change(header, rows):
        reason = "Avis à saisir" if place == OPINION_ON else "À convoquer"
        row = next(row for row in rows if row[1] == reason)
        row[header.index(place)] = value
        if place == OPINION_ON:
            row[header.index(OPINION)] = "Favorable"
        return rows

    return change


@pytest.mark.parametrize(("place", "value"), NO_DAYS)
def test_a_day_that_no_calendar_allows_is_refused(campaign, pack, tmp_path, place, value):
    """Before the registrations, on a day off, a year away: refused in its cell, alone."""
    outcome = read_all(sent_back(pack, tmp_path, answer_day(place, value)), campaign, date.max)
    (said,) = say_dates(outcome)
    assert said.endswith(f" » {NO_DAYS[place, value]} : la date n’est pas prise.")
    assert codes(outcome) == ["returned_date"]
    assert outcome.taken["opinion"].tolist() == ["Favorable"] * (place == OPINION_ON)


@pytest.mark.parametrize(("place", "value"), DAYS)
def test_a_day_that_the_calendar_allows_is_taken(campaign, pack, tmp_path, place, value):
    """On the bounds, an opinion on a Saturday, an interview late in the campaign: nothing is said."""
    outcome = read_all(sent_back(pack, tmp_path, answer_day(place, value)), campaign)
    assert codes(outcome) == []
    code = "opinion_on" if place == OPINION_ON else "interview_on"
    assert outcome.taken[code].notna().sum() == 1


# ---------------------------------------------------------------- absent pupils, convened again


def convene_again(**values: object):
    """Return a change that answers about the first pupil to be convened again."""
    headings = {"day": INTERVIEW_ON, "attendance": ATTENDANCE, "opinion": OPINION}

    def change(header, rows):
        row = next(row for row in rows if row[1].startswith("À reconvoquer"))
        for name, value in values.items():
            row[header.index(headings[name])] = value
        return rows

    return change


MAY, PAST = date(2025, 5, 6), date(2025, 4, 29)


@pytest.mark.parametrize(
    ("values", "state", "taken"),
    [
        ({"day": MAY}, "convened", ["interview_on"]),
        ({"day": "mardi 6 mai 2025"}, "convened", ["interview_on"]),
        ({"day": PAST}, "awaiting", ["interview_on"]),
        ({"day": PAST, "attendance": "Absent excusé"}, "absent", ["attendance", "interview_on"]),
        (
            {"day": PAST, "attendance": "Présent", "opinion": "Favorable"},
            "entered",
            ["attendance", "opinion", "interview_on"],
        ),
    ],
)  # fmt: skip
def test_a_new_interview_day_ends_an_absence(own, pack, tmp_path, values, state, taken):
    """No conflict with the day that was missed: the pupil is convened, received, or absent again."""
    folder = sent_back(pack, tmp_path, convene_again(**values))
    outcome = read_all(folder, own)
    assert codes(outcome) == []
    (row,) = outcome.taken.to_dict("records")
    assert [code for code in ("attendance", "opinion", "interview_on") if row[code]] == taken
    write_returns(own, outcome, TODAY)
    again = open_campaign(own.folder)
    states = measure_states(again.applications, again.settings, TODAY)
    (mine,) = states[
        states["pupil"].eq(row["pupil"]) & states["offer"].eq(row["offer"])
    ].itertuples()
    assert mine.state == state
    assert mine.interview_on.date() == row["interview_on"]
    assert len(again.applications) == len(own.applications), "no row is set aside"
    second = read_all(folder, again)
    assert second.taken.empty
    assert codes(second) == []


def test_a_pupil_absent_twice_is_convened_a_third_time(own, pack, tmp_path):
    """Each reply is written over the one before: the last day stands."""
    changes = (
        convene_again(day=PAST, attendance="Absent"),
        convene_again(day=date(2025, 5, 5)),
        convene_again(day=date(2025, 5, 5), attendance="Absent"),
        convene_again(day=date(2025, 5, 7)),
    )
    campaign = own
    for at, change in enumerate(changes):
        today = date(2025, 5, 2 + at * 2)
        (tmp_path / str(at)).mkdir()
        outcome = read_all(sent_back(pack, tmp_path / str(at), change), campaign, today)
        assert codes(outcome) == []
        write_returns(campaign, outcome, today)
        campaign = open_campaign(own.folder)
    key = outcome.taken[["pupil", "offer"]].iloc[0].tolist()
    states = measure_states(campaign.applications, campaign.settings, date(2025, 5, 6))
    mine = states.set_index(["pupil", "offer"]).loc[tuple(key)]
    assert (mine["state"], mine["interview_on"].date()) == ("convened", date(2025, 5, 7))


def test_an_answer_that_does_not_arrive_is_not_kept(own, pack, tmp_path, monkeypatch):
    """Whatever the answer is, the campaign read again must say it: else nothing is written."""
    outcome = read_all(sent_back(pack, tmp_path, convene_again(day=MAY)), own)
    monkeypatch.setattr(receipts, "open_campaign", lambda folder: own)
    with pytest.raises(RefusedData) as error:
        write_returns(own, outcome, TODAY)
    assert blank(str(error.value)) == (
        "Dans la campagne relue, il manquait 1 réponse prise : rien n’a été écrit. Un fichier « avis » du "
        "dossier dit sans doute les mêmes dossiers ; mettez-le à jour ou retirez-le, puis recommencez."
    )
    assert not list(own.folder.glob("avis-retournes-*"))


def test_an_opinion_alone_of_an_absent_counts_and_is_reported(own, pack, tmp_path):
    """Received since, on a day that is not said: the opinion is taken, and `check` says that it looks odd."""
    outcome = read_all(sent_back(pack, tmp_path, convene_again(opinion="Favorable")), own)
    assert codes(outcome) == []
    assert outcome.taken["opinion"].tolist() == ["Favorable"]
    write_returns(own, outcome, TODAY)
    again = open_campaign(own.folder)
    new = [fault for fault in again.faults if fault not in own.faults and fault.severity != "info"]
    assert [fault.code for fault in new] == ["opinion_of_absent"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"attendance": "Présent"}, "returned_conflict"),
        ({"day": date(2025, 2, 10)}, "returned_conflict"),
        ({"day": date(2025, 5, 3)}, "returned_date"),
        ({"attendance": "Absent", "opinion": "Favorable"}, "returned_absent_opinion"),
        ({"day": MAY, "attendance": "Présent"}, "returned_early"),
        ({"day": MAY, "attendance": "Absent"}, "returned_early"),
    ],
    ids=["present, no day", "an earlier day", "a Saturday", "an opinion", "present there", "absent there"],
)  # fmt: skip
def test_what_does_not_end_an_absence_is_asked(campaign, pack, tmp_path, values, code):
    """Without a later day, or before it has come, what cannot be is refused and said."""
    outcome = read_all(sent_back(pack, tmp_path, convene_again(**values)), campaign)
    assert codes(outcome) == [code]
    assert outcome.taken[["attendance", "opinion"]].isna().all(axis=None)


def test_an_absence_without_a_day_is_asked(campaign, pack, tmp_path):
    """Whether the day given is the one missed or a new one, only the school knows."""
    rows = campaign.applications
    absent = rows["attendance"].eq("absent")
    undated = replace(
        campaign, applications=rows.assign(interview_on=rows["interview_on"].mask(absent))
    )
    outcome = read_all(sent_back(pack, tmp_path, convene_again(day=MAY)), undated)
    assert outcome.taken.empty
    assert [blank(found.said) for found in outcome.faults] == [
        "La campagne dit l’élève absent, sans dire quand : « 06/05/2025 » n’est pas pris. Si c’est une "
        "nouvelle date, donnez dans la source celle de l’absence."
    ]


# ------------------------------------------------------------------------------- what goes wrong


def set_first(heading: str, value):
    """Return a change that sets one cell of the first row."""

    def change(header, rows):
        rows[0][header.index(heading)] = value
        return rows

    return change


def together(*changes):
    """Return the changes made one after the other."""

    def change(header, rows):
        for one in changes:
            rows = one(header, rows)
        return rows

    return change


def without_key(header, rows):
    """Add a row by hand, without a key."""
    added = list(rows[0])
    added[0] = None
    return [*rows, added]


def swap_keys(header, rows):
    """Sort the keys alone, which mixes the pupils up."""
    rows[0][0], rows[1][0] = rows[1][0], rows[0][0]
    return rows


def twice(header, rows):
    """Copy a row, with another opinion."""
    copy = list(rows[0])
    rows[0][header.index(OPINION)], copy[header.index(OPINION)] = "Favorable", "Réservé"
    return [*rows, copy]


WRONG = {
    "an opinion off the scale": (set_first(OPINION, "plutôt bien"), "unknown_opinion", 0),
    "an impossible date": (
        together(set_first(OPINION, "Favorable"), set_first(OPINION_ON, "31/02/2025")),
        "impossible_date", 1,
    ),
    "a date to come": (
        together(set_first(OPINION, "Favorable"), set_first(OPINION_ON, date(2025, 5, 30))),
        "returned_future", 1,
    ),
    "a date alone": (set_first(OPINION_ON, date(2025, 4, 29)), "returned_lone_date", 0),
    "another attendance": (set_first(ATTENDANCE, "Absent"), "returned_conflict", 0),
    "a row added": (without_key, "returned_added_row", 0),
    "a key written over": (
        together(lambda h, rows: [["AAAAAAAAAAAAAAAA", *rows[0][1:]], *rows[1:]]),
        "returned_unknown_row", 0,
    ),
    "keys sorted alone": (swap_keys, "returned_wrong_pupil", 0),
    "two answers": (twice, "returned_double", 0),
    "a doubt": (set_first(OPINION, "TF ?"), "unknown_opinion", 0),
    "an outcry": (set_first(OPINION, "TF!!"), "unknown_opinion", 0),
    "a reserve": (set_first(OPINION, "(F)"), "unknown_opinion", 0),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_not_taken(campaign, pack, tmp_path, case):
    """Each slip of a school is named, with its row, and takes nothing that it should not."""
    change, code, taken = WRONG[case]
    outcome = read_all(sent_back(pack, tmp_path, change), campaign)
    assert code in codes(outcome)
    assert set(codes(outcome)) == {code}
    assert int(outcome.taken["opinion"].notna().sum()) == taken
    found = next(found for found in outcome.faults if found.code == code)
    assert found.row is not None
    assert "retour.xlsx" in set(outcome.answers["file"])


@pytest.mark.parametrize("sign", ["?", "/", "néant", "…"])
def test_a_sign_is_no_answer_and_is_said(campaign, pack, tmp_path, sign):
    """What says nothing is not taken for a blank: the office reads where it stands."""
    outcome = read_all(sent_back(pack, tmp_path, set_first(OPINION, sign)), campaign)
    assert codes(outcome) == ["returned_nothing"]
    assert outcome.taken.empty
    assert any("(ligne 4)" in found.said for found in outcome.faults)


def first_without(heading: str, **values: str):
    """Return a change that answers in the first row where a cell was sent empty."""

    def change(header, rows):
        row = next(row for row in rows if not row[header.index(heading)])
        for name, value in values.items():
            row[header.index({"attendance": ATTENDANCE, "opinion": OPINION}[name])] = value
        return rows

    return change


def test_an_absent_with_an_opinion_is_asked(campaign, pack, tmp_path):
    """Neither is taken: one of the two is wrong, and only the school knows which."""
    change = first_without(ATTENDANCE, attendance="Absent", opinion="Favorable")
    outcome = read_all(sent_back(pack, tmp_path, change), campaign)
    assert outcome.taken.empty or outcome.taken[["attendance", "opinion"]].isna().all(axis=None)
    assert codes(outcome) == ["returned_absent_opinion"] * 2
    assert blank(outcome.faults[0].said) == (
        "L’élève est dit absent et un avis est donné : « Absent » n’est pas pris. Demandez s’il a été reçu."
    )


def answer_twice(one: dict[str, str], two: dict[str, str]):
    """Return a change that answers about one not yet said present, and again on a copy of the row."""

    def change(header, rows):
        first = next(row for row in rows if not row[header.index(ATTENDANCE)])
        again = list(first)
        for row, answers in ((first, one), (again, two)):
            for heading, value in answers.items():
                row[header.index(heading)] = value
        return [*rows, again]

    return change


ABSENT_AND_OPINION = {ATTENDANCE: "Absent", OPINION: "Favorable", OPINION_ON: date(2025, 4, 29)}
BOTH_SAID = {
    "where the campaign says present": together(
        *(set_first(heading, value) for heading, value in ABSENT_AND_OPINION.items())
    ),
    "on two rows": answer_twice({ATTENDANCE: "Absent"}, {OPINION: "Favorable"}),
    "beside another attendance": answer_twice(
        {ATTENDANCE: "Absent"}, {ATTENDANCE: "Présent", OPINION: "Favorable"}
    ),
    "with two opinions": answer_twice(ABSENT_AND_OPINION, {OPINION: "Réservé"}),
    "twice": answer_twice(ABSENT_AND_OPINION, ABSENT_AND_OPINION),
    "before the day": convene_again(day=MAY, attendance="Absent", opinion="Favorable"),
}


@pytest.mark.parametrize("case", BOTH_SAID)
def test_an_absent_whose_opinion_is_given_is_asked_whatever_the_campaign_says(
    campaign, pack, tmp_path, case
):
    """Its own « absent » puts a reply's opinion in doubt: each cell that said it is refused, none known."""
    outcome = read_all(sent_back(pack, tmp_path, BOTH_SAID[case]), campaign)
    assert outcome.taken.drop(columns=["pupil", "offer", "interview_on"]).isna().all(axis=None)
    entered = outcome.answers["value"].isin(["Absent", "Favorable", "29/04/2025"])
    of_them = outcome.answers["column"].isin([ATTENDANCE, OPINION, OPINION_ON])
    assert set(outcome.answers.loc[entered & of_them, "verdict"]) == {"refused"}
    assert "returned_absent_opinion" in codes(outcome)


def test_an_absence_against_the_campaign_is_told_beside_its_opinion(campaign, pack, tmp_path):
    """The two cells have each their sentence: what the campaign says, and what is to be asked."""
    change = BOTH_SAID["where the campaign says present"]
    outcome = read_all(sent_back(pack, tmp_path, change), campaign)
    said = {found.column: blank(found.said) for found in outcome.faults}
    doubt = "L’élève est dit absent et un avis est donné"
    assert said == {
        ATTENDANCE: "« Absent », alors que la campagne dit « Présent ». Rien n’est remplacé ; corrigez la "
        "source si l’établissement a raison.",
        OPINION: f"{doubt} : « Favorable » n’est pas pris. Demandez s’il a été reçu.",
        OPINION_ON: f"{doubt} : « 29/04/2025 » n’est pas pris. Demandez s’il a été reçu.",
    }


def test_an_application_cancelled_since_takes_nothing(campaign, pack, tmp_path):
    """The pupil gave up after the workbook left: the answer is refused, and the receipt says why."""
    folder = sent_back(pack, tmp_path, set_first(OPINION, "Favorable"))
    taken = read_all(folder, campaign).taken[["pupil", "offer"]]
    rows = campaign.applications
    gone = (
        rows[["pupil", "offer"]].apply(tuple, axis=1).isin(taken.itertuples(index=False, name=None))
    )
    since = replace(
        campaign, applications=rows.assign(cancelled=rows["cancelled"].where(~gone, True))
    )
    outcome = read_all(folder, since)
    assert outcome.taken.empty
    assert codes(outcome) == ["returned_cancelled"]
    assert "a été annulée depuis l’envoi" in "".join(
        receipt("retour.xlsx", outcome.answers, "Lycée")
    )


def test_a_refused_cell_leaves_its_neighbours(campaign, pack, tmp_path):
    """A wrong date does not lose the opinion beside it."""
    change = together(set_first(OPINION, "TF"), set_first(OPINION_ON, "hier"))
    outcome = read_all(sent_back(pack, tmp_path, change), campaign)
    assert outcome.taken["opinion"].tolist() == ["Très favorable"]
    assert outcome.taken["opinion_on"].tolist() == [None]


def test_rows_deleted_and_columns_moved(campaign, pack, tmp_path):
    """Columns in another order read the same; rows taken out are counted."""
    given: dict[str, tuple[str, date]] = {}

    def change(header, rows):
        return fill_in(Random(3), given, 1.0)(header, rows)

    folder = sent_back(pack, tmp_path, change)
    path = folder / "retour.xlsx"
    book = openpyxl.load_workbook(path)
    page = book[PUPILS.title]
    rows = [list(row)[::-1] for row in page.iter_rows(values_only=True)]
    kept = [row for row in rows[3:] if row[-1] in given][:-2]
    book.remove(page)
    moved = book.create_sheet("Feuil1")
    for row in [*rows[2:3], *kept]:
        moved.append(row)
    book.save(path)
    outcome = read_all(folder, campaign)
    assert len(outcome.taken) == len(kept) == len(given) - 2
    assert [found.code for found in outcome.faults] == ["returned_fewer_rows"]


def test_a_pupil_of_another_school_is_not_taken(campaign, pack, tmp_path):
    """Rows pasted from another school's workbook are refused one by one."""
    first, second = sorted(workbooks(pack), key=lambda path: -path.stat().st_size)[:2]
    page = openpyxl.load_workbook(second)[PUPILS.title]
    foreign = [cell.value for cell in page[4]]

    def change(header, rows):
        foreign[header.index(OPINION)] = "Favorable"
        return [*rows, foreign]

    folder = tmp_path / "r"
    folder.mkdir()
    change_rows(first, folder / "r.xlsx", change)
    outcome = read_all(folder, campaign)
    assert codes(outcome) == ["returned_other_school"]
    assert outcome.taken.empty


def test_another_campaign_is_refused(campaign, pack, tmp_path):
    """A workbook of last year gives nothing."""
    folder = sent_back(pack, tmp_path, set_first(OPINION, "Favorable"))
    book = openpyxl.load_workbook(folder / "retour.xlsx")
    book[IDENTITY]["B2"] = "Passpro 2019"
    book.save(folder / "retour.xlsx")
    outcome = read_all(folder, campaign)
    assert codes(outcome) == ["returned_other_campaign"]
    assert outcome.taken.empty


def test_without_its_hidden_sheet_a_workbook_still_reads(campaign, pack, tmp_path):
    """The keys are enough to know whose rows they are."""
    folder = sent_back(pack, tmp_path, set_first(OPINION, "Favorable"))
    book = openpyxl.load_workbook(folder / "retour.xlsx")
    del book[IDENTITY]
    book.save(folder / "retour.xlsx")
    assert len(read_all(folder, campaign).taken) == 1


def test_what_is_no_workbook_of_ours_is_said(campaign, tmp_path):
    """A stray workbook and a broken one each give one sentence."""
    openpyxl.Workbook().save(tmp_path / "autre.xlsx")
    (tmp_path / "casse.xlsx").write_bytes(b"PK\x03\x04 rien")
    outcome = read_all(tmp_path, campaign)
    assert sorted(codes(outcome)) == ["returned_not_ours", "unreadable_file"]


def test_a_sheet_without_its_keys_is_said(campaign, pack, tmp_path):
    """Where the hidden column is gone, nothing is read and the sheet is named."""
    folder = sent_back(pack, tmp_path, set_first(OPINION, "Favorable"))
    book = openpyxl.load_workbook(folder / "retour.xlsx")
    book[PUPILS.title].delete_cols(1)
    book.save(folder / "retour.xlsx")
    outcome = read_all(folder, campaign)
    found = next(found for found in outcome.faults if found.code == "returned_no_keys")
    assert found.sheet == PUPILS.title
    assert outcome.taken.empty


def test_no_file_is_passed_over_in_silence(campaign, pack, tmp_path):
    """A list saved as .csv reads like the workbook; a letter is named; Excel's own traces are not."""
    folder = sent_back(pack, tmp_path, set_first(OPINION, "Favorable"))
    page = openpyxl.load_workbook(folder / "retour.xlsx")[PUPILS.title]
    with (folder / "retour.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(page.iter_rows(values_only=True))
    (folder / "retour.xlsx").unlink()
    (folder / "lettre.pdf").write_bytes(b"%PDF-1.4")
    (folder / "~$retour.xlsx").write_bytes(b"")
    outcome = read_all(folder, campaign)
    assert outcome.files == ("lettre.pdf", "retour.csv")
    assert codes(outcome) == ["unreadable_file"]
    assert outcome.taken["opinion"].tolist() == ["Favorable"]


def test_one_answer_twice_has_one_fate(campaign, pack, tmp_path):
    """The same workbook twice: taken once, then in the data; refused twice where it is refused."""

    def change(header, rows):
        rows[0][header.index(OPINION)] = "Favorable"
        rows[1][header.index(ATTENDANCE)] = "Absent"
        return rows

    folder = sent_back(pack, tmp_path, change)
    shutil.copy(folder / "retour.xlsx", folder / "retour (2).xlsx")
    outcome = read_all(folder, campaign)
    first = outcome.answers.groupby("column")["verdict"].agg(list)
    assert {"taken", "known"} <= set(first["Avis"])
    assert first["Présence"].count("refused") == 2
    assert len(outcome.taken) == 1


def test_remarks_are_reported_not_taken(campaign, pack, tmp_path):
    """What a school writes freely is listed for the analyst."""
    outcome = read_all(sent_back(pack, tmp_path, set_first("Remarque", "=parti")), campaign)
    assert outcome.taken.empty
    told = outcome.answers[outcome.answers["verdict"].eq("report")]
    assert told["value"].tolist() == ["=parti"]


def test_encrypted_workbooks_come_back(campaign, tmp_path):
    """With the pack's list of passwords, an encrypted workbook reads like another."""
    _, pack = write_small_pack(tmp_path / "p", campaign, encrypt=True, only=1)
    path = workbooks(pack)[0]
    locked = read_returned(Reply(path.name, path), campaign.settings)
    assert [found.code for found in locked.faults] == ["returned_locked"]
    wrong = read_returned(Reply(path.name, path), campaign.settings, {"0930125F": "abcd-efgh-jkmn"})
    assert [found.code for found in wrong.faults] == ["returned_locked"]
    passwords = read_passwords(pack.folder / "mots-de-passe.csv")
    assert read_returned(Reply(path.name, path), campaign.settings, passwords).uai == path.name[:8]


def test_a_receipt_says_what_was_taken_and_what_was_not(campaign, pack, tmp_path):
    """The receipt counts, names rows and columns, and no pupil; it is written once."""
    change = together(set_first(OPINION, "Favorable"), without_key)
    folder = sent_back(pack, tmp_path, change)
    outcome = read_all(folder, campaign)
    text = "\n".join(receipt("retour.xlsx", outcome.answers, "Lycée"))
    assert "1\u00a0réponse prise" in text
    assert "inscrivez l’élève" not in text, "what the office has to do is no matter of the school"
    assert "elle a été ajoutée" in text
    assert not any(name in text for name in campaign.applications["last_name"].dropna())
    written, _ = write_receipts(campaign, outcome, folder)
    assert [path.name for path in written] == ["accuse-retour.xlsx.txt"]
    unchanged = check_returns([], campaign, TODAY)
    assert write_receipts(campaign, unchanged, folder) == ([], [])


def test_a_receipt_names_its_school_and_each_line_taken(campaign, pack, tmp_path):
    """Whom it is for, where to send it, and every line that was taken, by its column."""

    def answer(header, rows):
        for at in (0, 1, 2, 4):
            rows[at][header.index(OPINION)] = "Favorable"
        return rows

    folder = sent_back(pack, tmp_path, answer)
    outcome = read_all(folder, campaign)
    (path,), _ = write_receipts(campaign, outcome, folder)
    lines = path.read_text("utf-8-sig").splitlines()
    school = next(mail for mail in pack.mails if mail.uai == outcome.schools["retour.xlsx"])
    assert lines[0] == f"À : {school.name} ({school.uai}), {school.mail}"
    assert "– feuille Élèves, Avis : 4\u00a0réponses (lignes 4 à 6 et 8)" in lines
    (known,) = (at for at, line in enumerate(lines) if "déjà la même chose" in line)
    assert lines[known - 1] == "", "apart from the list of what was taken"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "Aucune réponse nouvelle n’y est donnée : si c’est une erreur, renvoyez-le rempli."),
        ("TF ?", "Aucune réponse n’a été prise."),
    ],
)
def test_a_receipt_of_nothing_says_so(campaign, pack, tmp_path, value, said):
    """A workbook that came back as it went is not thanked for « 0 réponse »: it may be a mistake."""
    outcome = read_all(sent_back(pack, tmp_path, set_first(OPINION, value)), campaign)
    assert said in [*receipt("retour.xlsx", outcome.answers, "Lycée")]


def test_batches_of_one_campaign_are_no_findings(own, pack, tmp_path):
    """Each of our files holds what those before it gave: none is told as replaced, nor its notes as sheets."""
    before = {found.code for found in own.faults}
    change = set_first(OPINION, "Favorable")
    write_returns(own, read_all(sent_back(pack, tmp_path, change), own), TODAY)
    first = open_campaign(own.folder)
    shutil.rmtree(tmp_path / "retours")
    second = sent_back(pack, tmp_path, lambda h, rows: [change(h, rows)[0], *set_next(h, rows[1:])])
    write_returns(first, read_all(second, first), TODAY)
    again = open_campaign(own.folder)
    assert len(list(own.folder.glob("avis-retournes-*"))) == 2
    assert {found.code for found in again.faults if "avis-retournes" in found.file} <= before - {
        "replaced_delivery",
        "no_table",
        "other_table",
    }


def set_next(header, rows):
    """Answer for the next pupil."""
    return set_first(OPINION, "Favorable")(header, rows)


def test_what_is_no_workbook_of_ours_gets_no_receipt(campaign, pack, tmp_path):
    """A PDF astray, a list of canteen: named to the office, thanked by nobody."""
    folder = sent_back(pack, tmp_path, set_first(OPINION, "Favorable"))
    (folder / "menu.pdf").write_bytes(b"%PDF-1.4")
    openpyxl.Workbook().save(folder / "cantine.xlsx")
    outcome = read_all(folder, campaign)
    assert set(outcome.files) == {"retour.xlsx", "menu.pdf", "cantine.xlsx"}
    written, _ = write_receipts(campaign, outcome, folder)
    assert [path.name for path in written] == ["accuse-retour.xlsx.txt"]
    assert blank(say_outcome(outcome)).startswith(
        "1 classeur lu, 2 fichiers non lus, 1 avis pris, "
    )


def test_a_receipt_that_cannot_be_written_undoes_nothing(own, pack, tmp_path):
    """A file stands where the receipts go: it is said, and what was taken stays taken."""
    folder = sent_back(pack, tmp_path, set_first(OPINION, "Favorable"))
    outcome = read_all(folder, own)
    (folder / "accuses").write_bytes(b"x")
    path = write_returns(own, outcome, TODAY)
    written, (failed,) = write_receipts(own, outcome, folder)
    assert written == []
    assert "ne peut être écrit" in str(failed)
    assert path.is_file()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([4], "ligne 4"), ([4, 5, 9], "lignes 4, 5 et 9"), ([9, 4, 5, 6], "lignes 4 à 6 et 9"),
        ([1, 3, 5], "lignes 1, 3 et 5"), ([7, 7], "ligne 7"),
    ],
)  # fmt: skip
def test_lines_are_said_as_a_person_says_them(rows, said):
    """Those that follow one another are a run."""
    assert say_lines(rows) == said
