"""UI strings in JSON: values with their places, placeholders and plurals."""
