"""The files around the pages of a site: choice of languages, lists of pages, sitemap, rules for a server."""
