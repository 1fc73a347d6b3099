from pmobook.generate.columns import COLUMNS
from pmobook.method.forms import FORM_NAMES, form


def test_every_form_is_filled_in_and_in_the_order_of_a_pack():
    assert tuple(COLUMNS) == FORM_NAMES


def test_every_column_is_one_of_the_form_and_no_required_one_is_left_out():
    for name, columns in COLUMNS.items():
        known = form(name)
        assert set(columns) <= set(known.column_names), name
        assert {column.name for column in known.columns if column.required} <= set(columns), name
