//! Hashes that are short on purpose. Sixteen bits catch a wrong word 65,535 times in 65,536, and yet tell nobody which
//! word stood there: of any large dictionary more words fit by chance than truly stand in the sentence.

/// FNV-1a's first state and its multiplier, for 64 bits.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// What makes the hashes of one sentence other than those of the next: a hash of the sentence itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Salt(pub u64);

impl Salt {
    /// The salt of a sentence; equal only for the same text.
    pub(super) fn of(sentence: &str) -> Self {
        Self(mixed(absorb(FNV_OFFSET, sentence.as_bytes())))
    }

    /// The short hash of something in that sentence. `kind` keeps a word apart from a figure that is written alike.
    pub(super) fn hash(self, kind: u8, text: &str) -> u16 {
        let salted = absorb(absorb(FNV_OFFSET, &self.0.to_le_bytes()), &[kind]);
        let bytes = mixed(absorb(salted, text.as_bytes())).to_le_bytes();
        u16::from_le_bytes([bytes[0], bytes[1]])
    }
}

fn absorb(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |state, byte| (state ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

/// Spreads the state over all bits (the finish of `SplitMix64`), because FNV's last bytes stay in the low ones.
fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::Salt;

    #[test]
    fn a_hash_stays_the_same_for_good() {
        // A recorded fingerprint must read alike in every version of the program.
        let salt = Salt::of("The tower is 41 metres tall.");
        assert_eq!(salt, Salt(0x4b4d_7add_7ab5_3796));
        assert_eq!([salt.hash(0, "tower"), salt.hash(1, "tower"), Salt(1).hash(0, "tower")], [0xf777, 0xf1eb, 0x6c02]);
    }
}
