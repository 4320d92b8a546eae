"""The report: what a campaign came to, told once, written as PDF, Word or a page."""
