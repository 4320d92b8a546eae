"""What moved since an import, where each host stands and where it leads, in the analysts' notebook."""
