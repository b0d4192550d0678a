-- The counts behind the indicators, per month, agency and procedure. What changes is first one row per transaction, so
-- that nobody waits for a count; these rows are added up every few seconds, and before anyone reads.

create table statistics_delta (
    id    bigint generated always as identity primary key,
    cells bytea not null
);

create table statistics_month (
    month             int    not null,           -- 202611, in Vietnam
    agency            text   not null,           -- agency id as at the time
    procedure         text   not null,           -- without its owner's suffix; empty when not told
    received          bigint not null default 0, -- these nine in the month of receipt
    received_online   bigint not null default 0,
    online            bigint not null default 0,
    fees_due          bigint not null default 0,
    paid_online       bigint not null default 0,
    reused            bigint not null default 0,
    personal_store    bigint not null default 0,
    population        bigint not null default 0,
    undated           bigint not null default 0,
    ended             bigint not null default 0, -- these in the month of the end
    ended_late        bigint not null default 0,
    ended_early       bigint not null default 0,
    finished          bigint not null default 0,
    finished_seconds  bigint not null default 0,
    electronic_result bigint not null default 0,
    digitised         bigint not null default 0,
    overdue_in        bigint not null default 0, -- in the first month at whose end the dossier is open and overdue
    overdue_out       bigint not null default 0, -- in the month of the end of a dossier that was overdue before
    primary key (month, agency, procedure)
) with (fillfactor = 80);

-- What the hub cannot know: how many dossiers there are elsewhere, and the complaints.
create table statistics_supplied (
    period   text        not null,               -- 2026, 2026-Q4 or 2026-11
    agency   text        not null,               -- agency id
    source   text        not null,               -- reporting, portal, complaints
    count    bigint      not null check (count >= 0),
    supplied_at timestamptz not null,
    supplied_by text      not null,            -- credential of who supplied it
    primary key (period, agency, source)
);

-- The dossiers behind a figure.
create index dossier_received on dossier (agency, received_at);
