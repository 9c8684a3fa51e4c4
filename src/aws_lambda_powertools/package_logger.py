"""Sends the toolkit's own debug lines to a stream: when asked, or when POWERTOOLS_DEBUG asks for it."""

from aws_lambda_powertools._core.debug import set_package_logger, set_package_logger_handler

__all__ = ["set_package_logger", "set_package_logger_handler"]
