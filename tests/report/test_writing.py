"""The three files of a report: whole in every state, set as they should be, and no pupil in any."""

import errno
import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from campaigns import blank
from docx import Document
from docx.oxml.ns import qn
from reports import STATES, document_words, words
from twelve import FIRST, LAST, write_twelve

from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.export import files
from passpro_nb.export.files import REPORTS
from passpro_nb.report.blocks import Chart, Heading, Report, Table, settle
from passpro_nb.report.material import gather
from passpro_nb.report.writing import report_bytes, report_file, tell, write_report


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the three files of the invented campaign, beside itself."""
    folder = STATES["example"](tmp_path_factory.mktemp("e") / "c")
    material = gather(folder, before=folder)
    return {ending: report_bytes(material, ending) for ending in REPORTS}


@pytest.mark.parametrize("state", STATES)
def test_every_state(state: str, tmp_path: Path) -> None:
    """In each state of a campaign all three are made, and hold the same sentences."""
    material = gather(STATES[state](tmp_path / "c"))
    report = tell(material)
    made = {ending: report_bytes(material, ending) for ending in REPORTS}
    assert made[".pdf"].startswith(b"%PDF-1.7")
    page, document = blank(made[".html"].decode()), document_words(made[".docx"])
    for block in report.blocks:
        text = blank(getattr(block, "text", "") or getattr(block, "caption", ""))
        assert text.replace("'", "&#39;") in page
        assert text in document
    assert "None" not in words(report)
    assert "nan" not in re.findall(r"\w+", words(report))
    assert "{" not in page.partition("</style>")[2]


@pytest.mark.parametrize("state", STATES)
def test_its_texts_are_sound(state: str, tmp_path: Path) -> None:
    """Sentences end, none is empty, no plural is left open, no blank is doubled."""
    report = tell(gather(STATES[state](tmp_path / "c")))
    texts = [block.text for block in report.blocks if hasattr(block, "text")]
    texts += [text for block in report.blocks for text in getattr(block, "items", ())
              if isinstance(text, str)]  # fmt: skip
    for block in report.blocks:
        if isinstance(block, Heading):
            assert not block.text.endswith(".")
    for text in texts:
        assert text.strip()
        assert "  " not in blank(text)
        assert "(s)" not in text
    sentences = [text for text in texts if not any(
        isinstance(block, Heading) and block.text == text for block in report.blocks)]  # fmt: skip
    assert [text for text in sentences if not text.endswith(".")] == []


def test_no_pupil(tmp_path: Path) -> None:
    """No name and no INE of the twelve is in what the three files are made of, nor in their bytes."""
    material = gather(write_twelve(tmp_path))
    names = [*LAST, *FIRST, "99900", "D0000"]
    held = words(tell(material))
    files = {ending: report_bytes(material, ending) for ending in REPORTS}
    held += files[".html"].decode() + document_words(files[".docx"])
    assert [name for name in names if re.search(rf"\b{name}\b", held)] == []
    assert [name for name in names[:24] if name.encode() in files[".pdf"]] == []


# ------------------------------------------------------------------------------------- PDF


def test_the_pdf_is_tagged(example: dict[str, bytes]) -> None:
    """It declares PDF/UA-1, its language and its structure; nothing of the system's is asked for."""
    pdf = example[".pdf"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/MarkInfo" in pdf
    assert b"/Lang(fr-FR)" in pdf.replace(b" ", b"")


def test_its_fonts_travel_with_it(example: dict[str, bytes]) -> None:
    """The fonts of the PDF are those of typst and of matplotlib, none of the machine's."""
    fonts = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([\w-]+)", example[".pdf"]))
    assert {name.split(b"-")[0] for name in fonts} == {b"LibertinusSerif", b"DejaVuSans"}


def test_texts_are_never_read_as_markup(tmp_path: Path) -> None:
    """A campaign whose name holds typst's and HTML's own signs is written as it is."""
    folder = STATES["one"](tmp_path / "c")
    settings = folder / "campagne.toml"
    text = settings.read_text(encoding="utf-8")
    name = '#panic() *a* $x$ <b>&amp; \\\\ "'
    settings.write_text(text.replace('"Essai"', f"'{name}'"), encoding="utf-8")
    material = gather(folder)
    made = {ending: report_bytes(material, ending) for ending in REPORTS}
    assert "&lt;b&gt;&amp;amp;" in made[".html"].decode()
    assert name in document_words(made[".docx"])


# ------------------------------------------------------------------------------------ Word


def test_word_has_real_styles(example: dict[str, bytes]) -> None:
    """Titles are Word's own (« Titre 1 »…), in French, and stay with what follows them."""
    book = Document(BytesIO(example[".docx"]))
    styles = {line.style.name for line in book.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet"} <= styles
    for name in ("Heading 1", "Heading 2", "Caption"):
        assert book.styles[name].paragraph_format.keep_with_next
    languages = {lang.get(qn("w:val")) for lang in book.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}


def test_word_tables_hold(example: dict[str, bytes]) -> None:
    """Every heading row comes back on each page, no row is cut in two, each table says what it is."""
    book = Document(BytesIO(example[".docx"]))
    framed = [grid for grid in book.tables if grid.style.name == "Bilan"]
    assert len(framed) > 8
    for grid in framed:
        marks = [[mark.tag for mark in row._tr.trPr] for row in grid.rows]
        assert qn("w:tblHeader") in marks[0]
        assert all(qn("w:cantSplit") in row for row in marks)
        assert grid._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert grid.cell(0, 0).paragraphs[0].paragraph_format.keep_with_next


def test_word_pictures_have_words(example: dict[str, bytes]) -> None:
    """Each picture has the words that stand for it."""
    book = Document(BytesIO(example[".docx"]))
    drawn = [shape._inline.docPr.get("descr") for shape in book.inline_shapes]
    assert len(drawn) == 4
    assert all(len(text) > 40 for text in drawn)


def test_word_has_fields(example: dict[str, bytes]) -> None:
    """A table of contents whose links lead somewhere, page numbers in the footer."""
    with ZipFile(BytesIO(example[".docx"])) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
        footer = parts.read("word/footer1.xml").decode()
    codes = [element.text for element in body.iter(qn("w:instrText"))]
    assert [code.split()[0] for code in codes] == ["TOC"]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert len(links) == 7
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


# ------------------------------------------------------------------------------------- page


def test_the_page_needs_nothing(example: dict[str, bytes]) -> None:
    """No address leads out of the page; each picture has its words, each table its headings."""
    page = example[".html"].decode()
    assert '<html lang="fr">' in page
    assert re.findall(r'(?:src|href)="(?!data:image/svg\+xml;base64,)', page) == []
    assert page.count("<img ") == len(re.findall(r'alt="[^"]{40,}"', page)) == 4
    assert page.count("<table") == page.count("<caption>") == page.count("<thead>")
    assert "<script" not in page


# ------------------------------------------------------------------------------------ files


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    """`report` writes the file that is asked for, whole, and says so."""
    folder = STATES["one"](tmp_path / "c")
    for ending in REPORTS:
        to = tmp_path / f"bilan{ending}"
        assert run(["report", str(folder), "--to", str(to), "--on", "2025-03-20"]) == 0
        assert to.stat().st_size > 5000
        assert capsys.readouterr().out == f"Bilan écrit dans {to}.\n"
    assert "Au 20 mars 2025, tous les avis" in blank((tmp_path / "bilan.html").read_text("utf-8"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "bilan.odt"], "« bilan.odt » : le nom doit finir par .pdf, .docx ou .html."),
        ([], "Il manque « --to ». Voir « passpro-nb --help »."),
        (
            ["--to", "bilan.pdf", "--avant", "absent"],
            "Le dossier « absent » n’existe pas : indiquez celui d’une campagne.",
        ),
    ],
)
def test_refused(
    words: list[str], said: str, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture
) -> None:
    """Another ending, none at all, a campaign before that is not there: a sentence, and no file."""
    monkeypatch.chdir(tmp_path)
    folder = STATES["one"](tmp_path / "c")
    assert run(["report", str(folder), *words]) == 2
    assert blank(capsys.readouterr().err).strip() == said
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_open_elsewhere(tmp_path: Path, monkeypatch) -> None:
    """A document that Word holds open stays as it is, and what to do is said."""
    folder, to = STATES["one"](tmp_path / "c"), tmp_path / "bilan.docx"
    to.write_bytes(b"avant")

    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(files.os, "replace", held)
    with pytest.raises(UsageError) as refused:
        write_report(folder, to)
    assert blank(str(refused.value)) == (
        "« bilan.docx » ne peut être écrit : fermez-le s’il est ouvert, ou choisissez un autre dossier."
    )
    assert to.read_bytes() == b"avant"
    assert {path.name for path in tmp_path.iterdir()} == {"c", "bilan.docx"}


def test_its_name(tmp_path: Path) -> None:
    """Saved from a notebook, it is called after the campaign and its day."""
    name, _ = report_file(gather(STATES["one"](tmp_path / "c")), ".html")
    assert name == "bilan-essai-2025-03-13.html"


@pytest.mark.parametrize(
    ("academie", "said"),
    [
        ("Créteil", "Académie de Créteil"),
        ("Amiens", "Académie d’Amiens"),
        ("Académie de Lille", "Académie de Lille"),
    ],
)
def test_the_academie(academie: str, said: str, tmp_path: Path) -> None:
    """De, d’, or the name as it is given."""
    folder = STATES["one"](tmp_path / "c")
    settings = folder / "campagne.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('nom = "Essai"', f'nom = "Essai"\nacademie = "{academie}"'), encoding="utf-8"
    )
    assert tell(gather(folder)).about.startswith(f"{said} – chiffres au ")


def test_days_are_not_parted() -> None:
    """A day stays with its month, a sign with its word; nothing else is bound."""
    said = settle("Le 14 mai 2025 : 3 avis du 1er avril, 12 marsouins.")
    assert said == "Le 14\u00a0mai\u00a02025\u00a0: 3 avis du 1er\u00a0avril, 12 marsouins."


def test_charts_say_their_figures(tmp_path: Path) -> None:
    """The words of a chart hold the numbers that are drawn."""
    report = tell(gather(write_twelve(tmp_path), "2025-04-01"))
    said = [blank(block.alt) for block in report.blocks if isinstance(block, Chart)]
    assert said[0] == (
        "Quatre courbes montent jusqu’au 1er avril 2025 : 12 inscrits, 12 reçus, 8 avis saisis, pour "
        "12 avis attendus."
    )
    assert said[1].startswith(
        "Seine-Saint-Denis : 4 avis saisis, 2 en retard, 0 non convoqué sur 6 inscrits"
    )
    assert isinstance(report, Report)
    assert all(len(row) == len(block.headings) for block in report.blocks
               if isinstance(block, Table) for row in block.rows)  # fmt: skip
