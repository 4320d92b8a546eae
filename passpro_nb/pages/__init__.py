"""An address over the published figures → a whole page of HTML: no widget, no kernel, no name."""
