"""Floor 6: the review bench, pages rendered by the server over one project; later the HTTP API."""
