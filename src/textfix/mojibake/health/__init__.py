"""What stands: is it text of some language, written on purpose, or odd?"""
