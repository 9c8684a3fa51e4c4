"""What the benchmarks are run with: virtualenvs, measured processes, rounds, goals, tables."""
