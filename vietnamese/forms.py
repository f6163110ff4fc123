"""Forms that stand in addresses, where the words are Vietnamese."""

from django import forms


class AddressForm(forms.Form):
    """`names`: the word of an address for each field that is not called so itself."""

    names: dict[str, str] = {}

    def add_prefix(self, field_name):
        return self.names.get(field_name, field_name)


def choice_by_slug(choices, *, empty=None):
    """A field that takes the slug of one of `choices` and gives that choice."""
    return forms.TypedChoiceField(
        choices=[(choice.slug, choice.label) for choice in choices],
        coerce={choice.slug: choice for choice in choices}.get,
        empty_value=empty,
        required=False,
    )
