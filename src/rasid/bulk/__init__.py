"""Floor 6: the same coding over millions of reports: in shards, by several processes, resumable, each shard written whole or not at all."""
