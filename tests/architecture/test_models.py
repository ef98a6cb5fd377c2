"""Every stored field is classified; foreign keys point downwards only; keys are random."""

from itertools import pairwise

import pytest
from django.apps import apps
from django.db import models

KINDS = {"open", "coded", "sealed", "key", "passing"}
# Top to bottom, as in the import contracts; a string foreign key escapes an import check.
ORDER = [
    "chat",
    "booking",
    "selfcheck",
    "knowledge",
    "identity",
    "audit",
    "ui",
    "vault",
    "keystore",
]

MODELS = [model for model in apps.get_models() if model.__module__.startswith("lejde.")]


def unclassified(model: type[models.Model]) -> set[str]:
    """Names of concrete fields without a kind, of kinds unknown, or classified but not there."""
    told: dict[str, str] = getattr(model, "classification", {})
    fields = {field.name for field in model._meta.concrete_fields}
    wrong = {name for name, kind in told.items() if kind not in KINDS}
    return (fields ^ set(told)) | wrong


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_classified(model: type[models.Model]) -> None:
    assert unclassified(model) == set()


def test_a_new_field_that_nobody_classified_is_found() -> None:
    class Probe(models.Model):
        classification = {"id": "open"}
        note = models.TextField()

        class Meta:
            app_label = "house"
            managed = False

    try:
        assert unclassified(Probe) == {"note"}
    finally:
        apps.all_models["house"].pop("probe")
        apps.clear_cache()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_foreign_keys_point_downwards_only(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            target = field.related_model
            assert isinstance(target, type)
            here, there = model._meta.app_label, target._meta.app_label
            assert here == there or ORDER.index(here) < ORDER.index(there)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_column_counts_upwards_or_keeps_an_exact_time_of_writing(
    model: type[models.Model],
) -> None:
    for field in model._meta.concrete_fields:
        assert not isinstance(field, models.AutoField)
        assert not getattr(field, "auto_now", False)
        assert not getattr(field, "auto_now_add", False)


def test_order_names_every_app_that_has_models() -> None:
    assert {model._meta.app_label for model in MODELS} <= set(ORDER)
    assert all(one != two for one, two in pairwise(ORDER))
