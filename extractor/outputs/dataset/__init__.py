"""Records -> a folder that researchers share: tables in Parquet, and a card that tells what they are."""
