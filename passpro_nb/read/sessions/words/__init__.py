"""A cell as typed → tokens: what each word, number and sign is, its slips mended."""
