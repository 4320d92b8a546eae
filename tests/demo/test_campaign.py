"""The invented campaign: the same at each run, plausible, wrong in known doses, and nobody's."""

import csv
import io
import math
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest
from places import EXAMPLE
from python_calamine import CalamineWorkbook

from passpro_nb.check.campaign import open_campaign
from passpro_nb.demo import mess as demo_mess
from passpro_nb.demo.campaign import write_demo
from passpro_nb.demo.life import Application, Life, invent_life, invent_pupil
from passpro_nb.demo.mess import application_rows, catalogue_rows, draw_papers
from passpro_nb.demo.places import PLACES
from passpro_nb.demo.settings import DOSES, LAST_DAY, SETTINGS
from passpro_nb.demo.words import UNDATED
from passpro_nb.domain.codes import is_uai, read_ine
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import FILE, KEYS, read_settings
from passpro_nb.domain.tables import TABLES
from passpro_nb.read.columns.headers import map_headers
from passpro_nb.read.sessions.reader import read_sessions

CALENDAR = SETTINGS.calendrier
WORKDAYS = CALENDAR.workdays


@pytest.fixture(scope="module")
def life() -> Life:
    """Invent one campaign of the real size."""
    return invent_life(Random("tests"), 12_000, 140)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> list[Path]:
    """Write a small campaign."""
    return write_demo(tmp_path_factory.mktemp("demo") / "petite", applications=400)


def cells(path: Path) -> dict[str, list[list[object]]]:
    """Return all cells of a workbook, by sheet."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def known_state(application: Application, day: date = LAST_DAY) -> str:
    """Return an application's state from the true life, by definitions.md, worked out here."""
    told = application.convened_on is not None and application.convened_on <= day
    interview = application.interview_on if told else None
    if application.cancelled_on and application.cancelled_on <= day:
        return "cancelled"
    if application.opinion_on and application.opinion_on <= day:
        return "entered"
    if interview is None:
        return "not_convened"
    if interview > day:
        return "convened"
    if application.attendance != "present":
        return "absent"
    due = max(interview, min(WORKDAYS.add(interview, 5), CALENDAR.limite_avis))
    return "overdue" if day > due else "awaiting"


# ------------------------------------------------------------------------------------ same files


def test_one_seed_gives_the_same_bytes(tmp_path):
    """Two runs with one seed write the same files, byte for byte, whatever the clock says."""
    runs = [write_demo(tmp_path / name, applications=200, deliveries=2) for name in "ab"]
    first, second = ([path.read_bytes() for path in run] for run in runs)
    assert len(first) == 8
    assert first == second


def test_another_seed_gives_another_campaign(tmp_path):
    """A seed changes every file but the settings."""
    runs = [write_demo(tmp_path / str(seed), seed=seed, applications=200) for seed in (1, 2)]
    same = [a.name for a, b in zip(*runs, strict=True) if a.read_bytes() == b.read_bytes()]
    assert same == [FILE]


def test_the_example_is_what_the_command_writes(tmp_path):
    """`data/exemple` is what `demo` writes for 1,000 applications, cell by cell, under 2 MB."""
    for path in write_demo(tmp_path / "exemple", applications=1000):
        kept = EXAMPLE / path.name
        if path.suffix == ".xlsx":
            assert cells(kept) == cells(path)
        else:
            assert kept.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in EXAMPLE.iterdir()) < 2_000_000


def test_no_hour_of_writing_is_kept(written):
    """A workbook tells nothing of when it was written, inside or in its zip."""
    for path in written[1:3]:
        with zipfile.ZipFile(path) as book:
            assert {info.date_time[:3] for info in book.infolist()} < {(2025, 1, 23), (2025, 4, 30)}
            stamps = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+", book.read("docProps/core.xml"))
        assert stamps
        assert all(stamp.startswith(b"2025-") for stamp in stamps)


# ---------------------------------------------------------------------------------------- nobody


def test_a_campaign_has_the_real_sizes(life):
    """A full campaign has the sizes that the field has (domain.md, Codes)."""
    assert len(life.hosts) == 140
    assert len(life.colleges) == 470
    assert len(life.offers) == 700
    assert len(life.applications) == 12_000
    assert {host.place.department for host in life.hosts} == {"77", "93", "94"}


def test_a_small_campaign_has_a_small_catalogue():
    """The catalogue shrinks with the applications, so that offers keep their demand."""
    small = invent_life(Random(1), 1000, 140)
    sizes = (len(small.hosts), len(small.offers), len(small.colleges), len(small.applications))
    assert sizes == (25, 90, 62, 1000)


@pytest.mark.parametrize("count", [1, 2, 7, 50])
def test_a_tiny_campaign_holds_together(count):
    """Any number of applications can be invented, down to one."""
    assert len(invent_life(Random(count), count, 140).applications) == count


def test_every_uai_is_right_and_invented(life):
    """Each UAI has its check letter, its département, and a number that no real school has."""
    schools = [*life.hosts, *life.colleges]
    assert len({school.uai for school in schools}) == len(schools)
    for school in schools:
        assert is_uai(school.uai)
        assert school.uai.startswith(f"0{school.place.department}9")


def test_no_real_school_has_an_invented_uai(life, shared):
    """None of the invented UAI is in the lists of real schools."""
    real = set()
    for path in shared.glob("realdata/**/*.csv"):
        real.update(re.findall(r"\d{7}[A-Z]", path.read_bytes().decode("latin-1").upper()))
    assert len(real) > 1000
    assert not real & {school.uai for school in (*life.hosts, *life.colleges)}


def test_no_mail_can_reach_anyone(written):
    """Every address is under `.invalid`, and nothing written names a French domain."""
    texts = [path.read_text(encoding="utf-8") for path in (written[0], written[3])]
    texts += [str(cells(path)) for path in written[1:3]]
    addresses = re.findall(r"@[\w.-]+", " ".join(texts))
    assert set(addresses) == {"@exemple.invalid"}
    assert ".fr" not in " ".join(texts)


def test_communes_lie_in_the_academie():
    """Positions of communes are inside the three départements, and names are unique."""
    assert len({place.name for place in PLACES}) == len(PLACES)
    for place in PLACES:
        assert 48.1 < place.latitude < 49.2
        assert 2.2 < place.longitude < 3.5


# --------------------------------------------------------------------------------- coherent life


def test_facts_come_in_order(life):
    """Registration, convocation, interview and opinion follow each other within the calendar."""
    for application in life.applications:
        opening, closing = CALENDAR.ouverture_inscriptions, CALENDAR.cloture_inscriptions
        assert opening <= application.registered_on <= closing
        if application.convened_on:
            assert application.registered_on < application.convened_on
        if application.interview_on:
            assert application.convened_on < application.interview_on
            assert CALENDAR.in_window(application.interview_on)
        if application.opinion_on:
            assert application.attendance == "present"
            assert application.interview_on <= application.opinion_on


def test_interviews_are_held_on_the_offers_days_within_its_seats(life):
    """No interview is outside its offer's sessions, and no session takes more than its seats."""
    held = Counter((a.offer.code, a.interview_on) for a in life.applications if a.interview_on)
    seats = {(offer.code, s.day): s.seats for offer in life.offers for s in offer.sessions}
    assert held
    assert all(count <= seats[key] for key, count in held.items())


def test_pupils_apply_to_several_offers_each_once(life):
    """A pupil has one to four applications, on different offers, ranked from 1."""
    ranks: dict[str, list[int]] = {}
    offers: dict[str, set[str]] = {}
    for application in life.applications:
        ranks.setdefault(application.pupil.file_number, []).append(application.rank)
        offers.setdefault(application.pupil.file_number, set()).add(application.offer.code)
    assert {len(found) for found in ranks.values()} == {1, 2, 3, 4}
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in ranks.values())
    assert all(len(offers[pupil]) == len(found) for pupil, found in ranks.items())


def test_the_last_day_is_one_to_steer_on(life):
    """On the last day about two opinions in three are in, and every state has its share."""
    states = Counter(known_state(a) for a in life.applications if a.offer.passpro)
    expected = states.total() - states["cancelled"] - states["absent"]
    assert 0.55 < states["entered"] / expected < 0.72
    for state in ("not_convened", "convened", "awaiting", "overdue", "absent", "cancelled"):
        assert 0.015 < states[state] / states.total() < 0.2
    assert any(a.opinion_on == LAST_DAY for a in life.applications)


def test_hosts_do_very_well_and_very_badly(life):
    """Some hosts have entered nearly all their opinions, some nearly none."""
    entered, expected = Counter(), Counter()
    for application in life.applications:
        state = known_state(application)
        entered[application.offer.host.uai] += state == "entered"
        expected[application.offer.host.uai] += state not in ("cancelled", "absent")
    rates = [entered[host] / expected[host] for host in expected if expected[host] >= 10]
    assert sum(rate > 0.95 for rate in rates) >= 8
    assert sum(rate < 0.25 for rate in rates) >= 8


def test_some_hosts_lack_seats(life):
    """Some offers have fewer seats than pupils, most have enough."""
    demand = Counter(a.offer.code for a in life.applications)
    offers = [offer for offer in life.offers if offer.passpro and demand[offer.code]]
    short = [o for o in offers if sum(s.seats for s in o.sessions) < demand[o.code]]
    assert 0.05 < len(short) / len(offers) < 0.4


# -------------------------------------------------------------------------------------- messes


def test_each_slip_comes_in_its_dose(life):
    """Each slip of a row is drawn exactly in its dose, and a share of the offers is as declared."""
    papers = draw_papers(Random(1), life)
    drawn = Counter(paper.slip for paper in papers)
    for name in (*demo_mess._APPLICATION_SLIPS, *demo_mess._TWINS):
        assert drawn[name] == math.ceil(getattr(DOSES, name) * len(papers))
    outside = sum(not offer.passpro for offer in life.offers) / len(life.offers)
    assert outside == pytest.approx(DOSES.outside_offers, abs=0.06)


def test_the_catalogue_shows_every_mess(life):
    """The catalogue has undated, silent and split offers, unknown modes, and seats said or not."""
    rows = list(catalogue_rows(Random(1), life))
    inside = [row for row in rows if row["passpro"] == "Passpro"]
    assert {row["sessions"] for row in inside} > {None, *UNDATED}
    assert len(rows) > len(life.offers)
    assert {row["mode"] is None for row in inside} == {True, False}
    assert {row["seats"] is None for row in inside} == {True, False}
    assert {row["status"] for row in rows} == {"scolaire", "apprentissage"}
    assert 999 in {row["class_places"] for row in rows}
    assert sum(not is_uai(str(row["host_uai"])) for row in rows) > 10


@pytest.mark.parametrize("style", demo_mess.STYLES)
def test_what_hosts_write_is_what_they_hold(life, style):
    """Each way of writing sessions reads back as the days, hours and seats that the host has."""
    for offer in life.offers:
        shown = demo_mess._session_cells(offer, offer.sessions, style)
        if offer.words is None and offer.sessions:
            read = read_sessions(shown["sessions"], CALENDAR, WORKDAYS)
            hours = [
                (s.start.hour * 60 + s.start.minute, s.end.hour * 60 + s.end.minute) for s in read
            ]
            assert [s.day for s in read] == [s.day for s in offer.sessions]
            assert hours == [(s.start, s.end) for s in offer.sessions]
            if offer.declared:
                seats = [s.seats or shown["seats"] for s in read]
                assert seats == [s.seats for s in offer.sessions]


def test_the_check_finds_what_was_put_wrong():
    """On the example, exactly the rows spoilt on purpose are set aside, and the doubles merged."""
    papers = draw_papers(Random("2025 papers"), invent_life(Random("2025 life"), 1000, 140))
    slips = Counter(paper.slip for paper in papers)
    clashes = len([row for row in _doubles(papers) if row["opinion"] is not None])
    applications = (
        open_campaign(EXAMPLE).reconciliation.set_index("file").loc[f"candidatures_{LAST_DAY}.xlsx"]
    )
    lost = sum(
        slips[name] for name in ("host_wrong", "host_missing", "programme_unknown", "no_key")
    )
    assert applications["set_aside"] == lost + 2 * clashes
    assert applications["merged"] == slips["twin"] + slips["clash"] - clashes
    assert applications["rows"] == 1000 + slips["twin"] + slips["clash"] + 1  # the header


def _doubles(papers):
    """Return the second rows of contradictions, as written."""
    rows = list(application_rows(papers, LAST_DAY))
    first = {(row["file_number"], row["offer_code"], row["rank"]): row for row in rows[:1000]}
    return [
        row
        for row in rows[1000:]
        if row["opinion"] != first[row["file_number"], row["offer_code"], row["rank"]]["opinion"]
    ]


# ------------------------------------------------------------------------------------ deliveries


def test_deliveries_hold_what_was_known_that_day(tmp_path, written):
    """N deliveries are N working days up to the last; each holds only the facts up to its day."""
    paths = write_demo(tmp_path / "quotidien", applications=400, deliveries=30)
    days = [path.parent.name for path in paths[::4]]
    assert days == [f"livraison_{day}" for day in WORKDAYS.last(LAST_DAY, 30)]
    assert [path.read_bytes() for path in paths[-4:]] == [path.read_bytes() for path in written]
    opinions = [_entered(path) for path in paths[2::4]]
    assert opinions == sorted(opinions)
    assert opinions[0] < opinions[-1] / 2


def _entered(path: Path) -> int:
    header, *rows = cells(path)["Export"]
    return sum(row[header.index("Avis")] != "" for row in rows)


@pytest.mark.parametrize("day", [date(2025, 2, 10), date(2025, 3, 21), date(2025, 4, 11), LAST_DAY])
def test_a_row_holds_no_fact_of_the_future(life, day):
    """On a day, no date is later but the interview's, and no opinion comes before its day."""
    by_key = {(a.pupil.file_number, a.rank): a for a in life.applications}
    rows = list(application_rows(draw_papers(Random(1), life), day))
    assert all(row["registered_on"] <= day for row in rows)
    for row in rows:
        truth = by_key.get((row["file_number"], row["rank"]))
        if truth and row["opinion"]:
            assert truth.opinion_on <= day
        if truth and row["attendance"] and row["attendance"] != "à vérifier":
            assert truth.interview_on <= day
        if truth and row["convened_on"]:
            assert truth.convened_on <= day


# ----------------------------------------------------------------------------------------- files


def test_the_settings_read_back_and_are_explained(written):
    """`campagne.toml` reads back as the demo's settings; a French comment stands above each key."""
    assert read_settings(written[0].parent) == SETTINGS
    lines = written[0].read_text(encoding="utf-8").splitlines()
    for key in KEYS:
        [place] = [n for n, line in enumerate(lines) if line.startswith(f"{key.name} = ")]
        assert lines[place - 1] == f"# {key.explanation}"


@pytest.mark.parametrize(
    ("position", "sheet", "top", "table"),
    [(1, "Catalogue 2025", 3, "catalogue"), (2, "Export", 0, "applications")],
)
def test_each_heading_means_its_column(written, life, position, sheet, top, table):
    """Each heading of a workbook is read as the column written under it."""
    headings = cells(written[position])[sheet][top]
    rows = {
        "catalogue": catalogue_rows(Random(1), life),
        "applications": application_rows(draw_papers(Random(1), life), LAST_DAY),
    }
    codes = list(next(rows[table]))
    assert len(headings) == len(codes)
    found = map_headers(headings, TABLES[table]).positions
    assert found == {code: position for position, code in enumerate(codes)}


def test_the_directory_knows_every_school(written):
    """The directory is read by its headings and places each school near its commune."""
    text = written[3].read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    names = frozenset().union(*(column.names for column in TABLES["directory"].columns))
    assert all(fold(heading) in names for heading in header)
    places = {place.name: place for place in PLACES}
    for row in rows:
        assert abs(float(row[8]) - places[row[4]].latitude) < 0.05
        assert abs(float(row[9]) - places[row[4]].longitude) < 0.08


def test_the_catalogue_ends_on_a_total(written):
    """The last row of the catalogue is a total, as offices write it, and no offer."""
    rows = cells(written[1])["Catalogue 2025"]
    assert rows[0][0] == "CATALOGUE DES FORMATIONS PASSPRO 2025"
    assert rows[-1][0] == "Total"


# --------------------------------------------------------------------------------------- refusals


def test_a_demo_may_be_written_again(tmp_path):
    """An earlier demo is replaced, what the program keeps beside it is left alone."""
    paths = write_demo(tmp_path, applications=50)
    (tmp_path / ".passpro").mkdir()
    (tmp_path / ".passpro" / "magasin.sqlite").write_bytes(b"x")
    assert write_demo(tmp_path, seed=3, applications=50) == paths
    assert (tmp_path / ".passpro" / "magasin.sqlite").read_bytes() == b"x"


@pytest.mark.parametrize("name", ["mes notes.txt", "candidatures_2025-04-30.xlsx", FILE])
def test_a_folder_with_anything_else_is_refused(tmp_path, name):
    """A file that no demo wrote is never beside, under or replaced by an invented one."""
    stranger = tmp_path / name
    stranger.write_text("réel", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        write_demo(tmp_path, applications=50)
    assert str(caught.value) == (
        f"Le dossier «\u00a0{_short(tmp_path)}\u00a0» contient déjà autre chose que cette campagne "
        "inventée : rien n’y est écrit. Indiquez un dossier nouveau ou vide."
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert stranger.read_text(encoding="utf-8") == "réel"


def _short(path: Path) -> str:
    return str(path) if len(str(path)) <= 60 else f"{str(path)[:57]}…"


def test_another_shape_of_demo_is_refused(tmp_path):
    """Deliveries are not mixed with a single campaign in one folder."""
    write_demo(tmp_path, applications=50)
    with pytest.raises(UsageError, match="contient déjà autre chose"):
        write_demo(tmp_path, applications=50, deliveries=2)


def test_a_file_is_no_folder(tmp_path):
    """A file given for the folder is refused."""
    path = tmp_path / "fichier"
    path.write_text("réel", encoding="utf-8")
    with pytest.raises(UsageError, match="est un fichier : indiquez un dossier"):
        write_demo(path)


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        ({"applications": 0}, "Nombre de candidatures : 0 ; il faut de 1 à 5\u202f000\u202f000."),
        ({"deliveries": 0}, "Nombre de livraisons : 0 ; il faut de 1 à 53."),
        ({"deliveries": 54}, "Nombre de livraisons : 54 ; il faut de 1 à 53."),
        ({"hosts": 501}, "Nombre d’établissements d’accueil : 501 ; il faut de 1 à 500."),
    ],
)
def test_a_size_out_of_bounds_is_refused(tmp_path, size, sentence):
    """A size that cannot be written is refused with its bounds, before anything is written."""
    with pytest.raises(UsageError) as caught:
        write_demo(tmp_path / "x", **size)
    assert str(caught.value) == sentence
    assert not (tmp_path / "x").exists()


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    """A file is complete under its name or stays as it was; nothing half-written is left."""
    paths = write_demo(tmp_path, applications=50)
    before = [path.read_bytes() for path in paths]

    def no_replace(*_):
        raise OSError("disque plein")

    monkeypatch.setattr("os.replace", no_replace)
    with pytest.raises(UsageError, match="ne peut être écrit"):
        write_demo(tmp_path, seed=4, applications=50)
    assert [path.read_bytes() for path in paths] == before
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_progress_is_said_in_french(tmp_path):
    """Each long step is announced to the one who waits."""
    said: list[str] = []
    write_demo(tmp_path, applications=50, progress=said.append)
    assert said == [
        "Invention des établissements, des offres et des candidatures…",
        "Écriture de la campagne du 30 avril 2025…",
    ]


def test_a_large_campaign_stands_in_several_texts(tmp_path, monkeypatch):
    """What no workbook should hold stands in several CSV: the same rows, and each file is told."""
    monkeypatch.setattr("passpro_nb.demo.campaign._IN_A_WORKBOOK", 300)
    monkeypatch.setattr("passpro_nb.demo.campaign._IN_A_TEXT", 150)
    said: list[str] = []
    paths = write_demo(tmp_path / "textes", applications=400, progress=said.append)
    assert [path.name for path in paths[2:-1]] == [
        f"candidatures_2025-04-30 partie 0{part}.csv" for part in (1, 2, 3)
    ]
    assert said[-1] == "Écriture de la campagne du 30 avril 2025, fichier 6 sur 6…"
    monkeypatch.undo()
    write_demo(tmp_path / "classeur", applications=400)
    texts, book = (open_campaign(tmp_path / name) for name in ("textes", "classeur"))
    place = ["file", "sheet", "row"]
    assert texts.applications.drop(columns=place).equals(book.applications.drop(columns=place))


def test_pupils_are_told_apart_beyond_a_million():
    """The INE of the millionth pupil has the form of one, is nobody's, and nobody else's."""
    found = [invent_pupil(Random(1), serial, None).ine for serial in (1, 999_999, 10**6, 2_499_999)]
    assert all(read_ine(ine).value == ine and ine.startswith("99") for ine in found)
    assert len({ine[:9] for ine in found}) == 4


def test_many_schools_have_each_their_own_uai():
    """Five hundred hosts and their collèges are told apart, and each UAI is right."""
    for seed in range(5):
        life = invent_life(Random(seed), 25_000, 500)
        uais = [school.uai for school in (*life.hosts, *life.colleges)]
        assert len(set(uais)) == len(uais) == 1_700
        assert all(map(is_uai, uais))


def test_an_application_says_its_status(life):
    """Each row has the status of its offer, also where a label alone would not tell which."""
    papers = draw_papers(Random(1), life)
    rows = list(application_rows(papers, LAST_DAY))
    truth = {(a.pupil.file_number, a.rank): a.offer.status for a in life.applications}
    told = [row for row in rows if (row["file_number"], row["rank"]) in truth]
    assert {row["status"] for row in told} == {"scolaire", "apprentissage"}
    assert all(row["status"] == truth[row["file_number"], row["rank"]] for row in told)
    twins = {(o.host.uai, o.programme.label) for o in life.offers if o.status == "apprentissage"}
    alone = [paper.application.offer for paper in papers if paper.label_only]
    assert any((offer.host.uai, offer.programme.label) in twins for offer in alone)
