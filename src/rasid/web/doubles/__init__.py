"""Reports that are coded twice, as the pages show them."""
