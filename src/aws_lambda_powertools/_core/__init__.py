"""Mechanisms that know nothing of any utility; they import the standard library only."""
