-- Agencies that their superiors registered through the axis. Rows are never deleted and never rewritten but for
-- valid_to: a change closes a row and adds one. The version rises with every change and is what other hubs poll.
create sequence agency_registration_version;

create table agency_registration (
    registration_id bigint generated always as identity primary key,
    agency_id       text        not null check (length(agency_id) between 1 and 100),
    parent_id       text        not null check (length(parent_id) between 1 and 100),
    code            text        not null check (length(code) between 1 and 35),
    name            text        not null check (length(name) between 1 and 500),
    mail            text        check (length(mail) <= 254),
    mobile          text        check (length(mobile) <= 50),
    fax             text        check (length(fax) <= 50),
    valid_from      date        not null,
    valid_to        date        check (valid_to >= valid_from),
    version         bigint      not null,
    changed_at      timestamptz not null
);

create unique index agency_registration_current on agency_registration (agency_id) where valid_to is null;
create index agency_registration_version_idx on agency_registration (version);
