-- A document may replace several others: the further ones beside answers.
alter table exchange add column also_answers uuid[];
create index exchange_also_answers on exchange using gin (also_answers) where also_answers is not null;

-- Whom the message named, where an operator decided who receives.
alter table delivery add column assigned_from text;
