"""Past-tense facts without content: whoever counts holds the key, whoever sends does not."""
