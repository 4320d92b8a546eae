"""A text file is read as a person would read it, whatever its accents are coded in."""

import random
import time

import pytest
from written import csv_text

from passpro_nb.read.files import read_sheets
from passpro_nb.read.texts.encodings import SINGLE, decode, most_french

CATALOGUE = [
    ["UAI", "Établissement", "Département", "Modalité d'entretien", "Dates et horaires"],
    ["0930125F", "Lycée Ada Fictive", "93", "individuel", "à partir du 3 février, 14h"],
    ["0940118T", "LP de l'Étoile", "94", "collectif", "jusqu'au 12 août (très réservé)"],
]
NAMES = [["UAI", "Nom", "Prenom"], ["0930125F", "Braandel", "Zoé"], ["0930125F", "Estoval", "Maël"]]


def codes_of(path) -> list[tuple[str, str]]:
    """Return what is said of how the only sheet of a file was read."""
    (sheet,) = read_sheets(path)
    return [(fault.code, fault.said) for fault in sheet.told]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize(
    ("rows", "encoding", "said"),
    [
        (CATALOGUE, "cp850", "MS-DOS (page de codes 850)"),
        (NAMES, "cp850", "MS-DOS (page de codes 850)"),
        ([["UAI", "Élève"], ["0930125F", "ÉLÉONORE"]], "cp850", "MS-DOS (page de codes 850)"),
        (CATALOGUE, "mac_roman", "Mac Roman (anciens Mac)"),
        (NAMES, "mac_roman", "Mac Roman (anciens Mac)"),
        ([["Vœu", "Nom"], ["1", "L’Œuvre d’été"]], "mac_roman", "Mac Roman (anciens Mac)"),
        ([["Code vœu", "Rang"], ["93910101", "1"]], "iso8859-15", "ISO 8859-15"),
        ([["Commune", "Tarif"], ["Cœuilly", "12 €"]], "iso8859-15", "ISO 8859-15"),
        ([["UAI", "Commune"], ["0940118T", "L'HAŸ-LES-ROSES"]], "iso8859-15", "ISO 8859-15"),
        (CATALOGUE, "utf-16-le", "UTF-16"),
        (NAMES, "utf-16-be", "UTF-16"),
        (CATALOGUE, "utf-16", "UTF-16"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_and_said_once(tmp_path, delimiter, rows, encoding, said):
    """The file is read in the encoding in which it is French, and one information says which."""
    path = tmp_path / "a.csv"
    path.write_bytes(
        csv_text(rows, delimiter, "\r" if encoding == "mac_roman" else "\r\n").encode(encoding)
    )
    assert read_sheets(path)[0].cells == rows
    ((code, sentence),) = codes_of(path)
    assert code == "other_encoding"
    assert f"codés en {said} :".replace(" :", "\u00a0:") in sentence


@pytest.mark.parametrize(
    "text",
    [
        "UAI;Remarque\r\n1;½ journée, puis ¼ d'heure à l'accueil\r\n",
        "Nom;Prénom\r\nMuñoz;João\r\nØrsted;Åsa\r\nMüller;José\r\n",
        "NOM;PRENOM\r\nHÉLÈNE;FRANÇOIS\r\nNOËL;BENOÎT\r\n",
        "Nom\r\nMAËLLE\r\n",
        "Ville\r\nÎle-Saint-Denis\r\n",
        "Note\r\nl’élève… « présent » – 5 € (n° 4) œuvre\r\n",
        "Tarif;Note\r\n5 €;12°\r\n",
    ],
)
def test_windows_own_needs_no_sentence(tmp_path, text):
    """What Windows writes, rare signs and foreign names included, is read without a word."""
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("cp1252"))
    (sheet,) = read_sheets(path)
    assert sheet.cells == [line.split(";") for line in text.splitlines()]
    assert sheet.told == ()


@pytest.mark.parametrize("opened_as", ["cp1252", "cp850", "cp437", "mac_roman"])
def test_a_mark_that_was_doubled_hides_no_header(tmp_path, opened_as):
    """UTF-8's mark, opened as something else and saved again, is no part of the first header."""
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffUAI;Élève\n1;Zoé\n".encode().decode(opened_as).encode("utf-8-sig"))
    assert read_sheets(path)[0].cells == [["UAI", "Élève"], ["1", "Zoé"]]
    assert [code for code, _ in codes_of(path)] == ["doubled_accents"]


WORDS = """
Élias Inès Maël Zoé Hélène François Noël Chloé Anaïs Loïc Gaëlle Jérôme Benoît Cédric Aurélie
MAËLLE ÉLODIE HÉLÈNE FRANÇOISE Lycée Établissement Présence Prénom Élève réservé très à où août
février Créteil Épinay-sur-Seine Île-de-France Maîtrise Hôtellerie CRÊPERIE BRÛLÉ Muñoz Müller José
"""


@pytest.mark.parametrize("encoding", SINGLE)
def test_a_handful_of_words_is_enough(encoding):
    """Six accented words drawn at random tell the encoding, three hundred times out of three hundred."""
    chance = random.Random(10)
    for _ in range(300):
        text = ";".join(
            [*chance.sample(WORDS.split(), 6), "vœu" if encoding == "iso8859-15" else "é"]
        )
        assert text.encode(encoding).decode(most_french(text.encode(encoding))) == text


def test_two_exports_pasted_together(tmp_path):
    """Lines of Windows' own in a file of UTF-8 are read as they are coded, and the first is named."""
    lines = ["Nom;Prénom;Présence"] + [f"Braandel;Zoé{n};présent" for n in range(9)]
    other = ["Estoval;Maël;excusé", "Gualdon;Inès;à l’heure"]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(lines).encode() + b"\r\n" + "\r\n".join(other).encode("cp1252"))
    (sheet,) = read_sheets(path)
    assert sheet.cells == [line.split(";") for line in (*lines, *other)]
    ((code, said),) = codes_of(path)
    assert (code, sheet.told[0].row) == ("mixed_encodings", 11)
    assert "les accents de 2\u00a0lignes sont codés en Windows-1252" in said


def test_a_stray_byte_and_a_character_cut(tmp_path):
    """In a line of UTF-8, a byte of Windows' own is read as such; half a character is said to be lost."""
    text = "Nom;Prénom\r\nBraandel;Zoé\r\n".encode()
    path = tmp_path / "a.csv"
    path.write_bytes(text + b"Est\xf4val;Ma\xc3\xabl\r\n" + "Gualdon;Inès;é".encode()[:-1])
    (sheet,) = read_sheets(path)
    assert sheet.cells[2:] == [["Estôval", "Maël"], ["Gualdon", "Inès", "\ufffd"]]
    assert [code for code, _ in codes_of(path)] == ["lost_accents"]


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ('<html><head><meta charset="iso-8859-15"></head>{}</html>', "iso8859-15"),
        (
            "<meta http-equiv='Content-Type' content='text/html; charset=x-mac-roman'>{}",
            "mac_roman",
        ),
        ("<html><meta charset=ibm850>{}</html>", "cp850"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><html>{}</html>', "cp1252"),
        ('<html><meta charset="utf-8">{}</html>', "cp1252"),
        ('<html><meta charset="iso-8859-1">{}</html>', "utf-8"),
    ],
)
def test_a_page_obeys_its_charset_if_its_bytes_allow(tmp_path, page, encoding):
    """The declared charset is taken; a page that declares what its bytes cannot be is read all the same."""
    rows = "<table><tr><td>N° d'élève</td><td>Présence</td></tr></table>"
    path = tmp_path / "a.xls"
    path.write_bytes(page.format(rows).encode(encoding))
    assert read_sheets(path)[0].cells == [["N° d'élève", "Présence"]]


@pytest.mark.parametrize(
    "bytes_",
    [b"\x82" * 3_000_000, b"\xc3\xa9\xe9\n\xe9\n" * 300_000, bytes(range(128, 256)) * 20_000],
)
def test_bytes_without_end_take_no_time(bytes_):
    """The encoding is judged on a sample."""
    start = time.perf_counter()
    decode(bytes_)
    assert time.perf_counter() - start < 5
