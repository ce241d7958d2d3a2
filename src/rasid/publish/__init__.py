"""Floor 4: incidents and events → what people look at and pass on: a map to work with, and datasets, which leave by a policy alone."""
