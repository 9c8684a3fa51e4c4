"""The utilities, each in a package or module of its own; importing one loads no other."""
