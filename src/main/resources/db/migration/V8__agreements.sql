-- What stewards and operators ordered about agreements at run time. Rows are only added; the newest about a target counts.
-- Writers take a lock, so the ids become visible in their order and hubs can poll for what is new.
create table agreement_order (
    order_id  bigint generated always as identity primary key,
    target    text        not null, -- agreement, service, provider, consumer
    target_id text        not null check (length(target_id) between 1 and 200),
    action    text        not null, -- suspend, revoke, resume
    given_at  timestamptz not null,
    until_at  timestamptz,          -- null: until it is resumed
    reason    text        not null check (length(reason) between 1 and 500),
    given_by  text        not null
);
create index agreement_order_target on agreement_order (target, target_id, order_id);

-- How many calls of a day (Asia/Ho_Chi_Minh) hubs have taken out of an agreement's quota, in blocks.
create table quota_day (
    agreement_id text   not null,
    day          date   not null,
    leased       bigint not null,
    block        bigint not null, -- the size of the last block
    primary key (agreement_id, day)
);
create index quota_day_day on quota_day (day);
