"""`python -m passpro_nb` is `passpro-nb`."""

from passpro_nb.commands.main import main

if __name__ == "__main__":
    main()
