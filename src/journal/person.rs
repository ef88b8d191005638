//! People as keyed hashes. The key is random and is given up with the retention: from then on nobody can tell any more
//! whose a hash was.

use std::hash::Hasher as _;

use rusqlite::{Connection, params};
use siphasher::sip128::{Hasher128 as _, SipHasher24};

use super::schema::{kept, number};

/// Bytes of a key.
const KEY_BYTES: usize = 16;

/// The hash of a person under a key.
type Hash = [u8; 16];

/// The hashes of a person under every key that is still kept, that of the newest first. A new key is made where the
/// newest has served as long as the hashes are kept.
pub(super) fn hashes(connection: &Connection, person: u64, now: u64, kept_for: u64) -> rusqlite::Result<Vec<Hash>> {
    let newest: Option<i64> = connection.query_row("SELECT max(made) FROM person_key", [], |row| row.get(0))?;
    if newest.is_none_or(|made| number(made).saturating_add(kept_for) <= now) {
        connection.execute("INSERT INTO person_key (made, key) VALUES (?1, randomblob(16))", params![kept(now)])?;
    }
    let mut statement = connection.prepare("SELECT key FROM person_key ORDER BY made DESC, rowid DESC")?;
    let keys = statement.query_map([], |row| row.get::<_, [u8; KEY_BYTES]>(0))?;
    keys.map(|key| key.map(|key| hash(person, &key))).collect()
}

/// Gives up the keys under which no hash is kept any more.
pub(super) fn forget_keys(connection: &Connection, now: u64, kept_for: u64) -> rusqlite::Result<()> {
    let oldest = now.saturating_sub(kept_for.saturating_mul(2));
    connection.execute("DELETE FROM person_key WHERE made < ?1", params![kept(oldest)])?;
    Ok(())
}

fn hash(person: u64, key: &[u8; KEY_BYTES]) -> Hash {
    let mut hasher = SipHasher24::new_with_key(key);
    hasher.write_u64(person);
    hasher.finish128().as_bytes()
}
