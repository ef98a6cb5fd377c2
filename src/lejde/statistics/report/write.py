"""The files of a yearly report, from a released document and nothing else."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils import translation

from lejde.statistics.report import html, paper
from lejde.statistics.report.codebook import codebook
from lejde.statistics.report.document import read
from lejde.statistics.report.jsonstat import dataset
from lejde.statistics.report.sections import sections
from lejde.statistics.report.tables_csv import csv_of


def write(
    document: Mapping[str, Any], folder: Path, earlier: Iterable[Mapping[str, Any]] = ()
) -> list[Path]:
    """Writes report.json, codebook.json, tables/, report.html and report.pdf; returns the paths.

    `earlier` are released documents of earlier years. Raises NotADocument before anything is
    written, if a hidden cell of any of them carries more than its key.
    """
    told = read(document)
    before = [read(one) for one in earlier]
    with translation.override(told.language):
        laid_out = sections(told, before)
        files: dict[str, bytes] = {
            "report.json": _json(document),
            "codebook.json": _json(codebook(told)),
            "report.html": html.page(told, laid_out).encode(),
            "report.pdf": paper.pdf(told, laid_out),
        }
    for table in told.tables:
        files[f"tables/{table.id}.csv"] = csv_of(table).encode()
        files[f"tables/{table.id}.json"] = _json(dataset(told, table))
    return [_written(folder / name, content) for name, content in files.items()]


def _json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
