"""The settings of a campaign: each explained, changed, tried before it is saved."""
