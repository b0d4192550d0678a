-- Exchanges, their payloads and deliveries, and the audit entries: everything that one acceptance writes, in one transaction.

-- What was accepted. Never updated.
create table exchange (
    id               uuid primary key,
    kind             smallint    not null, -- 0 document, 1 status
    sender           text        not null, -- agency id
    document_id      text        not null, -- edXML DocumentId in NFC; of a status, the one it answers
    code             text,                 -- number and notation, 9001/VPCP-KSTT
    subject          text,                 -- of a document
    business_type    smallint,             -- of a document: 0 new, 1 recall, 2 update, 3 replace
    status_code      text,                 -- of a status: 01 .. 16
    status_at        timestamp,            -- of a status: the sender's Timestamp, Asia/Ho_Chi_Minh
    status_reason    text,                 -- of a status: its Description
    answers          uuid references exchange, -- of a status: the document; of a recall, update or replacement: the earlier document
    recipients       text[]      not null, -- agency ids, in the order of the message
    sha256           bytea       not null, -- of the bytes as submitted
    size             bigint      not null,
    trace_offset     bigint,               -- where the hub's own trace header is inserted on delivery; null: nowhere
    trace_header     bytea,
    delivered_sha256 bytea       not null, -- of the bytes as delivered
    accepted_at      timestamptz not null,
    trace_id         text        not null
);

-- One effect per (sender, DocumentId, business type); a status is the same when its bytes are.
create unique index exchange_document on exchange (document_id, sender, business_type) where kind = 0;
create unique index exchange_status on exchange (sender, sha256) where kind = 1;
create index exchange_sent on exchange (sender, id);
create index exchange_answers on exchange (answers) where answers is not null;

-- The submitted bytes, in pieces of at most 256 KiB. No reference to exchange: the pieces of a large payload are stored first,
-- become part of the exchange when it is accepted, and are swept when it never is.
create table payload_piece (
    exchange_id uuid  not null,
    piece       int   not null,
    bytes       bytea not null,
    primary key (exchange_id, piece)
);
alter table payload_piece alter column bytes set storage external; -- base64 of signed PDFs does not compress

create table delivery (
    id              uuid primary key,
    exchange_id     uuid        not null references exchange,
    recipient       text        not null, -- agency id
    kind            smallint    not null,
    mode            smallint    not null, -- 0 pull, 1 push, 2 jms, 3 an operator decides who receives
    state           smallint    not null, -- see DeliveryState
    attempts        int         not null default 0,
    next_attempt_at timestamptz,
    arrived_at      timestamptz not null,
    delivered_at    timestamptz,          -- when its bytes first left the hub
    changed_at      timestamptz not null,
    reason          text
);
create index delivery_exchange on delivery (exchange_id);
create index delivery_outbox on delivery (next_attempt_at) where state = 0;
create index delivery_queued on delivery (recipient) where state = 1;
create index delivery_mailbox on delivery (recipient, id) where state in (2, 3);
create index delivery_attention on delivery (changed_at) where state in (6, 7);

-- The audit log's entries: gap-free index, canonical JSON line, RFC 6962 leaf hash.
create table audit_entry (
    idx         bigint primary key,
    entry       bytea not null,
    leaf_hash   bytea not null,
    exchange_id uuid
);
create index audit_entry_exchange on audit_entry (exchange_id, idx) where exchange_id is not null;

-- The one sequencer: its row is locked from the assignment of indices to the commit.
create table audit_head (
    only_row boolean primary key default true check (only_row),
    size     bigint not null
);
insert into audit_head (size) values (0);
