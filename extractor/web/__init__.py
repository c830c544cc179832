"""The web: addresses asked one by one, safely and politely; answers of bytes out."""
