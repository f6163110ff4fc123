import unicodedata

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from vietnamese.columns import FoldedField, NameField, SortKeyField
from vietnamese.text import sort_key

NAME = "Chi bộ thôn A Sào"
AS_PASTED = unicodedata.normalize("NFD", "  Chi bộ   thôn A Sào ")


@pytest.fixture(scope="module")
def village_model():
    with isolate_apps("vietnamese"):

        class Village(models.Model):
            name = NameField("tên", max_length=100)
            name_folded = FoldedField(of="name")
            name_sort = SortKeyField(of="name")

            class Meta:
                app_label = "vietnamese"

            def __str__(self):
                return self.name

        yield Village


@pytest.fixture
def villages(village_model, transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(village_model)
    yield village_model.objects
    with connection.schema_editor() as editor:
        editor.delete_model(village_model)


def stored(villages):
    return list(villages.values_list("name", "name_folded", "name_sort"))


def test_a_saved_name_is_composed_on_one_line_and_can_be_found_and_sorted(villages):
    village = villages.create(name=AS_PASTED)

    assert stored(villages) == [(NAME, "chi bo thon a sao", sort_key(NAME))]
    assert (village.name, village.name_folded) == (NAME, "chi bo thon a sao")


def test_names_created_in_bulk_are_like_saved_ones(villages, village_model):
    villages.bulk_create([village_model(name=AS_PASTED)])

    assert stored(villages) == [(NAME, "chi bo thon a sao", sort_key(NAME))]


def test_a_changed_name_changes_what_is_derived_from_it(villages):
    village = villages.create(name="Chi bộ 1")

    village.name = "Chi bộ Đông"
    village.save(update_fields=["name", "name_folded", "name_sort"])

    assert stored(villages) == [("Chi bộ Đông", "chi bo dong", sort_key("Chi bộ Đông"))]


def test_a_name_is_found_however_its_letters_are_composed(villages):
    villages.create(name=NAME)

    assert villages.filter(name=AS_PASTED).count() == 1


def test_the_database_sorts_by_the_key(villages, village_model):
    names = ["Chi bộ 10", "Chi bộ Đông", "Chi bộ 2", "Chi bộ Dũng"]
    villages.bulk_create([village_model(name=name) for name in names])

    in_order = list(villages.order_by("name_sort").values_list("name", flat=True))

    assert in_order == ["Chi bộ 2", "Chi bộ 10", "Chi bộ Dũng", "Chi bộ Đông"]


def test_a_form_cleans_the_name_and_ignores_derived_columns(village_model):
    village = village_model(name=AS_PASTED)

    village.full_clean()

    assert village.name == NAME
    assert not village_model._meta.get_field("name_folded").editable
    assert not village_model._meta.get_field("name_sort").editable


@pytest.mark.parametrize(
    ("column", "path", "keywords"),
    [
        (
            FoldedField(of="name"),
            "vietnamese.columns.FoldedField",
            {"max_length": 300, "of": "name"},
        ),
        (
            SortKeyField(of="name", db_index=True),
            "vietnamese.columns.SortKeyField",
            {"db_index": True, "of": "name"},
        ),
    ],
)
def test_a_migration_can_write_the_column_down(column, path, keywords):
    _, written_path, _, written_keywords = column.deconstruct()

    assert (written_path, written_keywords) == (path, keywords)
    assert column.clone().of == "name"
