"""Views for the usual questions, in SQL that SQLite and DuckDB both understand."""

from __future__ import annotations

VIEWS = (
    # Bodies across releases: one row for those that share a name and a register's identifier.
    """
    CREATE VIEW organisations_named AS
    SELECT
        organisations.name, organisations.type, organisations.register_scheme, organisations.register_id,
        count(DISTINCT organisations.release_id) AS releases,
        count(organisation_mentions.number) AS mentions
    FROM organisations
    LEFT JOIN organisation_mentions
        ON organisation_mentions.release_id = organisations.release_id
        AND organisation_mentions.organisation_id = organisations.organisation_id
    GROUP BY organisations.name, organisations.type, organisations.register_scheme, organisations.register_id
    ORDER BY releases DESC, mentions DESC, organisations.name
    """,
    # Speakers across releases, by name and publisher: namesakes of one publisher fall together.
    """
    CREATE VIEW speakers AS
    SELECT
        quotes.speaker, quotes.speaker_type, releases.publisher, count(*) AS quotes,
        count(DISTINCT quotes.release_id) AS releases,
        min(releases.published) AS first_published, max(releases.published) AS last_published
    FROM quotes JOIN releases ON releases.release_id = quotes.release_id
    WHERE quotes.speaker IS NOT NULL
    GROUP BY quotes.speaker, quotes.speaker_type, releases.publisher
    ORDER BY quotes DESC, releases DESC, quotes.speaker
    """,
    """
    CREATE VIEW releases_by_month AS
    SELECT substr(published, 1, 7) AS month, count(*) AS releases
    FROM releases
    GROUP BY substr(published, 1, 7)
    ORDER BY month
    """,
    """
    CREATE VIEW problems_by_code AS
    SELECT stage, code, count(*) AS problems, count(DISTINCT release_id) AS releases
    FROM problems
    GROUP BY stage, code
    ORDER BY problems DESC, stage, code
    """,
)
