"""What a person must know before learners' code runs on her computer."""

from __future__ import annotations

NOTICE = (
    "Autograding runs the learners' code on this computer with your rights: it can read and change your "
    "files (the gradebook and other learners' work included) and use the network. "
    "Grade only the work of people you trust, or grade under an account or on a computer that holds "
    "nothing else."
)


def grading_notice(learners: int) -> str:
    """Return what to show, and to ask consent to, before :func:`totkit.grade.autograde`.

    :param learners: whose submissions would run
    """
    return f"{NOTICE}\nSubmissions to run: {learners}."
