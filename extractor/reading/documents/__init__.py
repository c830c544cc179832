"""Word and PDF documents to drafts: their lines with size and weight, then what plain text is read by."""
