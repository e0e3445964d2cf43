"""Visits: when a place takes them, and every step of a booking, whoever takes it: a resident in the talk or on the page, or a clerk."""
