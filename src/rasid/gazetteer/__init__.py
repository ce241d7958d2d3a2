"""Floor 2½: where places are. Asks the lexicon for what is known, and knows nothing of reports."""
