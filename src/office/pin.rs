//! PINs: argon2id, one at a time, and the same time for a name that nobody has.

use std::sync::{Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use xieban_words::canonical;

/// Stands in for the hash of somebody who has none: with our parameters, so that it takes as long from the first try on.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$5peg5q2k5Lq65peg5q2k5A$c3BvbGllZCBieSBkZXNpZ246IG5vIFBJTiBmaXRzIHQ";

/// Whoever guesses on many lines at once has one processor of this process, and the others their own.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The hash to keep for a PIN; `None` if there is no randomness to salt it with.
pub(super) fn hash(pin: &str) -> Option<String> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let hash = Argon2::default().hash_password(canonical::secret(pin).as_bytes()).ok()?;
    Some(hash.to_string())
}

/// The PIN fits the hash. Without a hash it takes as long and never fits.
pub(super) fn fits(pin: &str, hash: Option<&str>) -> bool {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let pin = canonical::secret(pin);
    let fits = Argon2::default().verify_password(pin.as_bytes(), hash.unwrap_or(NOBODY)).is_ok();
    fits && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_pin_fits_and_nobody_has_none() {
        let kept = hash("2468").unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(fits("2468", Some(&kept)) && !fits("2469", Some(&kept)));
        assert!(fits("\u{3000}２４６８ ", Some(&kept)), "with the input method left on it is the same");
        assert!(!fits("2468", None));
    }

    #[test]
    fn nobody_has_a_hash_that_takes_as_long_as_any() {
        let parts = |hash: &str| hash.split('$').map(str::len).collect::<Vec<_>>();
        let kept = hash("2468").unwrap();
        assert_eq!(parts(NOBODY), parts(&kept));
        assert_eq!(NOBODY.split('$').nth(3), kept.split('$').nth(3), "the same parameters");
        let read = argon2::password_hash::phc::PasswordHash::new(NOBODY);
        assert!(read.is_ok(), "a hash that is not read takes no time");
    }
}
