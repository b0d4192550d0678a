-- Why the second person approved or, when the check refused it by then, wanted to.
alter table configuration_version add column approval text;
