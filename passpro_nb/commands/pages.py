"""The commands that open pages: the dashboards, and the notebooks of analysts."""

from pathlib import Path

from passpro_nb.commands.campaign import day_of, load
from passpro_nb.serve.doors import find_doors


def serve(folder: Path, port: int) -> None:
    """Sert les tableaux de bord et affiche leur adresse."""
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.serve.server import serve_dashboards
    from passpro_nb.store.published import PUBLISHED, is_behind, is_published
    from passpro_nb.store.snapshots import finish_import, import_campaign

    settings = read_settings(folder)
    finish_import(folder)
    if not is_published(folder):
        campaign = load(folder)
        import_campaign(campaign, day_of(campaign))
    elif is_behind(folder):
        again = f"« passpro-nb import {folder} »"
        print(f"Des fichiers ont changé depuis le dernier import : {again} les prend en compte.")
    name, dashboards = settings.campagne.nom, find_doors("dashboards")
    serve_dashboards(folder / PUBLISHED, dashboards=dashboards, campaign=name, port=port)


def lab(folder: Path | None) -> None:
    """Ouvre les carnets des analystes dans JupyterLab."""
    from passpro_nb.serve.lab import open_lab

    open_lab(folder)
