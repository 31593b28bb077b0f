"""The stages of the main job and of the commands beside it: plain functions that tie the packages below together."""
