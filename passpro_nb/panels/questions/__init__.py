"""What only the analyst can tell of a delivery: headers, schools, programmes."""
