"""How static files are gathered: each under a name by its content, and what modules import under such names too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# The one way in which modules here import: Django's own patterns also find comments of vendored files.
IMPORT = r'(?m)^(?P<matched>(?P<names>import \{[^}]*\} from )"(?P<url>\.[^"]+)";)\n'


class Gathered(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it carries no types
    """Rewrites the imports of modules, so that a browser never mixes a new module with an old one."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("*.js", ((IMPORT, '%(names)s"%(url)s";\n'),)))
