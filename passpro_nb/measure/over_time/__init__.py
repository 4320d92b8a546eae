"""What moves: curves and forecast of a campaign, two looks at it side by side, two years of it."""
