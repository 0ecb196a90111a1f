-- What decision-service owns. Texts that carry JSON of the contract are written by the service alone.

-- Gives revisions of decisions and numbers of the outbox. Always asked while the rows of the
-- clients concerned are locked, so that of one key the larger number is the later one.
create sequence revision;

-- What is remembered of a client; the row is the lock for everything about it.
create table client_state (
    client  text primary key,
    network inet not null,
    state   jsonb not null,
    touched timestamptz not null
);
create index client_state_touched on client_state (touched);

-- How far each partition was read. The authority; Kafka's own offsets are a copy for the eye.
create table consumed (
    topic       text not null,
    kafka_partition integer not null,
    next_offset bigint not null,
    primary key (topic, kafka_partition)
);

-- The last line of each source that was counted, by partition.
create table counted_position (
    topic       text not null,
    kafka_partition integer not null,
    source      text not null,
    generation  bigint not null,
    line_offset bigint not null,
    primary key (topic, kafka_partition, source)
);

-- Every decision.
create table decision_history (
    revision   bigint primary key,
    client     text not null,
    network    inet not null,
    simulated  boolean not null,
    at         timestamptz not null,
    decision   text not null,
    written    timestamptz not null
);
create index decision_history_client on decision_history (client, revision);
create index decision_history_at on decision_history (at);
create index decision_history_written on decision_history (written);

-- The last decision of every key that may still be on the topic.
create table current_decision (
    decision_key text primary key,
    state_client text not null,
    network      inet not null,
    measure      text not null,
    simulated    boolean not null,
    rule         text not null,
    withdrawn    boolean not null,
    over_at      timestamptz not null,
    revision     bigint not null,
    decision     text not null
);
create index current_decision_client on current_decision (state_client);
create index current_decision_over on current_decision (over_at);
create index current_decision_network on current_decision using gist (network inet_ops);

-- What is to be published, in order; deleted when the broker has it.
create table outbox (
    number    bigint primary key,
    topic     text not null,
    key       bytea,
    value     bytea,
    headers   text,
    written   timestamptz not null
);

-- Orders that were handled, and what came of them.
create table handled_order (
    id       uuid primary key,
    at       timestamptz not null,
    outcome  text not null,
    detail   text not null,
    content  text not null,
    written  timestamptz not null
);
create index handled_order_written on handled_order (written);

-- Networks that are never rejected or dropped, by order.
create table allowed_network (
    network     text primary key,
    valid_until timestamptz,
    at          timestamptz not null,
    by_whom     text not null,
    reason      text not null
);

-- How many measures were let through and held back, by minute of event time.
create table breaker_tally (
    scope    text not null,
    minute   timestamptz not null,
    admitted integer not null,
    held     integer not null,
    written  timestamptz not null,
    primary key (scope, minute)
);

-- The last events of each client, a ring.
create table client_event (
    client  text not null,
    slot    integer not null,
    number  bigint not null,
    event   text not null,
    written timestamptz not null,
    primary key (client, slot)
);
create index client_event_written on client_event (written);
