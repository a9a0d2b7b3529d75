"""Author, localise, publish, deliver and grade a course on digital government.

The rooms of the package are the stages of its pipeline, each importing only those before it:

``model`` (what things are) <- ``notebook``, ``catalogue``, ``judge`` (text, messages, marks) <- ``read``
(authored files), ``check``, ``localise``, ``release``, ``assemble`` (pure) <- ``run`` <- ``publish``,
``grade`` (effects) <- ``workflow`` <- ``cli``.
"""
