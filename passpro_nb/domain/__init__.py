"""The field's words and rules: codes, working days, French, figures, tables, faults, settings."""
