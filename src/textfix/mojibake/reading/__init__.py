"""What is read: lossless readings weighed against the text, the best of them chosen."""
