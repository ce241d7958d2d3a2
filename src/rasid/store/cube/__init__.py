"""A project's events as columns in memory, so that a million are counted in many ways at once while somebody waits."""
