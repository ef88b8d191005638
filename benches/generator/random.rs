//! Random numbers from a seed (`SplitMix64`), the same on every machine and in every year.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

/// How far the state goes from one number to the next: 2 to the 64 divided by the golden ratio, from `SplitMix64`.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A share has the 53 bits that an `f64` holds.
const BITS_OF_A_SHARE: u32 = 53;

impl Random {
    /// The stream for one thing among many: two names of a thing lead to unrelated streams.
    pub fn of(seed: u64, stream: u64, number: u64) -> Self {
        let mut random = Self { state: seed };
        random.state = random.next() ^ stream.wrapping_mul(STEP);
        random.state = random.next() ^ number.wrapping_mul(STEP);
        random
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `end`, which is small beside 2 to the 64.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("it is below a usize")
    }

    /// A share from 0 up to, but not including, 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn share(&mut self) -> f64 {
        (self.next() >> (u64::BITS - BITS_OF_A_SHARE)) as f64 / (1_u64 << BITS_OF_A_SHARE) as f64
    }

    /// Whether something happens that happens once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}
