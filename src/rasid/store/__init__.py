"""Floor 2½: what a project keeps. One schema on SQLite and PostgreSQL; plain tables; every change in the audit chain.

`schema` the tables; `engine` opens them, reads and writes; `audit` the chain; the other modules each keep one thing. Nothing here
knows how reports are read, coded or linked: it keeps what others made, and who decided what.
"""
