"""What `rasid bench` measures: the stages of the hot path, starts, memory, and archives coded by one process and by several."""
