"""Metrics in the embedded metric format of CloudWatch."""
