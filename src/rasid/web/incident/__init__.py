"""The incident page's own parts: accounts side by side, sentences on what they contradict, the map of claims, proposed merges."""
