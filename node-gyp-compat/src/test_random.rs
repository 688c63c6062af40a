//! For tests: numbers that look random and are the same in every run (xorshift).

/// A function that gives numbers below its argument; `seed` is not 0.
pub fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}
