"""One form for Chinese text: characters and layout (`normalize`), typography (`corpus`)."""
