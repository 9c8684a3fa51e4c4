"""The HTTP fronts: each declares the class of its events, its base path, and its few peculiarities."""
