"""`/api/v1`: what the pages do, for programs, with tokens. A module for each part, each with its `router`."""
