"""Raises while it is imported."""


def prepare():
    raise RuntimeError("no configuration")


prepare()
