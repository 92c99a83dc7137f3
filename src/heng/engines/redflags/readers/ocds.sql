-- OCDS compiled releases, one a line, into the tables of facts. Read by `ocds.py`, statement by statement.
-- Variables: files (paths), first_proc, first_party, first_item (the last numbers in use).
-- Every scalar is read as JSON: a number in the place of an identifier must not become one.

CREATE OR REPLACE MACRO word(j) AS
    CASE WHEN j LIKE '"%' THEN
        CASE WHEN contains(j, '\') THEN json_extract_string(j, '$') ELSE substr(j, 2, length(j) - 2) END
    END;

CREATE OR REPLACE MACRO amount_of(j) AS
    CASE WHEN isfinite(TRY_CAST(CAST(j AS VARCHAR) AS DOUBLE)) THEN TRY_CAST(CAST(j AS VARCHAR) AS DOUBLE) END;

CREATE OR REPLACE MACRO whole(j) AS
    CASE WHEN j NOT LIKE '%.%' AND j NOT LIKE '%e%' AND j NOT LIKE '%E%' THEN TRY_CAST(CAST(j AS VARCHAR) AS BIGINT) END;

-- RFC 3339 only: DuckDB alone would read a day without a time, or a time without a place.
CREATE OR REPLACE MACRO moment(t) AS
    CASE WHEN length(t) = 25 OR length(t) = 20
        OR regexp_full_match(t, '\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)')
    THEN CASE WHEN t LIKE '____-__-__T__:__:__Z' OR t LIKE '____-__-__T__:__:__+__:__' OR t LIKE '____-__-__T__:__:__-__:__'
            THEN epoch_us(TRY_CAST(t AS TIMESTAMPTZ)) ELSE epoch_us(TRY_CAST(upper(t) AS TIMESTAMPTZ)) END
    END;

-- Lines keep their order: where an ocid comes twice, the later one counts.
SET preserve_insertion_order = true;

CREATE TEMP TABLE line AS
SELECT * FROM read_json(
    getvariable('files'), format = 'newline_delimited', records = 'true', ignore_errors = true, columns = {
        ocid: 'JSON',
        buyer: 'STRUCT(id JSON)',
        tender: 'STRUCT(
            status JSON, procurementMethod JSON, procurementMethodDetails JSON, mainProcurementCategory JSON,
            numberOfTenderers JSON, value STRUCT(amount JSON, currency JSON), procuringEntity STRUCT(id JSON),
            tenderPeriod STRUCT(startDate JSON, endDate JSON))',
        bids: 'STRUCT(details STRUCT(
            status JSON, date JSON, value STRUCT(amount JSON, currency JSON), tenderers STRUCT(id JSON)[])[])',
        awards: 'STRUCT(
            status JSON, date JSON, value STRUCT(amount JSON, currency JSON), suppliers STRUCT(id JSON)[],
            items STRUCT(classification STRUCT(id JSON))[])[]'
    });

SET preserve_insertion_order = false;

CREATE TEMP TABLE stale AS
SELECT line.rowid AS number FROM line
INNER JOIN (SELECT ocid, max(rowid) AS newest FROM line GROUP BY ocid HAVING count(*) > 1) AS twice USING (ocid)
WHERE line.rowid < twice.newest AND ocid LIKE '"%';

CREATE TEMP VIEW release AS
SELECT getvariable('first_proc') + rowid + 1 AS proc, line.* FROM line
WHERE ocid LIKE '"%' AND rowid NOT IN (SELECT number FROM stale);

CREATE TEMP TABLE offered AS
SELECT
    proc * 1048576 + number AS bid, proc, number, word(one.status) AS status, amount_of(one.value.amount) AS amount,
    word(one.value.currency) AS currency, word(one.date) AS handed, one.tenderers AS tenderers,
    len(one.tenderers) AS parties
FROM (
    SELECT proc, unnest(bids.details) AS one, CAST(generate_subscripts(bids.details, 1) AS BIGINT) AS number
    FROM release
);

CREATE TEMP TABLE awarded AS
SELECT
    proc * 1048576 + number AS award, proc, number, word(one.status) AS status, amount_of(one.value.amount) AS amount,
    word(one.value.currency) AS currency, word(one.date) AS dated, one.suppliers AS suppliers,
    len(one.suppliers) AS parties, one.items AS items
FROM (
    SELECT proc, unnest(awards) AS one, CAST(generate_subscripts(awards, 1) AS BIGINT) AS number FROM release
);

CREATE TEMP TABLE held AS
SELECT
    proc, word(ocid) AS number, word(tender.status) AS status, word(tender.procurementMethod) AS method,
    word(tender.procurementMethodDetails) AS method_details, word(tender.mainProcurementCategory) AS category,
    whole(tender.numberOfTenderers) AS tenderers, amount_of(tender.value.amount) AS budget,
    buyer.id AS buyer_id, tender.procuringEntity.id AS entity_id, word(tender.tenderPeriod.startDate) AS period_start,
    word(tender.tenderPeriod.endDate) AS period_end,
    awards IS NOT NULL AND bids.details IS NOT NULL AND NOT list_has_any(
        list_transform(awards, lambda one: coalesce(word(one.status) NOT IN ('active', 'cancelled', 'unsuccessful'), false)),
        [true]) AS is_final
FROM release;

CREATE TEMP TABLE party AS
WITH told AS (
    SELECT DISTINCT word(id) AS code FROM (
        SELECT tenderers[1].id AS id FROM offered WHERE parties = 1
        UNION ALL SELECT unnest(tenderers).id FROM offered WHERE parties > 1
        UNION ALL SELECT unnest(suppliers).id FROM awarded
        UNION ALL SELECT buyer_id FROM held
        UNION ALL SELECT entity_id FROM held
    ) WHERE word(id) IS NOT NULL
)
SELECT
    coalesce(known.party, getvariable('first_party')
        + row_number() OVER (PARTITION BY known.party IS NULL ORDER BY told.code)) AS party,
    told.code
FROM told LEFT JOIN known_party AS known USING (code);

CREATE TEMP TABLE award_party AS
SELECT DISTINCT award, proc, party
FROM (SELECT award, proc, word(unnest(suppliers).id) AS code FROM awarded) INNER JOIN party USING (code);

CREATE TEMP TABLE joint AS
SELECT bid, proc, list(DISTINCT party ORDER BY party) AS members
FROM (SELECT bid, proc, word(unnest(tenderers).id) AS code FROM offered WHERE parties > 1) INNER JOIN party USING (code)
GROUP BY bid, proc;

CREATE TEMP TABLE keyed AS
SELECT
    bid, proc, number, status, amount, currency, moment(handed) AS handed_us, handed, parties, party AS sole,
    CASE parties WHEN 1 THEN CAST(party AS VARCHAR) ELSE array_to_string(members, '+') END AS party_key
FROM offered
LEFT JOIN party ON parties = 1 AND word(tenderers[1].id) = party.code
LEFT JOIN joint USING (bid, proc);

CREATE TEMP TABLE bid_party AS
SELECT bid, proc, sole AS party FROM keyed WHERE sole IS NOT NULL
UNION ALL
SELECT bid, proc, unnest(members) AS party FROM joint;

CREATE TEMP VIEW bid AS SELECT * EXCLUDE (sole) FROM keyed;

CREATE TEMP TABLE award AS
SELECT
    award, proc, number, status, amount, currency, parties, members.party_key, moment(dated) AS awarded_us,
    items IS NOT NULL AS has_items
FROM awarded
LEFT JOIN (
    SELECT award, array_to_string(list(party ORDER BY party), '+') AS party_key FROM award_party GROUP BY award
) AS members USING (award);

CREATE TEMP TABLE listed AS
SELECT award, proc, unnest(items).classification.id AS class_id FROM awarded;

CREATE TEMP VIEW award_item AS
SELECT getvariable('first_item') + rowid + 1 AS row, award, proc, word(class_id) AS item_class FROM listed
WHERE word(class_id) IS NOT NULL;

CREATE TEMP TABLE proc AS
SELECT
    proc, held.number, category, method, method_details, status, is_final,
    coalesce(status = 'cancelled', false) AS is_cancelled, buyer.party AS buyer, entity.party AS entity, tenderers, budget,
    moment(period_start) AS period_start_us, moment(period_end) AS period_end_us, period_end,
    period_start IS NOT NULL AND moment(period_start) IS NULL OR period_end IS NOT NULL AND moment(period_end) IS NULL
        AS is_misdated
FROM held
LEFT JOIN party AS buyer ON word(buyer_id) = buyer.code
LEFT JOIN party AS entity ON word(entity_id) = entity.code;

CREATE TEMP TABLE quality AS
SELECT
    (SELECT count(*) FROM line) AS lines,
    (SELECT count(*) FROM line WHERE ocid IS NULL AND buyer IS NULL AND tender IS NULL AND bids IS NULL AND awards IS NULL)
        AS unreadable,
    (SELECT count(*) FROM line WHERE coalesce(ocid NOT LIKE '"%', true))
        - (SELECT count(*) FROM line
            WHERE ocid IS NULL AND buyer IS NULL AND tender IS NULL AND bids IS NULL AND awards IS NULL) AS nameless,
    (SELECT count(*) FROM stale) AS replaced,
    (SELECT count(*) FROM proc) AS processes,
    (SELECT count(*) FROM offered WHERE parties = 1 AND tenderers[1].id NOT LIKE '"%')
        + (SELECT count(*) FROM (SELECT unnest(tenderers).id AS id FROM offered WHERE parties > 1) WHERE id NOT LIKE '"%')
        + (SELECT count(*) FROM (SELECT unnest(suppliers).id AS id FROM awarded) WHERE id NOT LIKE '"%')
        + (SELECT count(*) FROM listed WHERE class_id NOT LIKE '"%')
        + (SELECT count(*) FILTER (buyer_id NOT LIKE '"%') + count(*) FILTER (entity_id NOT LIKE '"%') FROM held)
        AS mistyped,
    (SELECT count(*) FROM proc WHERE is_misdated)
        + (SELECT count(*) FROM keyed WHERE handed IS NOT NULL AND handed_us IS NULL) AS misdated,
    (SELECT count(*) FROM keyed) AS bids,
    (SELECT count(*) FROM keyed WHERE status IS NULL) AS unsettled,
    (SELECT count(*) FROM keyed WHERE amount IS NULL) AS unpriced,
    (SELECT count(*) FROM keyed WHERE amount <= 0) AS worthless,
    (SELECT count(*) FROM keyed WHERE amount IS NOT NULL AND currency IS NULL) AS uncurrent,
    (SELECT to_json(map_from_entries(list((currency, times) ORDER BY times DESC, currency)))
        FROM (SELECT currency, count(*) AS times FROM keyed WHERE amount IS NOT NULL AND currency IS NOT NULL GROUP BY 1))
        AS currencies;
