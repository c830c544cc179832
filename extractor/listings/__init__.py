"""Where sites list their releases: feeds, sitemaps, news lists; bytes in, addresses with what is told of each out."""
