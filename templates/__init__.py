"""Turns tables of styles into the Office templates of this folder, once; afterwards they are restyled in Office."""
