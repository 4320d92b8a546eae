"""The pack: workbooks that hold their own pupils and nothing dangerous, drafts that stay unsent."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msoffcrypto
import numpy as np
import openpyxl
import pandas as pd
import pytest
from campaigns import blank
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from relaunches import DAY, workbooks, write_now, write_small, write_small_pack
from twelve import WOOD, WOOD_HOST, line, pupil, write_twelve

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.errors import SettingsError, UsageError
from passpro_nb.measure.asks import REASONS
from passpro_nb.panels.relaunch.figures import say_pack
from passpro_nb.read.files import read_sheets
from passpro_nb.relaunch.forms import FILES, FORMS, IDENTITY, PUPILS, Form, form_key
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.relaunch.mails import (
    Mail,
    draft_bytes,
    read_templates,
    template_names,
    write_mail,
    write_templates,
)
from passpro_nb.relaunch.pack import DRAFTS, MERGE, PASSWORDS, ZIP, Pack, new_password
from passpro_nb.relaunch.plan import Plan, plan_relaunches
from passpro_nb.relaunch.returns.arrivals import Reply
from passpro_nb.relaunch.returns.reader import read_returned
from passpro_nb.relaunch.school_book import reply_by, school_file, school_workbook, split_schools
from passpro_nb.store import turns
from passpro_nb.store.journal import (
    log_export,
    read_asked,
    read_exports,
    read_history,
    read_journal,
    withdraw_relaunch,
)
from passpro_nb.store.snapshots import STORE

NASTY = (
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1+1", "\"guillemets\" et 'apostrophe'",
    "x" * 40_000, "<b>&amp;</b>", "\x00\x07\x0b", "a\r\nb", "\ud800", "../../etc", "_x0041_",
)  # fmt: skip


@pytest.fixture(scope="module")
def campaign(tmp_path_factory) -> Campaign:
    """Return a small invented campaign."""
    return write_small(tmp_path_factory.mktemp("paquets") / "campagne")


@pytest.fixture(scope="module")
def written(tmp_path_factory, campaign) -> tuple[Plan, Pack]:
    """Return the plan and the pack of every school of the campaign."""
    return write_small_pack(tmp_path_factory.mktemp("paquet") / "p", campaign)


def with_texts(plan: Plan, text: str) -> Plan:
    """Return a plan in which a text stands wherever a file could have put one."""
    texts = dict.fromkeys(
        (
            "last_name", "first_name", "file_number", "origin_name", "programme_label", "opinion_typed",
        ),
        text,
    )  # fmt: skip
    schools = plan.schools.assign(name=text)
    return replace(plan, concerned=plan.concerned.assign(**texts), schools=schools)


# --------------------------------------------------------------------------------- workbooks


def test_a_school_gets_its_own_pupils_and_no_other(written, campaign):
    """Over every workbook: its keys and numbers are those of its own pupils, all of them."""
    plan, pack = written
    keys = {
        side: {
            uai: set(rows["key"])
            for uai, rows in plan.concerned[plan.concerned["side"].eq(side)]
            .assign(
                key=[
                    form_key(PUPILS, r.pupil, r.offer)
                    if side == "accueil"
                    else form_key(FILES, r.pupil)
                    for r in plan.concerned[plan.concerned["side"].eq(side)].itertuples()
                ]
            )
            .groupby("uai")
        }
        for side in ("accueil", "origine")
    }
    for side, form in (("accueil", PUPILS), ("origine", FILES)):
        for path in workbooks(pack, side):
            back = read_returned(Reply(path.name, path), campaign.settings)
            found = {row.key for row in back.rows if row.form is form}
            assert found == keys[side].get(back.uai, set())
            mine = campaign.applications
            mine = mine[mine["host_uai" if side == "accueil" else "origin_uai"].eq(back.uai)]
            numbers = {row.texts["file_number"] for row in back.rows if row.form is form}
            assert numbers <= set(mine["file_number"]) | set(mine["ine"])
    assert len(workbooks(pack)) + len(workbooks(pack, "origine")) == len(plan.proposed) > 10


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_text_becomes_a_formula_or_breaks_a_file(written, text, tmp_path):
    """Whatever a file held, the workbook opens, has no formula, and its name stays in the folder."""
    plan = with_texts(written[0], text)
    rows = next(iter(split_schools(plan, plan.proposed)))
    content = school_workbook(plan, rows)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for page in book for line in page.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert max(len(str(cell.value)) for cell in cells) <= 32_767
    name = school_file(rows.school, DAY)
    assert Path(name).name == name
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    (tmp_path / name).write_bytes(content)
    assert read_sheets(tmp_path / name)[0].name == "À lire"


@given(text=st.text(max_size=80))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_keeps_its_place(written, text):
    """Whatever stands in a file, the workbook has its rows and keys, no formula, and a name of its own."""
    plan = with_texts(written[0], text)
    rows = next(iter(split_schools(plan, plan.proposed)))
    content = school_workbook(plan, rows)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all(cell.data_type != "f" for page in book for line in page.iter_rows() for cell in line)
    page = book[PUPILS.title]
    keys = [row[0].value for row in page.iter_rows(PUPILS.header_row + 1) if row[0].value]
    assert keys == [form_key(PUPILS, row["pupil"], row["offer"]) for row in rows.concerned]
    name = school_file(rows.school, DAY)
    assert re.fullmatch(r"\d{7}[A-Z]-[\w-]*accueil[\w-]*2025-04-30\.xlsx", name, re.ASCII)
    assert len(name) < 100


def test_no_part_of_a_workbook_holds_another_s_pupil(written, campaign):
    """Neither shown nor hidden, in no part of the file, is there the number of a pupil of elsewhere."""
    plan, pack = written
    mine = {
        uai: {*rows["file_number"].dropna()}
        for uai, rows in plan.concerned.groupby(["side", "uai"])
    }
    everybody = {*campaign.applications["file_number"].dropna()}
    for path in (pack.folder / "classeurs").iterdir():
        side = "accueil" if path in workbooks(pack) else "origine"
        with zipfile.ZipFile(path) as parts:
            held = b"".join(map(parts.read, parts.namelist())).decode("utf-8", "replace")
        found = set(re.findall(r"\bD\d{6}\b", held)) & everybody
        assert found == mine.get((side, path.name[:8]), set())


def test_a_nasty_name_reaches_neither_folder_nor_header(campaign, written, tmp_path):
    """A whole pack of schools with such a name is written inside its folder, drafts included."""
    plan = with_texts(written[0], "..\\..\\=cmd\r\nBcc: tous@exemple.invalid /etc")
    few = replace(plan, schools=plan.schools.head(3))
    pack = write_now(campaign, few, tmp_path / "p")
    files = [path for path in pack.folder.rglob("*") if path.is_file()]
    assert len(files) == 3 * 2 + 3
    for path in (pack.folder / DRAFTS).iterdir():
        draft = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert "Bcc" not in draft
    synthesis = openpyxl.load_workbook(pack.synthesis)
    assert all(c.data_type != "f" for page in synthesis for line in page for c in line)


def test_lists_dates_and_locks(written, campaign):
    """Opinions and attendance are chosen, dates are checked, all else is locked, in French."""
    path = max(workbooks(written[1]), key=lambda p: p.stat().st_size)
    book = openpyxl.load_workbook(path)
    page = book[PUPILS.title]
    header = [cell.value for cell in page[PUPILS.header_row]]
    rules = {str(rule.sqref)[0]: rule for rule in page.data_validations.dataValidation}
    opinion = rules[openpyxl.utils.get_column_letter(header.index("Avis") + 1)]
    assert (opinion.type, opinion.errorStyle) == ("list", None)
    assert opinion.showErrorMessage
    scale = campaign.settings.avis.echelle
    place = opinion.formula1.split("!")[1].replace("$", "")
    assert tuple(row[0].value for row in book[IDENTITY][place]) == scale
    assert "Choisissez dans la liste" in opinion.error
    assert all(len(rule.error) <= 255 and len(rule.errorTitle) <= 32 for rule in rules.values())
    day = rules[openpyxl.utils.get_column_letter(header.index("Date de l'avis") + 1)]
    assert (day.type, day.operator) == ("date", "between")
    assert page.protection.sheet
    free = {header[at] for at, cell in enumerate(page[4]) if not cell.protection.locked}
    assert free == {"Présence", "Avis", "Date de l'avis", "Remarque"}
    assert page.column_dimensions["A"].hidden
    assert book[IDENTITY].sheet_state == "hidden"
    assert isinstance(page.cell(4, header.index("Date d'entretien") + 1).value, date)


def test_it_prints_on_landscape_pages(written):
    """A4 landscape, as wide as a page, headings repeated, pages numbered."""
    page = openpyxl.load_workbook(workbooks(written[1])[0])[PUPILS.title]
    assert page.page_setup.orientation == "landscape"
    assert str(page.page_setup.paperSize) == page.PAPERSIZE_A4
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$3"
    assert "&P" in page.oddFooter.right.text


def school_sheets(pack: Pack, form: Form) -> Iterator[Worksheet]:
    """Yield the sheet of a form in each workbook that has one."""
    for path in (pack.folder / "classeurs").iterdir():
        book = openpyxl.load_workbook(path)
        if form.title in book.sheetnames:
            yield book[form.title]


def school_rows(pack: Pack, reason: str) -> list[dict[str, Cell]]:
    """Return the pupils whose « À faire » begins with some words, in all workbooks: cells by heading."""
    found = []
    for page in school_sheets(pack, PUPILS):
        header = [cell.value for cell in page[PUPILS.header_row]]
        rows = [
            dict(zip(header, row, strict=True)) for row in page.iter_rows(PUPILS.header_row + 1)
        ]
        found += [row for row in rows if row["À faire"].value.startswith(reason)]
    return found


def test_an_absent_pupil_is_given_a_new_day(written):
    """Day and attendance are open and blank; the day that was missed is told with what to do."""
    plan = written[0].concerned
    missed = plan[plan["reason"].eq("a_reconvoquer")].set_index("file_number")["interview_on"]
    rows = school_rows(written[1], "À reconvoquer")
    assert len(rows) == len(missed) > 2
    for row in rows:
        day = missed[row["N° de dossier"].value]
        assert row["À faire"].value == f"À reconvoquer (absent le {day:%d/%m/%Y})"
        for heading in ("Date d'entretien", "Présence", "Avis", "Date de l'avis", "Remarque"):
            assert row[heading].value is None
            assert not row[heading].protection.locked


def test_an_unreadable_opinion_is_shown_as_it_was_typed(campaign, tmp_path):
    """The school reads its own words; the cell to fill in is blank."""
    rows = campaign.applications
    late = rows["opinion_unreadable"]
    assert rows.loc[late, "opinion_typed"].notna().all()
    assert rows.loc[~late, "opinion_typed"].isna().all()
    typed = rows.assign(
        opinion_unreadable=rows["opinion"].isna(),
        opinion_typed=np.where(rows["opinion"].isna(), "=bof ?", None),
    )
    _, pack = write_small_pack(tmp_path / "p", replace(campaign, applications=typed))
    found = school_rows(pack, "Avis illisible")
    assert len(found) > 10
    assert {row["À faire"].value.replace("\u00a0", " ") for row in found} == {
        "Avis illisible : « =bof ? »"
    }
    assert {row["Avis"].value for row in found} == {None}


def test_the_notice_names_every_column_that_is_asked(written):
    """The first sheet and the line over each table name each white column, by its heading."""
    for path in (written[1].folder / "classeurs").iterdir():
        book = openpyxl.load_workbook(path)
        notice = "\n".join(str(cell.value) for cell in book["À lire"]["A"])
        for form in FORMS:
            if form.title in book.sheetnames:
                page = book[form.title]
                open_ = [
                    c.column for row in page.iter_rows(4) for c in row if not c.protection.locked
                ]
                asked = {page.cell(form.header_row, column).value for column in open_}
                assert asked == {column.heading for column in form.columns if column.answer}
                said = blank(page.cell(2, 2).value)
                assert all(f"« {heading} »" in blank(notice) for heading in asked)
                assert all(f"« {heading} »" in said for heading in asked)


def test_the_forms_print_in_letters_that_can_be_read(written):
    """At least 8 points on each sheet that a school may print, texts off the frames."""
    for form in FORMS:
        page = next(school_sheets(written[1], form))
        assert printed_size(page) >= 8
        texts = [c for row in page.iter_rows(4) for c in row if c.border.left.style]
        assert all(c.alignment.indent or c.alignment.horizontal == "center" for c in texts)


def test_the_same_plan_gives_the_same_bytes(written):
    """A workbook depends on the plan alone."""
    plan = written[0]
    first, second = (
        [school_workbook(plan, rows) for rows in split_schools(plan, plan.proposed.head(4))]
        for _ in range(2)
    )
    assert first == second


def test_the_synthesis_has_real_dates_and_numbers(campaign, written):
    """A line a school, then the totals; counts are numbers, the last relaunch a date, the header frozen."""
    plan = plan_relaunches(campaign, date(2025, 5, 9), None, read_history(campaign.folder))
    assert plan.schools["last_day"].notna().any()
    book = openpyxl.load_workbook(written[1].synthesis)
    assert book.sheetnames == ["Établissements", "Suivi", "Formations", "Provenance"]
    page = book["Établissements"]
    assert page.max_row == len(written[0].schools) + 2
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref
    header = [cell.value for cell in page[1]]
    assert isinstance(page.cell(2, header.index("Avis à saisir") + 1).value, int)


def sheet_rows(page: Worksheet) -> list[dict[str, object]]:
    """Return the rows of a sheet of the synthesis, by heading."""
    header, *rows = page.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_synthesis_says_whose_each_line_is(campaign, written):
    """Role, district and commune stand on the first sheet, and hosts filter apart from collèges."""
    page = openpyxl.load_workbook(written[1].synthesis)["Établissements"]
    *rows, total = sheet_rows(page)
    offers = campaign.offers.drop_duplicates("host_uai").set_index("host_uai")
    places = campaign.directory.set_index("uai")
    assert {row["Rôle"] for row in rows} == {"accueil", "origine"}
    for row in rows:
        known = (offers if row["Rôle"] == "accueil" else places).loc[row["UAI"]]
        assert row["Commune"] == known["commune"]
        assert row["Bassin"] == known["district"]
    assert total["Statut"] == "Total"
    assert page.auto_filter.ref == f"A1:Q{len(rows) + 1}", "the totals stay, whatever is filtered"


def test_the_synthesis_adds_up(written):
    """The last row of each sheet is the sum of its column, the coverage of these sums."""
    plan = written[0]
    book = openpyxl.load_workbook(written[1].synthesis)
    for title, heading in (
        ("Établissements", "Avis à saisir"),
        ("Établissements", "Dossiers incomplets"),
        ("Suivi", "Inscrits"),
        ("Formations", "Avis saisis"),
    ):
        *rows, total = sheet_rows(book[title])
        counts = [row[heading] for row in rows if row[heading] != "–"]
        assert total[heading] == sum(counts) > 0
    total = sheet_rows(book["Formations"])[-1]
    assert total["Inscrits"] == plan.total["registered"]
    assert total["Couverture"] == pytest.approx(plan.total["coverage"])


def test_one_sign_says_none(written):
    """A dash stands for nothing on every sheet: no cell is blank above the totals, no zero is shown."""
    book = openpyxl.load_workbook(written[1].synthesis)
    seen = set()
    for page in book.worksheets[:3]:
        for row in page.iter_rows(min_row=2, max_row=page.max_row - 1):
            assert all(cell.value not in (None, "") for cell in row)
            zeros = [c for c in row if isinstance(c.value, int) and not c.value]
            # a coverage of 0 % is no nothing
            assert {cell.number_format for cell in zeros} <= {'0;-0;"–"', "0.0 %"}
            seen |= {c.value for c in row if isinstance(c.value, str) and len(c.value) == 1}
    assert seen == {"–"}


# What A4 in landscape leaves between its margins, in points, and the widest digit of the letters that
# stand in for Calibri where it is not installed.
PAGE, WIDEST = 784, 0.636


def printed_size(page: Worksheet) -> float:
    """Return the size of letters of 11 points once as wide as the page, in the widest letters."""
    columns = [c for c in page.column_dimensions.values() if not c.hidden]
    return 11 * min(1.0, PAGE / (sum(c.width for c in columns) * 11 * WIDEST))


def test_the_synthesis_prints_in_letters_that_can_be_read(written):
    """At least 8 points on each sheet; texts and numbers stand off the frames; one page says whence."""
    book = openpyxl.load_workbook(written[1].synthesis)
    for page in book.worksheets[:3]:
        assert printed_size(page) >= 8
        cells = [cell for row in page.iter_rows(min_row=2) for cell in row if cell.value]
        assert all(c.alignment.horizontal == "center" or c.alignment.indent == 1 for c in cells)
    notes = book["Provenance"]
    assert all(cell.font.size >= 8 for cell in notes["A"])
    assert sum(notes.row_dimensions[at].height for at in range(1, notes.max_row + 1)) <= 480


# -------------------------------------------------------------------------------- the folder


def test_no_line_of_the_provenance_begins_with_a_sign(written):
    """The blanks before « ; » and « : » never break: a printed line does not begin with either."""
    _, pack = written
    page = openpyxl.load_workbook(pack.synthesis)["Provenance"]
    lines = [str(row[0].value) for row in page.iter_rows()]
    assert any("\u00a0;" in line for line in lines)
    assert not any(re.search(r" [;:!?»]|« ", line) for line in lines)


def test_the_zip_holds_every_workbook(written):
    """The zip's files are the folder's, under the same names."""
    pack = written[1]
    with zipfile.ZipFile(pack.folder / ZIP) as archive:
        names = set(archive.namelist())
    assert names == {path.name for path in (pack.folder / "classeurs").iterdir()}


def test_a_folder_with_something_in_it_is_refused(campaign, written, tmp_path):
    """Nothing is ever written over, and nothing is left behind."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "note.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(UsageError, match="rien n’est jamais écrasé"):
        write_now(campaign, written[0], tmp_path / "p")
    assert [path.name for path in tmp_path.rglob("*")] == ["p", "note.txt"]


def test_a_failure_leaves_no_trace(campaign, written, tmp_path):
    """A wrong template stops everything before the journal and the folder."""
    before = len(read_journal(campaign.folder))
    bad = replace(written[0], settings=written[0].settings)
    own = campaign.folder / "modeles"
    own.mkdir(exist_ok=True)
    (own / "accueil-1.txt").write_text("Objet : x\n\n{inconnu}", encoding="utf-8")
    with pytest.raises(SettingsError):
        write_now(campaign, bad, tmp_path / "p")
    (own / "accueil-1.txt").unlink()
    assert list(tmp_path.iterdir()) == []
    assert len(read_journal(campaign.folder)) == before


def test_encrypted_workbooks_open_with_their_password_only(campaign, tmp_path):
    """Each workbook has a password of its own, in a separate file; its draft carries it."""
    _, pack = write_small_pack(tmp_path / "p", campaign, encrypt=True, only=2)
    lines = (pack.folder / PASSWORDS).read_text(encoding="utf-8-sig").splitlines()[1:]
    passwords = {line.split(";")[2]: line.split(";")[3] for line in lines}
    assert len(set(passwords.values())) == 2
    for file, password in passwords.items():
        locked = msoffcrypto.OfficeFile((pack.folder / "classeurs" / file).open("rb"))
        locked.load_key(password=password)
        opened = io.BytesIO()
        locked.decrypt(opened)
        assert IDENTITY in openpyxl.load_workbook(opened).sheetnames
        draft = (pack.folder / DRAFTS / file).with_suffix(".eml").read_bytes()
        parts = list(
            email.message_from_bytes(draft, policy=email.policy.default).iter_attachments()
        )
        assert [part.get_filename() for part in parts] == [file]
        assert password.encode() not in draft
    assert PASSWORDS not in zipfile.ZipFile(pack.folder / ZIP).namelist()


def test_passwords_are_drawn_anew():
    """Fourteen signs, none of those that are taken for another, never twice the same."""
    drawn = {new_password() for _ in range(200)}
    assert len(drawn) == 200
    assert all(len(word) == 14 and not set(word) & set("01ilo") for word in drawn)


def test_progress_goes_to_the_end(campaign, written, tmp_path):
    """The bar moves once a school."""
    seen: list[tuple[int, int]] = []
    few = replace(written[0], schools=written[0].schools.head(3))
    write_now(campaign, few, tmp_path / "p", progress=lambda *step: seen.append(step))
    assert seen == [(1, 3), (2, 3), (3, 3)]


# ------------------------------------------------------------------------------------- mails


def drafts(pack: Pack) -> list[email.message.EmailMessage]:
    """Return the drafts of a pack, as messages."""
    files = sorted((pack.folder / DRAFTS).iterdir())
    return [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in files]


def test_drafts_open_unsent_and_carry_no_pupil(written, campaign):
    """`X-Unsent: 1`, the school's address, no attachment, the file named, nobody's name."""
    names = set(campaign.applications["last_name"].dropna())
    for draft in drafts(written[1]):
        assert draft["X-Unsent"] == "1"
        assert draft["To"].endswith("@exemple.invalid")
        assert draft["Cc"] is None
        body = draft.get_content()
        assert not list(draft.iter_attachments())
        assert ".xlsx" in body
        assert not any(name in body.split() for name in names)


def test_the_third_relaunch_copies_the_inspector(campaign, tmp_path):
    """First, second and third differ; only the third has the IEN-IO of the département in copy."""
    past = pd.DataFrame(
        [("accueil", uai, "2025-04-01", 2, "avis_en_retard,avis_en_retard") for uai in
         campaign.offers["host_uai"].unique()] * 2,
        columns=["side", "uai", "day", "level", "reasons"],
    ).assign(day=lambda t: pd.to_datetime(t["day"]).astype("datetime64[s]"))  # fmt: skip
    wanted = Wanted(reasons=("avis_en_retard",))
    plan = plan_relaunches(campaign, DAY, wanted, past)
    pack = write_now(campaign, plan, tmp_path / "p")
    for draft, mail in zip(drafts(pack), sorted(pack.mails, key=lambda m: m.file), strict=True):
        assert mail.level == 3
        assert draft["Cc"] == f"ien-io{mail.uai[1:3]}@exemple.invalid"
        assert draft["Subject"].startswith("3e relance – ")


def test_a_draft_says_only_what_is_true(campaign, tmp_path):
    """Nobody is said to be in copy who is not; after the interviews, no one is asked to hold them before."""
    past = pd.DataFrame(
        {"side": "accueil", "uai": campaign.offers["host_uai"].unique(), "level": 2,
         "day": np.datetime64("2025-04-01", "s"), "reasons": "avis_en_retard,non_convoques"},
    )  # fmt: skip
    history = pd.concat([past, past])
    relances = replace(campaign.settings.relances, mel_ien_io={})
    alone = replace(campaign, settings=replace(campaign.settings, relances=relances))
    plan = plan_relaunches(alone, date(2025, 5, 9), Wanted(sides=("accueil",)), history)
    pack = write_now(campaign, plan, tmp_path / "p")
    bodies = [mail.body for mail in pack.mails]
    assert {mail.level for mail in pack.mails} == {3}
    assert not any("en copie" in body or "\n\n\n" in body for body in bodies)
    assert any("les entretiens ont pris fin le 7 mai 2025" in body for body in bodies)
    assert not any("avant la fin des entretiens" in body for body in bodies)
    assert "mel_ien_io" in say_pack(pack)


def test_a_list_without_pupils_speaks_of_none(campaign, tmp_path):
    """A host asked about its catalogue alone is not told of pupils' data."""
    plan = plan_relaunches(
        campaign, DAY, Wanted(reasons=("dates_manquantes", "modalite_manquante"))
    )
    pack = write_now(campaign, plan, tmp_path / "p")
    assert not any("données d’élèves" in mail.body for mail in pack.mails)
    notice = openpyxl.load_workbook(workbooks(pack)[0])["À lire"]
    assert "Données personnelles" not in {cell.value for cell in notice["A"]}


def test_plurals_agree(written):
    """One opinion is said in the singular, several in the plural."""
    bodies = "\n".join(mail.body for mail in written[1].mails)
    assert "1\u00a0élèves" not in bodies
    assert "1\u00a0formations" not in bodies
    assert "candidatures à convoquer" in bodies


def test_no_header_can_be_forged():
    """Line breaks in an address or a subject add no header."""
    mail = Mail("0", "n", "a@b.invalid\r\nBcc: x@y", "", 1, "Objet\r\nBcc: x@y", "texte\n", "f")
    draft = email.message_from_bytes(draft_bytes(mail, ""), policy=email.policy.default)
    assert draft["Bcc"] is None


def test_the_merge_table_has_a_line_a_mail(written):
    """Every draft is also a line of the mail-merge table."""
    page = openpyxl.load_workbook(written[1].folder / MERGE).active
    assert page.max_row == len(written[1].mails) + 1


def test_the_mail_merge_prints(written):
    """Whole texts, in letters of 8 points; then the list of what is sent, a page wide."""
    book = openpyxl.load_workbook(written[1].folder / MERGE)
    texts, listed = book.worksheets
    assert [cell.value for cell in texts[1]] == [
        "UAI", "Établissement", "Texte", "Niveau", "Mél", "Copie (3e relance)", "Objet", "Fichier",
    ]  # fmt: skip
    assert texts.print_area == f"'Publipostage'!$A$1:$C${texts.max_row}"
    for row, mail in zip(texts.iter_rows(2), written[1].mails, strict=True):
        assert row[2].value == mail.body
        lines = sum(-(-len(line) // 115) or 1 for line in mail.body.split("\n"))
        assert texts.row_dimensions[row[0].row].height >= 15 * min(lines, 27)
    for column in "DEFGH":
        texts.column_dimensions[column].hidden = True  # out of the print area
    assert printed_size(texts) >= 8
    assert printed_size(listed) >= 8
    assert listed.max_row == texts.max_row


@pytest.mark.parametrize(
    ("rank", "said"), [(1, "Relance"), (2, "2e relance"), (3, "3e relance"), (7, "7e relance")]
)
@pytest.mark.parametrize("side", ["accueil", "origine"])
def test_a_mail_says_which_relaunch_it_is(campaign, side, rank, said):
    """The first, the second, the third, then its number, in the tone of the third."""
    plan = plan_relaunches(campaign, DAY, Wanted(sides=(side,)))
    schools = plan.schools.assign(rank=rank, level=min(rank, 3), last_day=pd.Timestamp(DAY))
    rows = next(split_schools(plan, schools[schools["stand"].eq("ask")]))
    mail = write_mail(plan, rows, read_templates(campaign.folder), "f.xlsx", attached=False)
    assert mail.subject.startswith(f"{said} – Passpro 2025")


LAST = date(2025, 5, 14)


@pytest.mark.parametrize(
    ("day", "reason", "reply"),
    [
        (date(2025, 4, 28), "avis_en_retard", date(2025, 5, 6)),
        (date(2025, 5, 9), "avis_en_retard", LAST),
        (LAST, "avis_en_retard", LAST),
        (date(2025, 5, 15), "avis_en_retard", date(2025, 5, 22)),
        (date(2025, 5, 5), "non_convoques", date(2025, 5, 7)),
        (date(2025, 5, 7), "non_convoques", date(2025, 5, 7)),
        (date(2025, 5, 5), "places_insuffisantes", date(2025, 5, 7)),
        (date(2025, 5, 5), "dates_manquantes", date(2025, 5, 7)),
        (date(2025, 5, 5), "a_reconvoquer", date(2025, 5, 7)),
        (date(2025, 5, 9), "non_convoques", LAST),
        (date(2025, 5, 5), "dossiers_incomplets", date(2025, 5, 13)),
    ],
)
def test_no_reply_is_asked_after_what_it_is_for(campaign, day, reason, reply):
    """Opinions until their limit, all else until interviews end; past these, the usual delay."""
    plan = replace(plan_relaunches(campaign, DAY), day=day)
    assert reply_by(plan, dict.fromkeys(REASONS, 0) | {reason: 1}) == reply


def test_shipped_templates_are_whole(tmp_path):
    """The package's own templates read without a fault, for both sides and three levels."""
    assert len(read_templates(tmp_path).mails) == 6


def test_own_templates_come_first_and_are_never_overwritten(tmp_path):
    """The analyst's text is used; writing the models again leaves it alone."""
    assert sorted(path.name for path in write_templates(tmp_path)) == template_names()
    own = tmp_path / "modeles" / "accueil-1.txt"
    own.write_text("Objet : À nous\n\nBonjour {etablissement}", encoding="utf-8")
    assert write_templates(tmp_path) == []
    assert read_templates(tmp_path).mails["accueil", 1][0] == "À nous"


def test_a_model_of_before_says_both_of_its_reasons(tmp_path):
    """« catalogue_incomplet » of an own `motifs.txt` is what is said of dates and of the mode; theirs win."""
    write_templates(tmp_path)
    own = tmp_path / "modeles" / "motifs.txt"
    lines = [line for line in own.read_text("utf-8").splitlines() if "manquante" not in line]
    before = "catalogue_incomplet = {compte}, à nous dire"
    own.write_text("\n".join([*lines, before]), encoding="utf-8")
    said = read_templates(tmp_path).reasons
    assert set(said) == set(REASONS)
    assert said["dates_manquantes"] == said["modalite_manquante"] == "{compte}, à nous dire"
    own.write_text("\n".join([*lines, "dates_manquantes = {compte}", before]), encoding="utf-8")
    said = read_templates(tmp_path).reasons
    assert (said["dates_manquantes"], said["modalite_manquante"]) == (
        "{compte}",
        "{compte}, à nous dire",
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "accueil-1.txt",
            "Objet : x\n\n{etablisement}",
            "le champ « {etablisement} » n’existe pas",
        ),
        ("accueil-1.txt", "Objet : {uai.__class__}\n\nx", "n’existe pas"),
        ("accueil-1.txt", "Objet : x\n\n{uai", "une accolade n’est pas fermée"),
        ("origine-3.txt", "Bonjour\n\nx", "la première ligne doit être « Objet : … »"),
        ("motifs.txt", "avis = {compte}", "doit être « motif = phrase »"),
        ("motifs.txt", "avis_en_retard = {compte}", "il manque avis_illisibles"),
    ],
)
def test_a_wrong_template_is_a_clear_sentence(tmp_path, name, text, said):
    """The file, what is wrong, and the fields there are."""
    (tmp_path / "modeles").mkdir()
    (tmp_path / "modeles" / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_templates(tmp_path)
    sentence = str(caught.value).replace("\u00a0", " ")
    assert f"modeles/{name}" in sentence
    assert said in sentence


# ------------------------------------------------------------------------------- the journal


def test_the_journal_remembers_and_forgets(campaign, tmp_path):
    """A pack is a relaunch, with its files logged; withdrawn, it counts no more but is still told."""
    plan, pack = write_small_pack(tmp_path / "p", campaign, only=3)
    history = read_history(campaign.folder)
    assert len(history[history["day"].eq(pd.Timestamp(DAY))]) >= 3
    lines = read_journal(campaign.folder)
    mine = lines[lines["pack"].eq(pack.number)]
    assert mine["who"].eq("essai").all()
    assert set(mine["uai"]) == set(plan.schools["uai"])
    assert mine["file"].str.startswith("classeurs/").all()
    exports = read_exports(campaign.folder)
    assert set(mine["file"]) <= set(exports["file"])
    asked = read_asked(campaign.folder)
    assert len(asked[asked["pack"].eq(pack.number)]) == plan.schools["missing"].sum()
    assert withdraw_relaunch(campaign.folder, pack.number)
    assert not withdraw_relaunch(campaign.folder, pack.number)
    assert pack.number not in set(read_asked(campaign.folder)["pack"])
    lines = read_journal(campaign.folder)
    assert lines.loc[lines["pack"].eq(pack.number), "withdrawn"].notna().all()


def test_a_school_is_not_asked_twice_in_silence(campaign, tmp_path):
    """Just relaunched, a school is left aside; asked for expressly, it is proposed again."""
    _, pack = write_small_pack(tmp_path / "p", campaign, only=2)
    uais = {mail.uai for mail in pack.mails}
    plan = plan_relaunches(campaign, DAY, None, read_history(campaign.folder))
    assert uais <= set(plan.held["uai"])
    assert not uais & set(plan.proposed["uai"])
    assert uais <= set(plan.including_held().proposed["uai"])


def test_an_account_without_a_name_is_logged_too(tmp_path, monkeypatch):
    """In a container whose account has no name, what goes out is logged all the same."""

    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 1000730000")

    monkeypatch.setattr(turns, "getuser", nameless)
    log_export(tmp_path, what="copie annotée", file="a.xlsx", rows=3)
    assert read_exports(tmp_path)["who"].tolist() == ["compte sans nom"]


def test_a_damaged_journal_is_said(tmp_path):
    """A store that is no database: a sentence that says what to do."""
    path = tmp_path / STORE
    path.parent.mkdir()
    path.write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(UsageError) as error:
        read_journal(tmp_path)
    assert blank(str(error.value)) == (
        f"« magasin.sqlite » ne peut être lu : le fichier est abîmé. « passpro-nb history {tmp_path} "
        "--reparer » remet en place sa dernière copie."
    )


def test_an_empty_journal_has_the_same_columns(tmp_path):
    """Before the first relaunch everything reads as empty, and no store is made."""
    assert read_history(tmp_path).empty
    assert list(read_asked(tmp_path).columns)[:3] == ["pack", "side", "uai"]
    assert not (tmp_path / STORE).exists()


def test_the_lists_tell_the_offers_of_apprentices_apart(tmp_path: Path):
    """A school with both statuses of a programme reads of each pupil and each line which it is."""
    lines = [
        line(wood=True, Statut="scolaire", **{"Dates et horaires": ""}),
        line(
            wood=True, Statut="apprentissage", **{"Code vœu": "94910202", "Dates et horaires": ""}
        ),
    ]
    rows = [
        pupil(number, Avis="", Statut="apprentissage" if number > 6 else "scolaire")
        for number in range(2, 13, 2)
    ]
    plan = plan_relaunches(open_campaign(write_twelve(tmp_path, lines, rows)), date(2025, 5, 2))
    named = [WOOD, f"{WOOD} (apprentissage)"]
    pupils = plan.concerned[plan.concerned["uai"] == WOOD_HOST]
    assert sorted(pupils["programme_label"].unique()) == named
    assert plan.gaps["programme_label"].tolist() == named
