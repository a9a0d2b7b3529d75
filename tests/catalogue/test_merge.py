from __future__ import annotations

from totkit.catalogue import dump_po, parse_po, update_catalogue
from totkit.model import DRAFT, Catalogue, Message


def catalogue(*messages, obsolete=()):
    return Catalogue(
        locale="fr",
        messages={message.id: message for message in messages},
        obsolete={message.id: message for message in obsolete},
    )


def template(*ids):
    return catalogue(*(Message(id=key, locations=(("p.md", 2),), notes=("note",)) for key in ids))


OLD = "The value describes a country."
NEW = "The value describes one country well."


def renewed(key, text="", **more):
    return Message(id=key, text=text, locations=(("p.md", 2),), notes=("note",), **more)


def test_unchanged_message_keeps_translation_comments_and_state():
    old = Message(
        id=OLD, text="La valeur", comments=(DRAFT, "mine"), locations=(("old.md", 1),), notes=("old",)
    )
    fuzzy = Message(id="Fuzzy", text="Flou", fuzzy=True, previous=("Fuzz",))
    found = update_catalogue(catalogue(old, fuzzy), template("Fuzzy", OLD))
    assert list(found.messages.values()) == [
        renewed("Fuzzy", "Flou", fuzzy=True, previous=("Fuzz",)),
        renewed(OLD, "La valeur", comments=(DRAFT, "mine")),
    ]
    assert found.obsolete == {}


def test_changed_message_is_fuzzy_with_its_previous_source():
    found = update_catalogue(catalogue(Message(id=OLD, text="La valeur", comments=(DRAFT,))), template(NEW))
    assert found.messages == {NEW: renewed(NEW, "La valeur", comments=(DRAFT,), fuzzy=True, previous=(OLD,))}
    assert found.obsolete == {}
    assert found.messages[NEW].usable is False


def test_gone_message_is_obsolete_and_comes_back_with_its_source():
    old = Message(id=OLD, text="La valeur", comments=(DRAFT,))
    gone = update_catalogue(catalogue(old), template("Something else altogether"))
    assert gone.messages == {"Something else altogether": renewed("Something else altogether")}
    assert gone.obsolete == {OLD: old}
    back = update_catalogue(parse_po(dump_po(gone), "fr"), template(OLD))
    assert [(m.text, m.usable, m.comments) for m in back.messages.values()] == [("La valeur", True, (DRAFT,))]
    assert back.obsolete == {}


def test_gone_message_without_translation_is_dropped():
    found = update_catalogue(catalogue(Message(id=OLD)), template("Quite other words"))
    assert found.obsolete == {}


def test_one_translation_helps_one_message_and_nothing_is_lost():
    found = update_catalogue(catalogue(Message(id=OLD, text="La valeur")), template(NEW, f"{NEW} "))
    texts = [message.text for message in found.messages.values()] + [m.text for m in found.obsolete.values()]
    assert texts.count("La valeur") == 1


def test_second_update_changes_nothing():
    once = update_catalogue(
        catalogue(Message(id=OLD, text="La valeur"), Message(id="Bye", text="x")), template(NEW, "q")
    )
    assert update_catalogue(once, template(NEW, "q")) == once
    assert dump_po(parse_po(dump_po(once), "fr")) == dump_po(once)
