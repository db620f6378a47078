"""Invented documents of an invented municipality, and the script that makes them into files."""
