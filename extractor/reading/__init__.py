"""Reading: bytes of a source to one release with its canonical text. Knows nothing of spaCy and of facts but dates.

- from bytes to a draft: `read` over `decode`, `media_type`, `limits`, `normalise`, `tongue`, `no_release`
- pages: `page` over the `tree`, its `main_block`, `blocks`, `headline`, `press_box`; `trim`, `teasers`, `menus` and
  `furniture` tell what is the site's
- texts: `text` over `front_matter`, `markdown`, `layout`, `columns`, `pagination`, `continuation`, `mail` and
  `boilerplate`
- documents: the package `documents`
- days of issue: `days_of_issue` over `metadata`, `structured_data`, `visible_days`, `day_rows`, `imprint`, `dating`
- publisher: `publisher` over `site_names`, `masthead`, `naming`, `own_names`, `addresses`, `bylines`; `country`
- address: `canonical`
- sections: `sections` by `signs`; `foot` ends them
"""
