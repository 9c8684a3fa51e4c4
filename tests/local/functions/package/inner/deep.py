"""A handler with a relative import."""

from . import __name__ as package_name


def handler(event, context):
    return [__name__, package_name]
