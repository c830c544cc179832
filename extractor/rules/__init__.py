"""Finders: pure functions from a release (and the model's view of it) to mentions. They know nothing of HTML.

- dates: the package `dates`
- bodies: `organisations` over the candidates of `body_shapes`, `body_evidence`, `body_context`, `body_lists`,
  `body_schools` and `recognised`; `reconciled` settles overlaps, `acronyms` and `short_forms` merge names
- people: `people` over `told_apart` and `name_evidence`, less `name_things`; `individuals` merges names
- their posts: `posts` over `posts_in_front` and `posts_behind`; `roles` reads a phrase, `places` finds its body
- speech: `quotes` over `marked` (with `marks` and `speech`) and `unmarked`, joined in `turns`; `reported` clauses
- who said it: `attribution` over `cue_templates`, `line_templates` and `fragments`; `subjects`, `noun_phrases` and
  `pronouns` tell the speaker in a `scene`
- press contacts: `contacts`
- word lists: `lexicon` reads them from data/
"""
