"""Finders: pure functions from a release (and the model's view of it) to mentions. They know nothing of HTML.

- what several ask: `survey` of one release, `layout` and `sentences`, `occurrences`, `spans`, `expression`
- dates: the package `dates`
- bodies: `organisations` over the candidates of `body_shapes` (with `body_tokens`, `body_names`, `body_walks`),
  `body_evidence`, `body_context`, `body_definitions`, `body_lists`, `body_schools` and `recognised`, less
  `body_portfolios`; `reconciled` settles overlaps, `acronyms` and `short_forms` merge names; the outcome: `bodies`
- people: `people` over `names`, `told_apart`, `name_relations` and `name_evidence`, less `name_things`;
  `individuals` merges names
- their posts: `posts` over `posts_in_front` and `posts_behind`; `roles` reads a phrase by `role_nouns` and
  `role_places`, `places` finds its body by the `body_index`
- speech: `quotes` over `marked` (with `marks`, `unbalanced` and `speech`), `unmarked` and `interviews`, joined in
  `turns`; `reported` clauses end by `reported_clauses`
- who said it: `attribution` of `gaps` over `cues`, `cue_templates`, `line_templates` and `fragments`; `subjects`,
  `joint`, `unnamed`, `described`, `noun_phrases` and `pronouns` tell the `speakers` in a `scene`
- press contacts: `contacts`
- word lists: `lexicon` reads them from data/
"""
