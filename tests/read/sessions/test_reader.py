"""What schools write about their sessions is read right, or said not to be: `read_sessions`."""

from __future__ import annotations

import json
import random
import re
import sys
import time as clock
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from passpro_nb.demo.sessions_text import STYLES, write_sessions
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import Period
from passpro_nb.read.sessions.reader import read_sessions
from passpro_nb.read.sessions.stated import Stated

CAMPAIGN = Calendar(
    ouverture_inscriptions=date(2025, 2, 3),
    cloture_inscriptions=date(2025, 3, 21),
    debut_entretiens=date(2025, 3, 10),
    fin_entretiens=date(2025, 5, 7),
)
UNHURRIED = settings(deadline=None)  # the machine may be busy; other tests hold the time
LABELLED = tomllib.loads(Path(__file__).with_name("sessions_labelled.toml").read_text("utf-8"))
CASES = tomllib.loads(Path(__file__).with_name("sessions_cases.toml").read_text("utf-8"))
RULES = [(rule, *case) for rule, cases in CASES.items() for case in cases]
FOREIGN = tomllib.loads(Path(__file__).with_name("sessions_foreign.toml").read_text("utf-8"))
VOICED = re.compile(
    "peut-être|pas pu être lue|est loin de la campagne|, non un |mois lu dans"
)  # a note's doubt


def read(cell: object, calendar: Calendar = CAMPAIGN) -> tuple[Stated, ...]:
    """Read a cell with the working days of its own campaign."""
    return read_sessions(cell, calendar, calendar.workdays)


def label(session: Stated) -> str:
    """Write a session as the labels do: « 03-12 14:00-17:00 x8 collective », a rate « x6/60 », « x4/j »."""
    if session.day is None:
        return "?"
    day = f"{session.day:%m-%d}" if session.day.year == 2025 else f"{session.day}"
    start, end = (f"{hour:%H:%M}" if hour else "" for hour in (session.start, session.end))
    hours = f"{start}-{end}" if start or end else ""
    seats = "" if session.seats is None else f"x{session.seats}"
    seats += f"/{session.per_minutes}" if session.per_minutes else ""
    seats += "" if session.juries is None else f"/j{session.juries or ''}"
    return " ".join(part for part in (day, hours, seats, session.mode) if part)


def labels(cell: object, calendar: Calendar = CAMPAIGN) -> list[str]:
    """Return the labels of what is read in a cell."""
    return [label(session) for session in read(cell, calendar)]


def days(sessions: Iterable[Stated]) -> list[date | None]:
    """Return the days of sessions."""
    return [session.day for session in sessions]


def doubts(session: Stated) -> bool:
    """Tell whether a session's day is doubted, by itself or in a note."""
    return bool(session.doubt) or any(VOICED.search(note) for note in session.notes)


def sure_days(text: str) -> set[str]:
    """Return the days that are read without a doubt, as the labels write them."""
    return {f"{s.day:%m-%d}" for s in read(text) if s.day and not doubts(s)}


def check_labelled(pairs: list[tuple[str, list[str]]]) -> None:
    """Refuse less than 97 % right, more than 1 % in doubt, and any wrong day without a doubt."""
    wrong = [text for text, truth in pairs if Counter(labels(text)) != Counter(truth)]
    assert len(wrong) <= 0.03 * len(pairs), wrong
    doubted = [text for text, _ in pairs if any(session.doubt for session in read(text))]
    assert len(doubted) <= 0.015 * len(pairs), doubted
    check_said(pairs)


def check_said(pairs: list[tuple[str, list[str]]]) -> None:
    """Refuse any wrong day without a doubt."""
    for text, truth in pairs:
        known = {each.split(" ")[0] for each in truth}
        silent = [s for s in read(text) if label(s).split(" ")[0] not in known and not doubts(s)]
        assert not [s for s in silent if s.day], text


def test_labelled_texts() -> None:
    """Of texts written as schools write, at least 97 % are read right, none wrong in silence."""
    pairs = [(text, truth) for text, *truth in LABELLED["texts"]]
    assert len(pairs) >= 100
    check_labelled(pairs)


def test_misleading_texts() -> None:
    """Numbers and days that are no session's give no day in silence, and take none of the true ones."""
    pairs = [(text, truth) for text, *truth in LABELLED["misleading"]]
    assert len(pairs) >= 40
    check_said(pairs)
    for text, truth in pairs:
        assert {each.split(" ")[0] for each in truth} <= {
            label(s).split(" ")[0] for s in read(text)
        }
    wrong = [text for text, truth in pairs if sure_days(text) != {each[:5] for each in truth}]
    assert len(wrong) <= 0.1 * len(pairs), wrong


def test_real_texts(shared: Path) -> None:
    """Of 150 public texts, at least 97 % are read right, and none gives a wrong day in silence."""
    texts = json.loads((shared / "realdata/texts/open_day_dates.json").read_text("utf-8"))
    assert len(texts) == len(LABELLED["real"]) == 150
    check_labelled([(texts[int(at)], truth) for at, truth in LABELLED["real"].items()])


def test_case_table_is_long_enough() -> None:
    """At least 150 hand-written cases hold the rules."""
    assert len(RULES) >= 150


@pytest.mark.parametrize("case", RULES, ids=lambda case: f"{case[0]}: {case[1]}")
def test_case(case: tuple[str, ...]) -> None:
    """Each rule holds on both sides of its boundary; a day labelled « doubted » is never sure."""
    _, text, *truth = case
    told = any(each.endswith(" doubted") for each in truth)
    found = [label(s) + " doubted" * bool(told and s.doubt) for s in read(text)]
    assert Counter(found) == Counter(truth)


EVERYDAY = (
    "words cut in two, digits as letters, digits twice",
    "labels in one line, rooms before days, words for pupils",
    "words of any letter beside a day",
    "rooms, things to bring, polite words",
)


@pytest.mark.parametrize("text", [text for rule, text, *_ in RULES if rule in EVERYDAY])
def test_everyday_words(text: str) -> None:
    """Words that any letter may hold put no day in doubt."""
    assert not [session.doubt for session in read(text) if session.doubt]


def test_bureau_catalogue(shared: Path) -> None:
    """Of the office's catalogue, only the 19 cells without any date give an undated session."""
    book = CalamineWorkbook.from_path(shared / "cases/bureau/catalogue passpro 2025.xlsx")
    rows = book.get_sheet_by_name("Catalogue 2025").to_python()
    header = next(position for position, row in enumerate(rows) if "RNE" in row)
    at = rows[header].index("Dates et horaires des entretiens")
    cells = [row[at] for row in rows[header + 1 :] if row[at]]
    undated = Counter(cell for cell in cells if any(s.day is None for s in read(cell)))
    assert undated == {
        "à définir": 7, "dates communiquées ultérieurement": 6, "sur convocation": 6,
    }  # fmt: skip
    timed = [s for cell in cells for s in read(cell) if s.day]
    assert all(s.start and s.end and not s.notes for s in timed)


# Cells that are no text


@pytest.mark.parametrize("cell", [None, "", "  \n ", "-", "—"])
def test_blank(cell: object) -> None:
    """A blank cell states no session."""
    assert read(cell) == ()


@pytest.mark.parametrize(
    ("cell", "start"),
    [(date(2025, 3, 12), None), (datetime(2025, 3, 12), None),
     (datetime(2025, 3, 12, 14, 30), time(14, 30))],
)  # fmt: skip
def test_typed_date(cell: object, start: time | None) -> None:
    """A typed date of Excel is a session; midnight is no hour."""
    (session,) = read(cell)
    assert (session.day, session.start, session.text) == (date(2025, 3, 12), start, "12/03/2025")


@pytest.mark.parametrize("cell", [45728, 12.5, float("nan"), True, ["12/03"], b"\xff"])
def test_odd_types(cell: object) -> None:
    """A number or anything else never raises, and a number alone is never a day."""
    assert all(session.day is None or isinstance(cell, list) for session in read(cell))


# The calendar around


def test_year_from_window_that_crosses() -> None:
    """A window from December to January puts each day in its own year."""
    winter = Calendar(debut_entretiens=date(2024, 12, 2), fin_entretiens=date(2025, 1, 31))
    found = days(read("28 novembre, 12 décembre, 9 janvier, 3 février", winter))
    assert found == [date(2024, 11, 28), date(2024, 12, 12), date(2025, 1, 9), date(2025, 2, 3)]


def test_year_from_registrations() -> None:
    """Without interview dates, the registrations give the year."""
    calendar = Calendar(ouverture_inscriptions=date(2026, 2, 2))
    assert days(read("12 mars", calendar)) == [date(2026, 3, 12)]


def test_no_year_without_calendar() -> None:
    """Without any date in the settings, a day without a year is not guessed, and that is said."""
    (session,) = read("12 mars à 14h", Calendar())
    assert session.day is None
    assert session.reason == (
        "l’année manque, et le calendrier de la campagne ne permet pas de la déduire"
    )
    assert days(read("12 mars 2025", Calendar())) == [date(2025, 3, 12)]


def test_holidays_bound_weekdays() -> None:
    """« Avant les vacances » ends, « après les vacances » begins the weekdays; unknown, they are doubted."""
    holidays = Calendar(
        debut_entretiens=date(2025, 3, 24),
        fin_entretiens=date(2025, 5, 7),
        conges=(Period(date(2025, 4, 12), date(2025, 4, 27)),),
    )
    for words, wanted in {
        "Tous les mardis d'avril avant les vacances": ["2025-04-01", "2025-04-08"],
        "Les lundis jusqu'aux congés de printemps": ["2025-03-24", "2025-03-31", "2025-04-07"],
        "Après les vacances, chaque mardi de 9h à 12h": ["2025-04-29", "2025-05-06"],
        "le mercredi à partir de la rentrée des vacances": ["2025-04-30", "2025-05-07"],
    }.items():
        found = read(words, holidays)
        assert [str(session.day) for session in found if not session.doubt] == wanted, words
    unknown = read("Tous les mardis d'avril avant les vacances", replace(holidays, conges=()))
    assert {session.doubt for session in unknown} == {
        "une limite ou une exception des jours n’a pas pu être appliquée"
    }


def test_breaks_of_the_campaign() -> None:
    """Holidays of the campaign are left out between the ends of a period, never a stated day."""
    holidays = Calendar(
        debut_entretiens=date(2025, 3, 10), conges=(Period(date(2025, 4, 12), date(2025, 4, 27)),)
    )
    assert [str(day) for day in days(read("chaque jour du 10 au 28 avril", holidays))] == [
        "2025-04-10", "2025-04-11", "2025-04-28",
    ]  # fmt: skip
    assert days(read("16 avril", holidays)) == [date(2025, 4, 16)]
    weekly = read("les mercredis d'avril", holidays)
    assert [session.day.day for session in weekly if session.day] == [2, 9, 30]
    assert "jours non ouvrés laissés de côté : 16 avril 2025 et 23 avril 2025" in weekly[0].notes


# What was assumed is said


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("12 mars", "année 2025 supposée"),
        ("12 avrli 2025", "mois lu dans « avrli »"),
        ("lundi 12 mars 2025", "le 12 mars 2025 est un mercredi, non un lundi"),
        ("12/03/2025 matin", "« matin » lu comme 8h–12h"),
        ("12/03/2025 après-midi", "« après-midi » lu comme 14h–17h"),
        ("du 10/03/2025 au 14/03/2025",
         "jours ouvrés retenus du 10 mars 2025 au 14 mars 2025"),
        ("les mercredis de mars 2025", "tous les mercredis du 1er mars 2025 au 31 mars 2025"),
        ("12-14 mars 2025", "le tiret est lu comme « du … au … »"),
        ("12 mars 2025 et le 19", "mois repris d’un autre jour de la cellule"),
        ("12 décembre et 9 janvier 2025", "année 2024 reprise d’un autre jour de la cellule"),
        ("12/03/2025 9h (durée 2h)", "fin déduite de la durée annoncée (120 min)"),
        ("3 séances le 12/03/2025", "3 séances annoncées pour le même jour"),
        ("5 séances les 12 et 13 mars 2025", "5 séances annoncées, 2 lues"),
        ("12/03/2022", "l’année 2022 est loin de la campagne"),
        ("26/03/2025 14h, salle 12/3", "« salle 12/3 » : un numéro de salle, non un jour"),
        ("26/03/2025 14h, classe 3/4",
         "deux nombres séparés d’une barre, sans rien qui dise un jour, sont lus comme un jour"),
        ("poste 15, 26 mars 2025", "un nombre après un mot inconnu est pris pour un jour"),
        ("26/03/2025 14h (visite) - 15h (entretien)",
         "laissé de côté, ce n’est pas un entretien : « 26/03/2025 14h »"),
        ("26/03/2025 14h ; puis 20/03/2025",
         "un jour sans heure à côté de jours qui en ont une : peut-être pas un entretien"),
        ("26/03/2025 25h", "une heure qui n’existe pas n’est pas lue"),
        ("26/03/2025, une quinzaine d’élèves",
         "« une quinzaine », un nombre à peu près, n’est pas lu"),
        ("26/03/2025, 24 places en classe",
         "des places de la classe, non d’entretien, laissées de côté"),
        ("26/03/2025 individuel ou collectif",
         "individuel et collectif à la fois : la modalité n’est pas lue"),
        ("12/03/2025 ; inscriptions avant le 7/03/2025",
         "laissé de côté, ce n’est pas un entretien : « inscriptions avant le 7/03/2025 »"),
        ("JPO le 15/03/2025 ; entretiens le 19/03/2025",
         "laissé de côté, ce n’est pas un entretien : « JPO le 15/03/2025 »"),
        ("12/03/2025 14h reporté au 19/03/2025",
         "une séance reportée : le nouveau jour est retenu, l’ancien laissé de côté"),
    ],
)  # fmt: skip
def test_note(text: str, note: str) -> None:
    """What the reader assumed is said in a note, in French."""
    assert note in {note for session in read(text) for note in session.notes}


@pytest.mark.parametrize("text", ["12/03/2025 9h-11h", "mercredi 12 mars 2025 de 14h à 17h"])
def test_no_note(text: str) -> None:
    """A full date with its hours assumes nothing."""
    assert [session.notes for session in read(text)] == [()]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("à définir", "dates à définir"),
        ("dates communiquées ultérieurement", "dates communiquées plus tard"),
        ("sur convocation", "sur convocation"),
        ("sur RDV", "sur rendez-vous"),
        ("voir site", "renvoi à un site"),
        ("à partir du 17 mars", "début ouvert, « à partir du 17 mars »"),
        (
            "avant le 17 mars",
            "une limite (« avant », « jusqu’au », « dernier délai ») n’est pas un jour d’entretien",
        ),
        (
            "entre le 3 et le 5 avril",
            "une période, du 3 avril 2025 au 5 avril 2025, sans jour précis",
        ),
        ("semaine du 17 mars", "la semaine du 17 mars, sans jour précis"),
        ("semaines 12 et 13", "semaines 12 et 13, sans jour précis"),
        ("S14", "semaine 14, sans jour précis"),
        ("en mars", "mois de mars, sans jour précis"),
        ("courant avril 2025", "mois d’avril 2025, sans jour précis"),
        ("première quinzaine d'avril", "première quinzaine d’avril, sans jour précis"),
        ("2e quinzaine de mars", "seconde quinzaine de mars, sans jour précis"),
        (
            "du 17 mars au 4 avril sur rendez-vous",
            "une période, du 17 mars 2025 au 4 avril 2025, sans jour précis",
        ),
        (
            "les jeudis de mai",
            "des jours hors de la période des entretiens : 8 mai 2025, 15 mai 2025, "
            "22 mai 2025 et 29 mai 2025",
        ),
        (
            "un mercredi sur deux",
            "« premier », « dernier », « un sur deux » : les jours ne sont pas lus",
        ),
        ("le mercredi", "des jours de la semaine sans période"),
        ("le 12 à 9h", "un jour sans mois"),
        ("31/02/2025", "31/02/2025 n’est pas un jour du calendrier"),
        ("du 14 au 12 mars", "une période qui finit avant de commencer"),
        ("du 1er janvier au 31 mai", "une période trop longue pour des jours d’entretien"),
        ("bonjour", "aucun jour lisible"),
    ],
)
def test_reason(text: str, reason: str) -> None:
    """What gives no day is one undated session: the words kept, the reason said, no hour."""
    (session,) = read(text)
    assert session == Stated(None, None, None, None, None, None, text, reason)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("12/03 salle B12", ["salle B12"]),
        ("12/03 9h en Salle des professeurs", ["Salle des professeurs"]),
        ("12/03 salle B12, 13/03 salle 7", ["salle B12", "salle 7"]),
        ("12/03 ; 13/03. Salle polyvalente", ["Salle polyvalente"] * 2),
        ("12/03 au CDI", ["CDI"]),
        ("12/03 au lycée", [None]),
    ],
)
def test_place(text: str, places: list[str | None]) -> None:
    """A room is kept as written, for the sessions that it stands beside."""
    assert [session.place for session in read(text)] == places


def test_parallel_sessions() -> None:
    """Two rooms at the same hours are two sessions, told apart by their ordinal."""
    found = read("12/03 9h-12h salle A (8 places) ; 12/03 9h-12h salle B (6 places)")
    assert [(s.place, s.seats, s.ordinal) for s in found] == [("salle A", 8, 1), ("salle B", 6, 2)]
    assert [s.ordinal for s in read("3 séances le 12/03")] == [1, 2, 3]


def test_stated_twice() -> None:
    """The same session stated twice in a cell counts once, and keeps what either says of it."""
    (session,) = read("12/03 9h-12h (rappel : 12/03/2025 9h-12h, 8 places) ; 12/03")
    assert label(session) == "03-12 09:00-12:00 x8"


# A clause is explained, or it is doubted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Marché aux plantes le 12 mars 14h-17h", "Marché aux plantes"),
        ("26 mars 14h : concours hippique", "concours hippique"),
        ("Fanfare du lycée le 14/06", "Fanfare"),
        ("12 mars 14h (accord du vieux piano)", "accord du vieux piano"),
        ("Samedi 22 mars de 9h à 12h pendant les portes ouvertes", "pendant les portes ouvertes"),
        ("Journée citoyenne : lundi 24 mars", "citoyenne"),
        ("Équipe : 18 mars 9h-11h", "Équipe"),
        ("20 mars à 9h, suite à l'inauguration", "inauguration"),
        ("Suite à l'inauguration : 20 mars à 9h", "inauguration"),
        ("jeudi 20 mars, atelier CV, 10h", "atelier"),
        ("mercredi 26 mars, atelier bois", "atelier"),
    ],
)  # fmt: skip
def test_doubt(text: str, words: str) -> None:
    """The days of a clause that holds unknown words are kept, doubted, and the words said."""
    found = read(text)
    assert found
    assert all(session.day for session in found)
    assert {s.doubt for s in found} == {f"« {words} » : rien ne dit qu’il s’agit d’entretiens"}


def _sure(text: str) -> Counter[tuple[object, ...]]:
    return Counter((s.day, s.start, s.end, s.seats, s.mode) for s in read(text) if not s.doubt)


@pytest.mark.parametrize("sentence", FOREIGN["sentences"])
def test_foreign_sentences(sentence: str) -> None:
    """A sentence about something else, beside any text, changes nothing that is not doubted."""
    drawn = random.Random(sentence).sample([text for text, *_ in LABELLED["texts"]], 3)
    for text in drawn:
        alone = {key: n for key, n in _sure(text).items() if key[0]}
        for both in (
            f"{text.rstrip('.')}. {sentence}",
            f"{sentence}. {text}",
            f"{text}\n{sentence}",
            f"{sentence}\n{text}",
            f"{text} ; {sentence}",
        ):
            assert {key: n for key, n in _sure(both).items() if key[0]} == alone, both


def test_neutral_words_of_the_offer() -> None:
    """The words of the offer, given by who calls, name nothing else: its trade, school, commune."""
    text = "Ébénisterie d’art, Ozoir : 12 mars 14h"
    assert [bool(s.doubt) for s in read(text)] == [True]
    words = frozenset({"ebenisterie", "art", "ozoir"})
    found = read_sessions(text, CAMPAIGN, CAMPAIGN.workdays, words)
    assert [(label(s), s.doubt) for s in found] == [("03-12 14:00-", None)]


# Whatever the text

WORDS = [
    "le",
    "les",
    "du",
    "au",
    "12",
    "19",
    "31",
    "2025",
    "mars",
    "avrli",
    "avril",
    "mercredi",
    "lundis",
    "tous",
    "9h",
    "12h30",
    "-",
    "à",
    ",",
    "et",
    ";",
    "(",
    ")",
    ":",
    "45",
    "matin",
    "après-midi",
    "salle",
    "B12",
    "8",
    "places",
    "séances",
    "3",
    "de",
    "total",
    "sauf",
    "entre",
    "12/03",
    "19/03/2025",
    "31/02",
    "pause",
    "avant",
    "inscription",
    "jusqu'au",
    "semaine",
    "x",
    "min",
    "durée",
    "idem",
    "rdv",
    "12h-",
    "/",
]


@UNHURRIED
@given(st.lists(st.sampled_from([*WORDS, "à partir", "\n"]), max_size=25).map(" ".join))
def test_any_words(text: str) -> None:
    """Any order of the known words is read without an error; a session has a day or a reason."""
    for session in read(text):
        assert (session.day is None) == bool(session.reason)
        assert session.text == text.strip()


@UNHURRIED
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text at all is read without an error."""
    assert all((session.day is None) == bool(session.reason) for session in read(text))


@pytest.mark.parametrize(
    "word",
    ["1", "12, ", "1/", "9h-", "12/13/", "le ", ":", "du 1 au ", "a.", "du 1/3 au 9/5 sauf 12/3, ",
     "12 rue du 8 mai ", "tous les mercredis du 16/10/2024 au 09/07/2025 ", "12 places ", "01 ",
     "lundi et mardi ", "mars : 12 ", "12 mrs", "(", "12/03 9h-17h pause de 12h à 13h "],
)  # fmt: skip
def test_long_text(word: str) -> None:
    """A text of 40,000 characters is read in a moment, whatever it repeats."""
    begin = clock.process_time()  # the processor's: another load slows no reader down
    read((word * 40_000)[:40_000])
    assert clock.process_time() - begin < 10  # about 0.5 s; quadratic readers took a minute


def test_long_shuffled_text() -> None:
    """A long text in disorder is read in a moment, and gives a bounded number of sessions."""
    text = " ".join(random.Random(1).choices(WORDS, k=8000))
    begin = clock.process_time()
    read(text)
    assert clock.process_time() - begin < 10
    listed = ", ".join(f"{day}/{month}" for day in range(1, 29) for month in range(1, 13))
    assert len(read(f"{listed} {' et '.join(f'{hour}h' for hour in range(8, 20))}")) == 1


def long_cell(size: int, *parts: str) -> str:
    """Return a cell of about this size: each part repeated and numbered over an equal share of it."""
    begin = date(1990, 1, 1)
    return "".join(
        part.format(day=f"{begin + timedelta(days=23 * n):%d/%m/%Y}",
                    hour=f"{7 + n % 13}h{n % 60:02}", year=1990 + n % 110)
        for part in parts
        for n in range(size // len(parts) // len(part))
    )  # fmt: skip


def count_steps(text: str) -> int:
    """Return how many lines of Python are executed to read a text: its work, on any machine."""
    steps, before = 0, sys.gettrace()

    def trace(*_: object) -> Callable[..., object]:
        nonlocal steps
        steps += 1
        return trace

    sys.settrace(trace)
    try:
        read(text)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(
    "parts",
    [("9h-12h-",), ("{hour}-",), ("{hour}/",), ("{day} truc, ", "9h "), ("{day} truc, ", "{hour} "),
     ("{day} (8 places), ", "9h "), ("{day} ",), ("{day} 9h ; ",), ("mardi : {day} ; ",),
     ("du {day} au {day} ; ", "mardi 9h ; "), ("mardi 9h ; ", "mars {year} ; "),
     ("du {day} au {day} ; ", "{day} "), ("du {day} au {day} sauf {day} ",), ("sauf {day} ",),
     ("matin ", "{day} ", "matin "), ("accueil à {hour} ", "{day} ", "accueil à {hour} "),
     ("{day} 12 places ; ",), ("30 places au total {day} ; ",), ("3 séances le {day} ; ",),
     ("inscriptions le {day} ",), ("entretiens {day} JPO {day} ",), ("{day} 9h annulé ; ",),
     ("{day} bourse ; ",), ("{day} (accueil) ", "{hour} (accueil) "), ("JPO {day}, ", "bourse, "),
     ("{hour} truc ", "pause {hour} "), ("((( {day} truc ",), ("{day} reporté au {day}, ",),
     ("entretiens, bourse, {day}, ",), ("12 rue Hugo, Melun, {day} ",), ("l2/O3 14hh 12//03 ",),
     ("12/03 9h-17h ", "pause {hour}-{hour} "), ("12/03 9h ", "mêmes horaires le {day} ; ")],
    ids=" + ".join,
)  # fmt: skip
def test_long_cells_are_linear(parts: tuple[str, ...]) -> None:
    """A cell four times as long takes about four times the work, whatever stands in it."""
    read("12 mars truc")  # what is read once is read
    assert count_steps(long_cell(8000, *parts)) < 5.5 * count_steps(long_cell(2000, *parts))


def test_many_periods_left_out() -> None:
    """A series leaves out as many periods as a cell lists, without running out of the stack."""
    sessions = read("jeudis du 13 au 27 mars, 9h-12h, sauf " + "du 18 au 21 mars, " * 3000)
    assert [label(session)[:5] for session in sessions if session.day] == ["03-13", "03-27"]


def test_too_many_sessions() -> None:
    """A cell with more sessions than a school can hold is refused whole, with the reason."""
    (session,) = read(long_cell(30_000, "{day} 9h ; "))
    assert (session.day, session.reason) == (None, "plus de 1000 séances dans une cellule")


# What is written reads back the same

HOURS = st.integers(7 * 12, 19 * 12).map(lambda n: time(n // 12, n % 12 * 5))
SPANS = st.one_of(
    st.tuples(HOURS, HOURS).filter(lambda pair: pair[0] < pair[1]),
    st.tuples(HOURS, st.none()),
    st.just((None, None)),
)


@st.composite
def stated(draw: st.DrawFn) -> list[Stated]:
    """Draw sessions on different days around the window, in order."""
    count = st.integers(-60, 60).map(lambda n: date(2025, 4, 8) + timedelta(days=n))
    seats, mode, place = draw(st.tuples(
        st.one_of(st.none(), st.integers(1, 40)),
        st.sampled_from([None, "individual", "collective"]),
        st.sampled_from([None, "salle B12", "amphithéâtre"]),
    ))  # fmt: skip
    return [
        Stated(day, *draw(SPANS), seats, mode, place, "", None)
        for day in sorted(draw(st.sets(count, min_size=1, max_size=8)))
    ]


@pytest.mark.parametrize("style", STYLES)
@UNHURRIED
@given(sessions=stated())
def test_round_trip(style: str, sessions: list[Stated]) -> None:
    """What `write_sessions` writes in any style reads back as the same sessions."""

    def facts(found: Iterable[Stated]) -> list[tuple[object, ...]]:
        return sorted((s.day, s.start or time(0), s.end or time(0), s.seats or 0, s.mode or "",
                       s.place or "") for s in found)  # fmt: skip

    assert facts(read(write_sessions(sessions, style))) == facts(sessions)


def held(text: str) -> Counter[tuple[date, time, time, int | None]]:
    """Count the sessions of a text that are in no doubt and have their hours."""
    read_there = [s for s in read(text) if s.day and s.start and s.end and not s.doubt]
    return Counter((s.day, s.start, s.end, s.seats) for s in read_there)


@pytest.mark.parametrize("more", ["\nmardi 29 avril 2025 9h-12h", " ; 29/04/2025 de 9h à 12h"])
def test_one_more_session_takes_none_away(more: str) -> None:
    """Each session that has its own hours stays as it was when a clause adds another day."""
    texts = [text for text, *_ in LABELLED["texts"] if not text.rstrip().endswith((":", ",", "et"))]
    lost = {text: held(text) - held(text + more) for text in texts}
    assert len(texts) > 1000
    assert {text: gone for text, gone in lost.items() if gone} == {}
