"""Characters written as escapes of HTML, URLs, source code and mail, read back as text."""
