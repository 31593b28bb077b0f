"""Descriptions of services in YAML: scalars with their places."""
