"""Turns quarterly Excel submissions into the official documents of a municipality's digital strategy."""
