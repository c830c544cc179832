"""One page to look at records, search them and correct them; and one record in a notebook."""
