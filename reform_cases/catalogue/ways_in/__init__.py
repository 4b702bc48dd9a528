"""The pages that lead to cases: keywords, regions, batches, the first page."""
