//! PINs: argon2id, and the same time for a name that nobody has.

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

/// The hash to keep for a PIN; `None` if there is no randomness to salt it with.
pub(super) fn hash(pin: &str) -> Option<String> {
    let hash = Argon2::default().hash_password(pin.as_bytes()).ok()?;
    Some(hash.to_string())
}

/// The PIN fits the hash. Without a hash it takes as long and never fits.
pub(super) fn fits(pin: &str, hash: Option<&str>) -> bool {
    static NOBODY: OnceLock<Option<String>> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| self::hash("无此人"));
    let against = hash.or(nobody.as_deref()).unwrap_or_default();
    let fits = Argon2::default().verify_password(pin.as_bytes(), against).is_ok();
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
        assert!(!fits("无此人", None));
    }
}
