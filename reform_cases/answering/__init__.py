"""What pages and programs' interfaces ask of a request and answer alike: keys, conditions, refusals, a cache that may fail."""
