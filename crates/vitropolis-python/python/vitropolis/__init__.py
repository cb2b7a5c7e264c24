"""Vitropolis: a laboratory of social scoring, on a city that does not exist."""
