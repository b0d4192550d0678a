-- Dossiers that citizens submitted on the portal: exchanges of kind 2 (dossier), and confirmed payments of kind 3.

-- One effect per (kind, sender, code); an update is the same when its bytes are.
create unique index exchange_parcel on exchange (document_id, sender, kind) where kind >= 2 and business_type = 0;
create unique index exchange_parcel_update on exchange (document_id, sender, kind, sha256)
    where kind >= 2 and business_type = 2;

-- A dossier has the portal's code, and perhaps another one at the one-stop system that handles it.
create table dossier_alias (
    portal_code text        primary key,
    agency      text        not null, -- agency id of the one-stop system
    own_code    text        not null,
    linked_at   timestamptz not null,
    unique (agency, own_code)
);
