"""Floor 6½: work in the background. One list of what there is to ask for (kinds), one way to do it
(running); where it is done differs: a thread of the pages (here), or processes of their own over PostgreSQL (queue)."""
