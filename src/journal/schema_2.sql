-- A question that was not answered, of a message of which another was: the number of the message's outcome.
ALTER TABLE outcome ADD COLUMN part_of INTEGER;

-- Wordings that the curator has accepted or dismissed for a fact; of each only a digest, for the words are forgotten.
CREATE TABLE handled (
    fact TEXT NOT NULL,
    wording INTEGER NOT NULL,
    PRIMARY KEY (fact, wording)
) STRICT;
