"""What the exploring page shows: counts as bars and a matrix, time as a drawing, provinces as a map, and the addresses that brush them."""
