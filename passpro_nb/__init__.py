"""passpro_nb."""
