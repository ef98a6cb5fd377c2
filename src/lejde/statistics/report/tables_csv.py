"""A table as CSV: a row for each cell, codes and numbers only."""

import csv
import io

from lejde.statistics.report.document import PUBLISHED, SUPPRESSED, Table

COLUMNS = ("status", "count", "percent_of_answered", "percent_of_all")


def csv_of(table: Table) -> str:
    """Columns: dimension ids, then COLUMNS. A hidden cell has empty fields after its status."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*(dimension.id for dimension in table.dimensions), *COLUMNS])
    for cell in table.cells.values():
        status = SUPPRESSED if cell.hidden else PUBLISHED
        writer.writerow([*cell.key, status, cell.count, cell.of_answered, cell.of_all])
    return file.getvalue()
