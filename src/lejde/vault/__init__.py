"""All cryptography of the house. Rooms use its public modules; everything with `_` is private.

`visitors`: the return code, sessions, folders, erasing. `fields`: random primary keys.
"""
