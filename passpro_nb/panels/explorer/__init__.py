"""The free table of a campaign: any rows, any columns, any figure; coverage by any group."""
