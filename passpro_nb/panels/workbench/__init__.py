"""An analyst's desk: the campaign chosen once for all her notebooks, and her own copies of them."""

from passpro_nb.panels.workbench.bench import Keeper, Workbench, open_workbench

__all__ = ["Keeper", "Workbench", "open_workbench"]
