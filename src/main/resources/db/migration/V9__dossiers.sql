-- Dossiers for the national portal: what agencies hand in, what became of each record, and the history of each dossier.
-- Nothing here is one row per record but what is wrong with it; a record is found by its batch and index.

create table dossier_batch (
    batch_no        bigint generated always as identity primary key,
    id              uuid        not null unique,
    agency          text        not null, -- agency id of who handed it in
    caller          text        not null,
    kind            smallint    not null, -- 0 dossiers, 1 progress
    idempotency_key text,
    sha256          bytea       not null, -- of the records as they came, without compression
    received        int         not null,
    accepted        int         not null default 0,
    duplicate       int         not null default 0,
    out_of_order    int         not null default 0,
    refused         int         not null default 0,
    to_deliver      int         not null default 0, -- records that the portal is to get
    delivered       int         not null default 0, -- taken by the portal
    answered        int         not null default 0, -- taken or refused by the portal
    waiting         int         not null default 0, -- wait for their dossier to be accepted by the portal
    root            bytea       not null, -- Merkle root over the records, see docs/audit-log.md
    log_index       bigint,               -- of the entry that commits to the root
    submitted_at    timestamptz not null,
    sequenced_at    timestamptz,
    sequenced_index bigint,               -- of the entry that commits to the outcomes
    done_at         timestamptz,          -- every record has its final result
    trace_id        text        not null
);
create unique index dossier_batch_key on dossier_batch (agency, idempotency_key) where idempotency_key is not null;

-- Up to 500 records of a batch, one after the other. Of a record refused as invalid only its leaf hash is kept (32 bytes).
create table dossier_chunk (
    batch_no  bigint  not null references dossier_batch,
    no        int     not null,                -- 0, 1, …
    first     int     not null,                -- index in the batch of its first record
    count     int     not null,
    records   bytea   not null,
    offsets   bytea   not null,                -- int4 big-endian: the start of each record, then the end of the last
    root      bytea   not null,                -- Merkle root over its records
    outcomes  bytea   not null,                -- a byte each, see Outcome
    answers   bytea,                           -- a byte each, see PortalAnswer; null: none is to be sent
    sequenced boolean not null default false,
    primary key (batch_no, no)
) with (fillfactor = 90);
alter table dossier_chunk alter column records set storage external; -- read in part, by substring
create index dossier_chunk_todo on dossier_chunk (batch_no, no) where not sequenced;

-- Why a record was refused or flagged. Several rows per record are possible.
create table dossier_finding (
    batch_no bigint   not null references dossier_batch,
    idx      int      not null,                -- index in the batch
    n        smallint not null default 0,
    origin   smallint not null default 0,      -- 0 hub, 1 portal
    code     text,                             -- the dossier's, when it was readable
    pointer  text     not null,                -- JSON pointer within the record
    reason   text     not null,
    primary key (batch_no, idx, origin, n)
);

-- One row per dossier: its whole history in short, and the facts that count in the indicators.
create table dossier (
    code        text     primary key,
    agency      text     not null,             -- agency id of who answers for it
    procedure   text,                          -- null as long as only progress came
    received_at bigint,                        -- epoch seconds
    history     bytea    not null,             -- see DossierEvent
    facts       bytea,                         -- see DossierFacts
    portal      smallint not null default 0    -- 0 never accepted there, 1 accepted, 2 refused
) with (fillfactor = 70);

-- What the portal is still to get, in order of id: records of one chunk each.
create table portal_task (
    id         bigint generated always as identity primary key,
    batch_no   bigint not null,
    chunk      int    not null,
    records    bytea  not null,                -- uint16 big-endian each: places in the chunk, in the order of sending
    started_at timestamptz
);

-- Progress whose dossier the portal has not accepted yet.
create table portal_waiting (
    code     text   not null,
    batch_no bigint not null,
    chunk    int    not null,
    place    int    not null,                  -- in the chunk
    primary key (code, batch_no, chunk, place)
);
