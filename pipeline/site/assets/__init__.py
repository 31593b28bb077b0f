"""The files beside the pages: style sheets, pictures and whatever else the pages refer to."""
