"""`passpro-nb …`: doors that read their words, call the package, print or write."""
