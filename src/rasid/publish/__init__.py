"""Floor 4: events → what people look at and pass on. So far one form: the map."""
