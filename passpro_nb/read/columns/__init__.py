"""The columns of a sheet → the declared ones: by their headers, by what they hold."""
