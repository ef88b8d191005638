-- What was asked and what became of it. Who asked is not kept.
CREATE TABLE outcome (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    door TEXT NOT NULL,
    guild INTEGER,
    language TEXT NOT NULL,
    became TEXT NOT NULL,
    fact TEXT,
    confidence INTEGER,
    latency INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    question TEXT
) STRICT;
CREATE INDEX outcome_by_time ON outcome (time);
CREATE INDEX outcome_with_words ON outcome (time) WHERE question IS NOT NULL;

-- Votes; the person is a keyed hash, and is dropped with the retention.
CREATE TABLE vote (
    time INTEGER NOT NULL,
    message INTEGER NOT NULL,
    person BLOB,
    fact TEXT NOT NULL,
    is_helpful INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX vote_once ON vote (message, person);
CREATE INDEX vote_by_time ON vote (time);

CREATE TABLE person_key (
    made INTEGER NOT NULL,
    key BLOB NOT NULL
) STRICT;

-- A question that failed, and the fact that the same person was answered with soon after.
CREATE TABLE pair (
    failed INTEGER NOT NULL REFERENCES outcome (id) ON DELETE CASCADE,
    fact TEXT NOT NULL,
    time INTEGER NOT NULL,
    UNIQUE (failed, fact)
) STRICT;

-- Which fact each message of the desk gives.
CREATE TABLE reply (
    message INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    fact TEXT NOT NULL,
    place INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    time INTEGER NOT NULL,
    state TEXT NOT NULL,
    edited INTEGER,
    reason TEXT,
    PRIMARY KEY (message, place)
) STRICT;
CREATE INDEX reply_by_state ON reply (state);
CREATE INDEX reply_by_time ON reply (time);

-- Counts that outlive the process that counted.
CREATE TABLE tally (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT;
