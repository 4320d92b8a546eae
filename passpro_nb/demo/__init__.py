"""The invented campaign: fictional pupils and schools, written as an office receives them."""
