"""How Sphinx makes the site: `make docs`. Its pages are the Markdown files of the repository, where they stand."""

import sys
from pathlib import Path

from docutils.nodes import document
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

project = "extractor"
root_doc = "docs/index"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
# Nothing else of the repository is walked through, however much lies there.
WITH_PAGES = ("docs", "benchmarks")
exclude_patterns = [path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in WITH_PAGES]
exclude_patterns += ["docs/_build", "docs/_static"]

# Types of other packages have no page here.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!extractor\b).*")]

autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "exclude-members": "model_config, __init__, __new__",
}
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_typehints_format = "short"
default_role = "code"
smartquotes = False
myst_heading_anchors = 3
html_theme = "furo"
html_title = "extractor"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_copyright = False


def setup(app: Sphinx) -> None:
    """Links to folders, which a code host shows, stay as their words."""

    def drop_links_to_folders(app: Sphinx, page: document) -> None:
        here = Path(app.env.doc2path(app.env.docname)).parent
        for link in list(page.findall(pending_xref)):
            if link["reftype"] == "myst" and (here / link["reftarget"]).is_dir():
                link.replace_self(link.children)

    app.connect("doctree-read", drop_links_to_folders)
