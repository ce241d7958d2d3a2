"""A team: people with accounts, how they come in, and which reports are for some of them alone."""
