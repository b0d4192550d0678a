-- Finds any exchange among many millions. All ids of exchanges rise with time, so "newest first" needs no column of its own,
-- and what is about time is a range of ids.

-- Number and notation as they are searched for: NFC, upper case, no white space. Written with the row, never updated.
alter table exchange add column code_key text collate "C";
update exchange set code_key = upper(regexp_replace(normalize(code, NFC), '\s+', '', 'g')) where code is not null and kind < 2;
create index exchange_code on exchange (code_key, id) where code_key is not null;

-- What an agency was sent. What it sent is in exchange_sent.
create index delivery_received on delivery (recipient, exchange_id);

-- Deliveries that are not on their way and not done: those for which somebody looks.
create index delivery_state on delivery (state, exchange_id) where state in (2, 3, 5, 6, 7, 8);

-- Kinds that are rare beside documents and statuses.
create index exchange_parcels on exchange (kind, id) where kind >= 2;
create index dossier_alias_own on dossier_alias (own_code);
create index payment_dossier on payment (dossier);
