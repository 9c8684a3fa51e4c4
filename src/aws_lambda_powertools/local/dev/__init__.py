"""`powertools dev`: a function behind a local HTTP server, and the console that shows what it does."""
