"""Datasets that are wrong on purpose."""
