"""The review: who decided what, what the publishing policy asks for, and what may be shown."""
