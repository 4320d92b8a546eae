"""The commands that open pages: the dashboards, and the notebooks of analysts."""

from pathlib import Path

from passpro_nb.commands.campaign import day_of, load
from passpro_nb.domain.errors import UsageError
from passpro_nb.serve.doors import find_doors


def serve(
    folder: Path, host: str, port: int, token: str | None, prefix: str, proxies: list[str] | None,
    hub: bool,
) -> None:  # fmt: skip
    """Sert les pages et les tableaux de bord, affiche leur adresse."""
    from passpro_nb.domain.settings import read_settings
    from passpro_nb.serve.access import read_access
    from passpro_nb.serve.server import serve_dashboards

    if hub:
        if token is not None or proxies:
            raise UsageError("--jupyterhub dit seul qui demande : sans --token ni --proxy.")
        host, port, prefix = _place_in_hub(host, port)
    access = read_access(folder, read_settings(folder).campagne.departements)
    published, name = _ready(folder)
    serve_dashboards(
        published, dashboards=find_doors("dashboards"), campaign=name, port=port, host=host,
        token=token, access=access, proxies=proxies or (), hub=hub, prefix=prefix,
    )  # fmt: skip


def _place_in_hub(host: str, port: int) -> tuple[str, int, str]:
    try:
        from passpro_nb.serve.hub import take_place
    except ModuleNotFoundError as error:
        raise UsageError(
            "« --jupyterhub » demande le paquet « jupyterhub » : pip install 'passpro-nb[hub]'."
        ) from error
    return take_place(host, port)


def _ready(folder: Path) -> tuple[Path, str]:
    """Return the published figures of a campaign, imported where it has none, and its name."""
    from passpro_nb.domain.settings import read_settings
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
    return folder / PUBLISHED, settings.campagne.nom


def publish(folder: Path, to: Path, department: str) -> None:
    """Écrit les pages en fichiers, à lire sans serveur."""
    from passpro_nb.commands.printing import bar
    from passpro_nb.domain.french import plural, quoted
    from passpro_nb.pages.edition import write_edition

    published, name = _ready(folder)
    with bar("Pages écrites") as move:
        count = write_edition(published, to, name, department, move)
    print(f"{plural(count, 'page écrite')} dans {quoted(to)} : ouvrez index.html.")


def lab(folder: Path | None) -> None:
    """Ouvre les carnets des analystes dans JupyterLab."""
    from passpro_nb.serve.lab import open_lab

    open_lab(folder)
