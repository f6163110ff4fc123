"""Read the messages of a gettext catalogue (.po)."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

FIELD = re.compile(
    r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[0\])?) ((?:".*"\n?)+)', re.MULTILINE
)


@dataclass(frozen=True)
class Message:
    text: str
    plural: str = ""
    context: str = ""
    translation: str = field(default="", compare=False)

    def looked_up(self, catalogue) -> str:
        """What a page shows of the message, for a number other than one."""
        if self.plural and self.context:
            return catalogue.npgettext(self.context, self.text, self.plural, 2)
        if self.plural:
            return catalogue.ngettext(self.text, self.plural, 2)
        if self.context:
            return catalogue.pgettext(self.context, self.text)
        return catalogue.gettext(self.text)


def messages(path: Path) -> set[Message]:
    """Every message in use; obsolete ones are commented out and do not count."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    found = {_message(block) for block in blocks}
    return {message for message in found if message.text}


def messages_in_code(folder: Path) -> set[Message]:
    """What a package marks for translation, where it ships compiled catalogues only."""
    marks = {"_", "gettext", "gettext_lazy"}
    return {
        Message(call.args[0].value)
        for path in folder.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in marks
        and isinstance(call.args[0], ast.Constant)
    }


def _message(block: str) -> Message:
    fields = {
        name: ast.literal_eval(f"({text})") for name, text in FIELD.findall(block)
    }
    return Message(
        text=fields.get("msgid", ""),
        plural=fields.get("msgid_plural", ""),
        context=fields.get("msgctxt", ""),
        translation=fields.get("msgstr", "") or fields.get("msgstr[0]", ""),
    )
