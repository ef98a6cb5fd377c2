from django.db import migrations, models

import lejde.kernel.ids
import lejde.vault.fields

SQLITE = (
    "CREATE VIRTUAL TABLE knowledge_words USING fts5(title, words, body, content='knowledge_entry',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
)
POSTGRES = (
    "ALTER TABLE knowledge_entry ADD COLUMN vector tsvector",
    "CREATE INDEX knowledge_vector ON knowledge_entry USING gin (vector)",
)


def add_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    lejde.vault.fields.RandomIdField(
                        default=lejde.kernel.ids.new_row_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("slug", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=80)),
                ("words", models.TextField()),
                ("body", models.TextField()),
            ],
        ),
        migrations.RunPython(add_index, migrations.RunPython.noop),
    ]
