"""Numbers, without names or stories. Monthly totals only, until the protection engine stands."""
