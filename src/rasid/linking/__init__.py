"""Floor 3: Events → Incidents. Which accounts tell of the same happening, why, and what they say together.

Pure: nothing here opens a database or knows of one. What is asked of the outside is handed in.
"""
