-- What operators order while the hub runs: pauses, maintenance, replays of dead letters; and what waits for a second person.

-- Deliveries to these agencies wait. A row is there as long as the pause lasts.
create table recipient_pause (
    agency    text        primary key, -- agency id
    since     timestamptz not null,
    paused_by text        not null,
    reason    text        not null check (length(reason) between 1 and 300)
);

-- Announced interruptions of an agency, or of one of its data services (NĐ 47/2020 Art 43).
create table maintenance (
    id           uuid        primary key,
    agency       text        not null, -- agency id
    service      text,                 -- name of one data service; null: all, and deliveries
    from_at      timestamptz not null,
    to_at        timestamptz not null check (to_at > from_at),
    urgent       boolean     not null, -- announced later than the notice demands
    reason       text        not null check (length(reason) between 1 and 300),
    announced_by text        not null,
    announced_at timestamptz not null,
    cancelled_by text,
    cancelled_at timestamptz
);
create index maintenance_ahead on maintenance (to_at) where cancelled_at is null;

-- Orders that need the consent of a second person.
create table proposal (
    id          uuid        primary key,
    action      text        not null,
    summary     text        not null, -- for people
    details     text        not null, -- JSON, as the action reads it
    reason      text        not null,
    proposed_by text        not null,
    proposed_at timestamptz not null,
    state       smallint    not null default 0, -- 0 open, 1 confirmed, 2 declined, 3 expired
    decided_by  text,
    decided_at  timestamptz
);
create index proposal_open on proposal (proposed_at) where state = 0;

-- Work on many dead letters at a bounded rate: replays and closures. Its progress is kept with each step, in one transaction.
create table replay (
    id           uuid        primary key,
    action       smallint    not null, -- 0 replay, 1 close
    selection    text        not null, -- JSON: which dead letters
    per_second   int         not null check (per_second between 1 and 1000),
    reason       text        not null,
    ordered_by   text        not null,
    ordered_at   timestamptz not null, -- only what was a dead letter by then
    state        smallint    not null default 0, -- 0 running, 1 done, 2 stopped
    total        int         not null,
    done         int         not null default 0,
    last_changed timestamptz not null default '-infinity', -- how far it is: the place of the last one done
    last_id      uuid        not null default '00000000-0000-0000-0000-000000000000',
    worked_at    timestamptz not null,
    stopped_by   text
);
create index replay_running on replay (ordered_at) where state = 0;

create table replay_item (
    replay   uuid not null references replay,
    delivery uuid not null,
    primary key (replay, delivery)
);
