"""What turns a merged page into a page of the site: its language, its links, and the notice over a machine's words."""
