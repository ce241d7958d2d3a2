"""Floor 6: a project: reports stored, coded, linked, corrected. The only part that brings store, pipeline and linking together."""
