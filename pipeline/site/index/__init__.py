"""What surrounds the pages of a site: the list of pages, the sitemap, rules that lead readers to their language."""
