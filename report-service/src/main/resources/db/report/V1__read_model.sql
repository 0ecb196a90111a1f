-- How far each partition of each topic has been read; moved in the transaction that stores what was read.
create table read_offset (
    topic       text    not null,
    part        integer not null,
    next_offset bigint  not null,
    primary key (topic, part)
);

create table mail_event (
    id          text        primary key,
    type        text        not null,
    what        text        not null, -- the kind of an offence, else the type
    at          timestamptz not null,
    received_at timestamptz not null,
    host        text        not null,
    client      text        not null,
    net         inet        not null generated always as (client::inet) stored,
    address     text        not null,
    program     text        not null,
    line        text        not null,
    user_name   text,
    service     text,
    stage       text,
    code        text,
    sender      text,
    recipient   text,
    helo        text,
    zone        text,
    reply       text,
    attempts    integer     not null default 1,
    stored_at   timestamptz not null default now()
);
create index mail_event_at on mail_event (at);
create index mail_event_type_at on mail_event (type, at);
create index mail_event_net_at on mail_event (net, at);
create index mail_event_stored_at on mail_event using brin (stored_at);

-- The last decision of each key.
create table standing (
    key         text        primary key,
    measure     text        not null,
    client      text        not null,
    net         inet        not null generated always as (client::inet) stored,
    addresses   text[]      not null,
    revision    bigint      not null,
    withdrawn   boolean     not null,
    at          timestamptz not null,
    from_at     timestamptz not null,
    until_at    timestamptz not null, -- of a withdrawn one: when it was withdrawn
    simulated   boolean     not null,
    rule        text        not null,
    reason      text        not null,
    reply       text,
    user_name   text,
    by_name     text        not null,
    causes      text[]      not null,
    stored_at   timestamptz not null default now()
);
create index standing_until on standing (measure, until_at) where not withdrawn;
create index standing_net on standing using gist (net inet_ops);
create index standing_over on standing (until_at);

-- Every decision, as it came.
create table decision (
    key         text        not null,
    revision    bigint      not null,
    type        text        not null,
    measure     text        not null,
    client      text        not null,
    net         inet        not null generated always as (client::inet) stored,
    at          timestamptz not null,
    until_at    timestamptz,
    simulated   boolean     not null,
    rule        text        not null,
    reason      text        not null,
    by_name     text        not null,
    causes      text[]      not null,
    stored_at   timestamptz not null default now(),
    primary key (key, revision)
);
create index decision_at on decision (at);
create index decision_net on decision (net, at);
create index decision_by_operator on decision (by_name, at) where by_name <> 'popauth';
create index decision_stored_at on decision using brin (stored_at);

-- What people ordered: written when it is ordered here, and again when it is read from the topic.
create table operator_order (
    id          uuid        primary key,
    type        text        not null,
    at          timestamptz not null,
    by_name     text        not null,
    reason      text        not null,
    target      text        not null,
    net         inet        not null generated always as (target::inet) stored,
    measure     text,
    duration_s  bigint,
    until_at    timestamptz,
    state       text        not null, -- ordered, published, failed
    problem     text,
    stored_at   timestamptz not null default now()
);
create index operator_order_at on operator_order (at);
create index operator_order_stored_at on operator_order (stored_at);

create table enforcement (
    host        text        not null,
    backend     text        not null,
    measure     text        not null,
    client      text        not null,
    net         inet        not null generated always as (client::inet) stored,
    revision    bigint      not null,
    outcome     text        not null,
    at          timestamptz not null,
    delay_ms    double precision,
    detail      text,
    stored_at   timestamptz not null default now(),
    primary key (host, backend, measure, client, revision, outcome, at)
);
create index enforcement_net on enforcement (net, at);
create index enforcement_host_at on enforcement (host, at);
create index enforcement_stored_at on enforcement using brin (stored_at);

create table host_state (
    host        text        primary key,
    at          timestamptz not null,
    backend     text        not null,
    lag_ms      double precision not null,
    problems    text[]      not null,
    stored_at   timestamptz not null default now()
);

create table host_measure (
    host        text        not null,
    measure     text        not null,
    at          timestamptz not null,
    wanted      integer     not null,
    present     integer     not null,
    missing     integer     not null,
    extra       integer     not null,
    primary key (host, measure)
);
