-- How many exact addresses of a network a decision names; 0 for a client that is one address. What was decided before
-- this column was there says 0, too.
alter table decision add column addresses_seen integer not null default 0;
