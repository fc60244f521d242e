"""What stands around the page: access, headers, limits, quiet failures."""
