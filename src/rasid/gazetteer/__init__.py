"""Floor 2½: where places are: outlines, names, the index they are looked up in, what is imported into it. Knows nothing of reports."""
