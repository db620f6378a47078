"""From a question to an answer with proved citations."""
