"""The source model: readings, script folding, character statistics and language health.

Pure functions over packaged tables, each of which loads when it is first asked for.
"""
