"""The version number, under the name that earlier versions had for it."""

from aws_lambda_powertools._core.version import __version__

VERSION = __version__
