"""Notebook 50 in JupyterLab: rows, columns, a filter, a column's filter, a number opened, an export."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from campaigns import blank
from lab import TALL, own_lab, running_lab
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from passpro_nb.panels.workbench.campaigns import VARIABLE


def test_a_free_table_by_the_mouse_alone(
    page: Page, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Crossed, filtered, cut to twenty rows, opened and exported: what goes out is what is seen.

    « Tout afficher » takes the filters of the columns off too: none is left out of sight.
    """
    monkeypatch.setenv(VARIABLE, str(example))
    with running_lab(tmp_path, "50_explorer.ipynb", example) as address:
        page.set_viewport_size(TALL)
        page.goto(address)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
        page.locator('[data-jp-item-name="restart-and-run"]').click()
        page.locator(".jp-Dialog .jp-mod-accept").click()
        hosts = page.locator(
            ".tableau", has=page.get_by_role("table", name=re.compile("^Par étab"))
        )
        expect(hosts.locator("tbody tr")).to_have_count(20, timeout=120_000)
        said = hosts.locator(".tableau-nombre")
        total = re.fullmatch(r"20 sur (\d+) établissements d’accueil", blank(said.inner_text()))
        hosts.get_by_role("button", name="Voir toutes les lignes").click()
        expect(hosts.locator("tbody tr")).to_have_count(int(total[1]))

        hosts.get_by_role("button", name="Filtrer par colonne").click()
        hosts.get_by_label("Filtrer Dépt").select_option("93")
        hosts.get_by_label("Filtrer Avis en retard").fill(">= 1")
        expect(said).to_have_text(re.compile(f"sur {total[1]}$"))
        assert set(hosts.locator("tbody td:nth-child(2)").all_inner_texts()) == {"93"}
        seen = hosts.locator("tbody th").all_inner_texts()
        with page.expect_download() as waiting:
            hosts.get_by_role("button", name="Exporter ce tableau").click()
        book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
        rows = [row[0].value for row in book.worksheets[0].iter_rows()]
        assert rows[-len(seen) :] == seen
        notes = " ".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
        assert "Dépt : 93 ; Avis en retard : >= 1" in notes

        page.get_by_role("button", name="Tout afficher").click()
        expect(said).to_have_text(re.compile(rf"^{total[1]} "))
        expect(hosts.get_by_label("Filtrer Dépt")).to_have_count(0)
        page.wait_for_timeout(1500)  # as a person does: what is offered anew has come
        page.get_by_label("Colonnes", exact=True).select_option(label="Diplôme")
        crossed = page.locator(
            ".tableau", has=page.get_by_role("table", name=re.compile("^Inscrits par"))
        )
        number = crossed.locator("tbody .ouvre").first
        count = int(re.sub(r"\s", "", number.inner_text()))
        number.click()
        lines = page.locator(
            ".tableau", has=page.get_by_role("table", name=re.compile("^Inscrits – "))
        )
        expect(lines.locator(".tableau-nombre")).to_have_text(
            re.compile(rf"\b{count} candidatures$")
        )
        assert page.get_by_text("Un incident est survenu").count() == 0


def in_sight(table: Locator, heading: Locator) -> bool:
    """Tell whether a heading is between the frozen column and the right edge of its table."""
    seen, frozen = (table.locator(at).first.bounding_box() for at in (".tableau-bord", "th.fige"))
    place = heading.bounding_box()
    return (
        frozen["x"] + frozen["width"] <= place["x"] + 1
        and place["x"] + place["width"] <= seen["x"] + seen["width"] + 1
    )


def test_nothing_is_hidden_without_a_sign(page: Page, example: Path, tmp_path: Path):
    """At 1366 pixels each place says at once what is to come, and the heading of the result stays put.

    The chart stands beside its table, below it where it is narrow. Columns out of sight are counted, and
    brought by a click; what a row is stays in sight. The order of the rows has its arrow from the start.
    """
    desk = tmp_path / "bureau"
    with own_lab(desk, example) as (address, _):
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(re.sub(r"/lab[^?]*", "/lab/tree/35_couverture.ipynb", address))
        page.locator('[data-attend="À venir : la couverture…"].passpro-attend').wait_for()
        result = page.locator(".jp-MarkdownCell h2", has_text="Le résultat")
        first = page.locator(".jp-Notebook .jp-Cell").first
        place = [abs(result.bounding_box()["y"] - first.bounding_box()["y"])]
        table = page.locator(".paire .tableau")
        expect(table.locator("tbody tr")).to_have_count(20, timeout=120_000)
        place.append(abs(result.bounding_box()["y"] - first.bounding_box()["y"]))
        assert abs(place[1] - place[0]) < 30

        chart = page.locator(".paire .barres")
        assert chart.bounding_box()["x"] > table.bounding_box()["x"] + 600
        assert abs(chart.bounding_box()["y"] - table.bounding_box()["y"]) < 40
        order = table.locator('th[aria-sort="descending"]')
        assert blank(order.inner_text()).startswith("Avis en retard")
        assert in_sight(table, order)
        table.get_by_role("button", name="Filtrer par colonne").click()
        assert in_sight(table, order)
        sought = table.get_by_label("Filtrer Avis en retard")
        expect(sought).to_be_focused()
        assert sought.get_attribute("placeholder") == "> 5, >= 5"
        sought.fill(">= 250")
        assert sought.evaluate("field => field.scrollWidth <= field.clientWidth")
        expect(table.locator("tfoot th")).to_have_text("Ensemble (sans les filtres des colonnes)")
        table.get_by_role("button", name="Ôter les filtres des colonnes").click()
        expect(table.locator("tfoot th")).to_have_text("Ensemble")

        panel = page.locator(".filtres.vue").first
        choice = panel.locator(".choix").filter(has_text="Établissement d’accueil")
        choice.get_by_role("button").click()
        opened, around = (at.bounding_box() for at in (choice.locator(".choix-liste"), panel))
        assert opened["width"] > choice.bounding_box()["width"]
        assert opened["x"] + opened["width"] <= around["x"] + around["width"]
        sought = choice.get_by_role("searchbox")
        sought.fill("aucun ne porte ce nom")
        expect(choice.get_by_text("Aucun choix ne correspond.")).to_be_visible()
        page.keyboard.press("Escape")
        choice.get_by_role("button").click()
        expect(sought).to_have_value("")
        expect(choice.get_by_text("Aucun choix ne correspond.")).to_have_count(0)
        page.keyboard.press("Escape")

        edge = table.locator(".tableau-bord")
        expect(edge).to_have_class(re.compile("suite-droite"))
        name = table.locator("tbody th").first
        before = name.bounding_box()["x"]
        beyond = table.get_by_role("button", name=re.compile(r"^\d+ colonnes? à droite →$"))
        beyond.click()
        back = table.get_by_role("button", name=re.compile(r"^← \d+ colonnes? à gauche$"))
        expect(back).to_be_visible()  # though some are left on the right
        expect(table.locator(".tableau-suite:visible")).to_have_text(
            [re.compile("gauche"), re.compile("^1 colonne à droite →$")]
        )
        beyond.click()
        expect(edge).not_to_have_class(re.compile("suite-droite"))
        assert name.bounding_box()["x"] == pytest.approx(before, abs=1)

        table.get_by_role("button", name=re.compile("^Plus long retard")).click()
        said = chart.locator(".barre-nom").first
        expect(said).to_have_text(table.locator("tbody th").first.inner_text())
        page.set_viewport_size({"width": 900, "height": 768})
        page.wait_for_function(  # laid out anew while it is looked at
            "() => { const at = (name) => document.querySelector(`.paire ${name}`)?.getBoundingClientRect();"
            " return at('.barres')?.top >= at('.tableau')?.bottom; }"
        )
