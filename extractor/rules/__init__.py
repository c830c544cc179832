"""Finders: pure functions from a release (and the model's view of it) to mentions. They know nothing of HTML."""
