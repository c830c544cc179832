"""Many at once: a plan of shards, engines that run them, and what becomes of their outcomes."""
