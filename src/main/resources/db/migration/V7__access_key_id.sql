-- Which keys the personal records belong to, so that two hubs on one database cannot use two files of keys.
alter table access_epoch add column key_id bytea;
