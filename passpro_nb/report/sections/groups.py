"""The sections of a report by group: départements, programmes, hosts, then every host in an annex."""

from collections.abc import Iterator

import pandas as pd

from passpro_nb.domain.french import NOT_APPLICABLE, fold, listing, number, percent, plural
from passpro_nb.export.forecast import say_lacking, stopped, unfinished
from passpro_nb.panels.academie.figures import values_rows
from passpro_nb.panels.filters import choice_label
from passpro_nb.report.blocks import Block, Chart, Heading, Paragraph, Table, figures_table
from passpro_nb.report.charts import STANDING, draw_ranked, draw_standing
from passpro_nb.report.material import Material
from passpro_nb.report.sections.essential import place
from passpro_nb.store.published import Published

SHOWN = 15  # rows of a table of programmes or hosts before the annex
RANKED = 10
ENOUGH = 10  # opinions expected from which a coverage is worth a remark

_FIGURES = ("registered", "expected", "entered", "coverage", "overdue", "not_convened", "shortfall")


def departments(material: Material) -> Iterator[Block]:
    """Yield how départements stand, state by state, and their opinions by value."""
    table = material.groups("department").sort_values("department")
    if table.empty:
        return
    named = table.assign(department=[choice_label("department", d) for d in table["department"]])
    yield Heading("Par département", fresh=True)
    yield figures_table(
        named, ["department", *_FIGURES], "Les avis et les entretiens, par département",
        material.groups("academie"),
    )  # fmt: skip
    if table["registered"].any():
        yield _standing(table)
        yield from _values(material)


def _standing(table: pd.DataFrame) -> Chart:
    groups = table.assign(name=[place(d) for d in table["department"]])
    told = [
        f"{row.name} : {plural(row.entered, 'avis saisi')}, {number(row.overdue)} en retard, "
        f"{plural(row.not_convened, 'non convoqué', 'non convoqués')} sur "
        f"{plural(row.registered, 'inscrit')}"
        for row in groups.itertuples(index=False)
    ]
    title = "Où en sont les candidatures inscrites, par département"
    bars = groups[["name", *STANDING]]
    return Chart(title, f"{' ; '.join(told)}.", lambda: draw_standing(bars))


def _values(material: Material) -> Iterator[Block]:
    published = material.published
    headings, rows = values_rows(published)
    if not published.values["entered"].gt(0).any():
        return
    yield Heading("Répartition des avis saisis", 2)
    yield Table("Part de chaque valeur parmi les avis saisis, par département", headings, rows)
    if any("secret" in row for row in rows):
        yield Paragraph(
            "« Secret » : trop peu d’avis fondent la répartition (moins de "
            f"{published.settings.secret.seuil_secret}), ou la montrer laisserait retrouver, par "
            "soustraction, celle d’un autre département.",
            "note",
        )
    yield Paragraph(
        "L’avis ne donne aucun bonus : il aide l’élève, sa famille et son établissement à bâtir le "
        "projet. La répartition n’est ni une note ni un classement.",
        "note",
    )


def programmes(material: Material) -> Iterator[Block]:
    """Yield the programmes with most applications, and those whose opinions lag most behind."""
    table = material.groups("programme")
    wanted = table[table["registered"] > 0].sort_values(
        ["registered", "programme_label"], ascending=[False, True]
    )
    if wanted.empty:
        return
    yield Heading("Par formation", fresh=True)
    yield Paragraph(_say_programmes(table, wanted))
    codes = ["programme_label", *_FIGURES]
    caption = "Les formations demandées, les plus demandées d’abord"
    if len(wanted) > SHOWN + 1:
        caption = f"Les {SHOWN} formations les plus demandées"
    shown = _first(wanted, SHOWN, "autre formation", "programme_label")
    yield figures_table(shown, codes, caption, material.groups("academie"))


def _say_programmes(table: pd.DataFrame, wanted: pd.DataFrame) -> str:
    nobody = len(table) - len(wanted)
    unasked = plural(nobody, "n’est demandée", "ne sont demandées") if nobody else ""
    said = [
        f"{plural(len(table), 'formation est proposée', 'formations sont proposées')} dans Passpro"
    ]
    said[0] += f", dont {unasked} par personne." if unasked else "."
    lag = wanted[(wanted["expected"] >= ENOUGH) & wanted["coverage"].notna()].nsmallest(
        3, "coverage"
    )
    if len(wanted) > 3 and len(lag) == 3 and wanted["entered"].any():
        named = " ; ".join(
            f"{row.programme_label} ({percent(row.coverage)})" for row in lag.itertuples()
        )
        said.append(
            f"Les moins couvertes, parmi celles d’au moins {ENOUGH} avis attendus : {named}."
        )
    return " ".join(said)


def _first(table: pd.DataFrame, count: int, others: str, name: str) -> pd.DataFrame:
    """Return the first rows of a table of groups, and one that adds up the others."""
    if len(table) <= count + 1:
        return table
    rest = table.iloc[count:]
    sums = rest[[c for c in _FIGURES if c != "coverage"]].sum()
    share = sums["entered"] / sums["expected"] if sums["expected"] else None
    row = {**sums, "coverage": share, name: plural(len(rest), others)}
    return pd.concat([table.head(count), pd.DataFrame([row])], ignore_index=True)


def hosts(material: Material) -> Iterator[Block]:
    """Yield the hosts who are late, who lack seats, who will not be done, who have stopped."""
    table = material.groups("host")
    published = material.published
    if table.empty:
        return
    yield Heading("Par établissement d’accueil")
    late = table[table["overdue"] > 0]
    short = table[table["shortfall"] > 0].sort_values(
        ["shortfall", "host_name"], ascending=[False, True]
    )
    yield Paragraph(_say_hosts(table, late, short))
    if len(late) > 1:
        yield _ranked(late.head(RANKED))
    if len(late):
        yield Heading("Avis en retard", 2)
        codes = ["host_name", "department", "expected", "entered", "coverage", "overdue",
                 "lateness_max"]  # fmt: skip
        yield _listed(late, codes, "Ceux qui ont le plus d’avis en retard")
    if len(short):
        yield Heading("Places d’entretien manquantes", 2)
        codes = ["host_name", "department", "to_interview", "seats_left", "shortfall",
                 "sessions_to_add"]  # fmt: skip
        yield _listed(short, codes, "Ceux à qui il manque le plus de places")
    yield from _behind(table, published)


def _behind(table: pd.DataFrame, published: Published) -> Iterator[Block]:
    """Yield who will not be done at the limit, while it is ahead, and who has stopped."""
    limit = published.settings.calendrier.limite_avis
    late, still = unfinished(table), stopped(table)
    if limit is not None and limit > published.day and len(late):
        yield Heading("Ne finiront presque sûrement pas", 2)
        codes = ["host_name", "department", "expected", "entered", "pace", "missing_at_limit",
                 "missing_at_limit_low", "missing_at_limit_high"]  # fmt: skip
        what = "Ceux à qui il manquerait le plus d’avis au rythme actuel"
        yield _listed(late, codes, what, RANKED)
        yield Paragraph(f"{say_lacking(table, 'host', limit)}.", "note")
    if len(still):
        yield Heading("N’avancent plus", 2)
        codes = ["host_name", "department", "entered", "awaiting", "overdue", "stalled_days"]
        what = "Ceux qui ont le plus d’avis à saisir et n’en saisissent plus"
        yield _listed(still, codes, what, RANKED)


def _say_hosts(table: pd.DataFrame, late: pd.DataFrame, short: pd.DataFrame) -> str:
    done = int((table["expected"].gt(0) & table["entered"].eq(table["expected"])).sum())
    asked = int(table["registered"].gt(0).sum())
    counts = [
        plural(done, "a saisi tous ses avis", "ont saisi tous leurs avis") if done else "",
        plural(len(late), "a des avis en retard", "ont des avis en retard") if len(late) else "",
        plural(len(short), "manque de places", "manquent de places") if len(short) else "",
    ]
    there = plural(
        len(table),
        "établissement accueille dans Passpro",
        "établissements accueillent dans Passpro",
    )
    received = plural(asked, "a reçu des candidatures", "ont reçu des candidatures")
    if not asked or asked == len(table) > 1:
        none = "aucun n’a de candidature" if len(table) > 1 else "il n’a pas de candidature"
        received = "tous ont reçu des candidatures" if asked else none
    told = listing(filter(None, [received, *counts]))
    return f"{there} : {told}."


def _ranked(late: pd.DataFrame) -> Chart:
    names = _told_apart(late)
    told = [f"{n}, {number(count)}" for n, count in zip(names, late["overdue"], strict=True)]
    title = f"Les {number(len(late))} établissements qui ont le plus d’avis en retard"
    bars = late.assign(name=names)[["name", "overdue"]]
    return Chart(title, f"{' ; '.join(told)}.", lambda: draw_ranked(bars, "overdue"))


def _told_apart(table: pd.DataFrame) -> list[str]:
    """Return the names of schools with their département; one that is twice there has its UAI."""
    twice = table["host_name"].duplicated(keep=False)
    rows = zip(table["host_name"], table["department"], table["host_uai"], twice, strict=True)
    return [f"{name} ({uai if same else dept})" for name, dept, uai, same in rows]


def _listed(table: pd.DataFrame, codes: list[str], what: str, shown: int = SHOWN) -> Table:
    """Return the table of the first groups, and of how many; one more than these is shown with them."""
    if len(table) <= shown + 1:
        return figures_table(table, codes, what)
    caption = f"{what}, les {shown} premiers sur {number(len(table))}"
    return figures_table(table.head(shown), codes, caption)


def annex(material: Material) -> Iterator[Block]:
    """Yield every host, département by département."""
    table = material.groups("host")
    if not table["registered"].any():
        return
    codes = ["host_name", "host_uai", *(code for code in _FIGURES if code != "not_convened")]
    yield Heading("Annexe : tous les établissements d’accueil")
    for department, mine in table.groupby("department", sort=True):
        whole = material.groups("department").query("department == @department")
        caption = choice_label("department", str(department))
        yield figures_table(
            mine.sort_values("host_name", key=lambda names: names.map(fold)), codes, caption, whole
        )
    if table["coverage"].isna().any():
        yield Paragraph(
            f"« {NOT_APPLICABLE.capitalize()} » : aucun avis n’est attendu, aucune part ne peut être "
            "dite.",
            "note",
        )
