"""How calls of other libraries become segments, one module for each family of libraries."""
