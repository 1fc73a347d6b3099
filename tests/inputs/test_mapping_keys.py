from pmobook.inputs.mapping import ColumnRule, Mapping
from pmobook.inputs.mapping_keys import describe_keys
from pmobook.method.places import workbook_folder


def test_every_key_is_described_in_a_sentence():
    text = describe_keys()
    for part in (Mapping, ColumnRule):
        for key, field in part.model_fields.items():
            assert f"| `{key}` |" in text
            assert len(field.description or "") > 10
    assert "None |" not in text


def test_the_documentation_holds_the_table_of_keys_as_the_models_describe_it():
    text = (workbook_folder() / "docs" / "import.md").read_text(encoding="utf-8")
    assert text.endswith(describe_keys().rstrip() + "\n")
