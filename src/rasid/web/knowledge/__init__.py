"""What the pages know of parties, places, sources and codes, and how people teach more."""
