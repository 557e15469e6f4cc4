"""Requisite, a self-hosted applicant tracking system."""
