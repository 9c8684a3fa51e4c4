"""Helpers for what AppSync resolvers answer."""
