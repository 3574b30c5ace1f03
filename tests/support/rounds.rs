//! How many rounds, and from which seed. Every failure says how to have the very same round again.

use crate::chance::Dice;
pub use crate::full::full;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

/// Runs `round` as often as asked for: `short` times, or `long` times for the full figures; with `XIEBAN_ROUND` that one only.
///
/// Each round throws dice of its own. The seed is `XIEBAN_SEED`, or chance; it is said before anything happens.
pub fn rounds(name: &str, short: usize, long: usize, mut round: impl FnMut(usize, &mut Dice)) {
    let seed = number("XIEBAN_SEED").unwrap_or_else(chance);
    let only = number("XIEBAN_ROUND").map(|only| usize::try_from(only).unwrap());
    let count = if full() { long } else { short };
    println!("{name}: {count} rounds, XIEBAN_SEED={seed}");
    let chosen = only.map_or(0..count, |only| only..only + 1);
    for n in chosen {
        let failing = Failing { name, seed, n };
        round(n, &mut Dice(seed ^ Dice(u64::try_from(n).unwrap()).roll()));
        std::mem::forget(failing);
    }
}

fn chance() -> u64 {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).unwrap();
    u64::from(u32::from_le_bytes(bytes))
}

/// Says which round it was when a panic passes by.
struct Failing<'a> {
    name: &'a str,
    seed: u64,
    n: usize,
}

impl Drop for Failing<'_> {
    fn drop(&mut self) {
        println!("{} failed: again with XIEBAN_SEED={} XIEBAN_ROUND={}", self.name, self.seed, self.n);
    }
}
