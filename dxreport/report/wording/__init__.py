"""Turns facts into Japanese: every phrase and every number format of the documents stands in this package."""
