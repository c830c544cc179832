"""Collecting: from addresses, over the lists behind them, to pages that are kept."""
