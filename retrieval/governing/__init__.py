"""Governing documents: their versions, and which is in force on a day."""
