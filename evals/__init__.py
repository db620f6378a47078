"""Question sets, measures, runs and reports: how good the answers are, per class of question."""
