//! PINs and passphrases: what an office asks of one, how long one lasts, and when an unattended desk hides itself. Whether one fits
//! is the office's to try; what it is never stands on a page.
//!
//! GB/T 22239 asks for composition and rotation; both are settings, so that an office that is judged otherwise can do otherwise.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xieban_words::{canonical, pinyin::Spelled};

use super::moment::Moment;
use super::refusal::{Refusal, Signing};
use super::settings::Settings;
use super::staff::Staff;

/// Longest PIN, in characters.
pub const LONGEST: usize = 64;
/// From so many characters on it is a passphrase: it may be of one kind.
const PHRASE: usize = 15;
/// So many characters must be left once whatever is easily guessed counts for one.
const WORTH: usize = 5;
/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How many days before its end a PIN is warned of.
const WARNED: i64 = 7;

/// What a PIN must be like, and how long it lasts (密码要求).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PinPolicy {
    /// 最短: characters, from 6 to 32.
    pub shortest: u16,
    /// 组成: of so many kinds at least, from 1 to 4: digits, small letters, capitals, others. A passphrase need not.
    pub kinds: u16,
    /// 更换周期: days after which it must be changed, from 7 to 730; 0: never.
    pub days: u16,
}

impl Default for PinPolicy {
    fn default() -> Self {
        Self { shortest: 8, kinds: 2, days: 90 }
    }
}

/// When a desk that nobody touches hides itself (遮屏和锁定).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LockPolicy {
    /// 遮屏: minutes without a key, from 1; any hand lifts it until the desk is locked.
    pub mask_minutes: u16,
    /// 锁定: minutes without a key, more than for the mask, to 120; then only the PIN opens it.
    pub lock_minutes: u16,
    /// 一次签到最长: hours from 1 to 24 after which the PIN is asked for again, however busy the desk is.
    pub hours: u16,
}

impl Default for LockPolicy {
    fn default() -> Self {
        Self { mask_minutes: 5, lock_minutes: 15, hours: 12 }
    }
}

/// The gate of both policies.
pub(super) fn judge_policies(pins: Option<PinPolicy>, lock: Option<LockPolicy>) -> Result<(), Refusal> {
    let wrong_pins = |policy: PinPolicy| {
        !(6..=32).contains(&policy.shortest)
            || !(1..=4).contains(&policy.kinds)
            || !(policy.days == 0 || (7..=730).contains(&policy.days))
    };
    if pins.is_some_and(wrong_pins) {
        return Err(Signing::PolicyOutOfRange.refused());
    }
    let wrong_lock = |policy: LockPolicy| {
        policy.mask_minutes == 0
            || policy.lock_minutes <= policy.mask_minutes
            || policy.lock_minutes > 120
            || !(1..=24).contains(&policy.hours)
    };
    match lock.is_some_and(wrong_lock) {
        true => Err(Signing::LockOutOfRange.refused()),
        false => Ok(()),
    }
}

/// May this be somebody's PIN? On a practice store anything may: the sign-in page shows it.
pub fn judge_pin(settings: &Settings, staff: &Staff, pin: &str) -> Result<(), Refusal> {
    if settings.practice {
        return Ok(());
    }
    let policy = settings.pins;
    let pin = canonical::secret(pin);
    let length = pin.chars().count();
    if length < usize::from(policy.shortest) {
        return Err(Signing::TooShort { shortest: policy.shortest }.refused());
    }
    if length > LONGEST {
        return Err(Signing::TooLong.refused());
    }
    if length < PHRASE && kinds(&pin) < usize::from(policy.kinds) {
        return Err(Signing::TooFewKinds { kinds: policy.kinds }.refused());
    }
    match worth(&pin, staff) < WORTH {
        true => Err(Signing::Guessable.refused()),
        false => Ok(()),
    }
}

/// Kinds of characters.
fn kinds(pin: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_digit(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_uppercase(),
        |c| !c.is_ascii_alphanumeric(),
    ];
    kinds.iter().filter(|kind| pin.chars().any(**kind)).count()
}

/// Neighbours on a keyboard or in the alphabet.
const ROWS: [&str; 5] = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
/// What everybody takes.
const COMMON: [&str; 16] = [
    "password",
    "passw0rd",
    "p@ssw0rd",
    "admin",
    "administrator",
    "iloveyou",
    "woaini",
    "5201314",
    "1314520",
    "welcome",
    "letmein",
    "mima",
    "xieban",
    "jiandu",
    "weisheng",
    "123qwe",
];

/// How many characters somebody has to guess: runs, dates, common words and what is known of the person count for one each.
fn worth(pin: &str, staff: &Staff) -> usize {
    let low: Vec<char> = pin.chars().flat_map(char::to_lowercase).collect();
    let known = known(staff);
    let (mut at, mut worth) = (0_usize, 0_usize);
    let low = unit(&low);
    while let Some(rest) = low.get(at..).filter(|rest| !rest.is_empty()) {
        let words = COMMON.iter().map(|word| (*word).to_owned()).chain(known.iter().cloned());
        let word = words.map(|word| begins(rest, &word)).max().unwrap_or(0);
        at = at.saturating_add(run(rest).max(date(rest)).max(word).max(1));
        worth = worth.saturating_add(1);
    }
    let mut different = low.to_vec();
    different.sort_unstable();
    different.dedup();
    worth.min(different.len().saturating_add(1))
}

/// What is known of a person to whoever reads the notice board.
fn known(staff: &Staff) -> Vec<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let spelled = Spelled::new(&staff.name);
    let facts = [
        staff.code.0.to_lowercase(),
        staff.badge.to_lowercase(),
        digits(&staff.mobile),
        digits(&staff.phone),
        digits(staff.phone.rsplit('-').next().unwrap_or_default()),
        staff.name.clone(),
    ];
    let facts = facts.into_iter().chain(spelled.every_spelling());
    facts.filter(|fact| fact.chars().count() >= 2).collect()
}

/// The whole is one part said again and again: that part.
fn unit(text: &[char]) -> &[char] {
    let repeats = |n: &usize| text.chunks(*n).all(|chunk| text.starts_with(chunk));
    let n = (1..=text.len() / 2).find(repeats).unwrap_or(text.len());
    text.get(..n).unwrap_or(text)
}

/// Characters of `word` at the beginning of `rest`: all or none.
fn begins(rest: &[char], word: &str) -> usize {
    let length = word.chars().count();
    let same = rest.len() >= length && rest.iter().copied().zip(word.chars()).all(|(a, b)| a == b);
    if same { length } else { 0 }
}

/// Length of the run of equals or neighbours, either way, that begins here; below three it is none.
fn run(rest: &[char]) -> usize {
    let place = |row: &str, c: char| row.chars().position(|other| other == c);
    let step = |row: &str, a: char, b: char| {
        let (a, b) = (place(row, a)?, place(row, b)?);
        Some((a.checked_add(1) == Some(b), b.checked_add(1) == Some(a)))
    };
    let along = |follows: &dyn Fn(char, char) -> bool| {
        let follow = rest.windows(2).take_while(|pair| matches!(pair, [a, b] if follows(*a, *b)));
        follow.count().saturating_add(1)
    };
    let rows = ROWS.iter().flat_map(|row| {
        let up = along(&|a, b| step(row, a, b).is_some_and(|(up, _)| up));
        let down = along(&|a, b| step(row, a, b).is_some_and(|(_, down)| down));
        [up, down]
    });
    let longest = rows.chain([along(&|a, b| a == b)]).max().unwrap_or(1);
    if longest >= 3 { longest } else { 1 }
}

/// Eight digits that are a day of this century or the last, or four that are a year of it.
fn date(rest: &[char]) -> usize {
    let text: String = rest.iter().take(8).collect();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let century = text.starts_with("19") || text.starts_with("20");
    match digits {
        8 if century && chrono::NaiveDate::parse_from_str(&text, "%Y%m%d").is_ok() => 8,
        4.. if century => 4,
        _ => 0,
    }
}

/// What is known of somebody's PIN besides what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinFact {
    /// Since when it holds.
    pub since: Moment,
    /// Somebody else set it: its owner has to choose one of his own.
    pub initial: bool,
    /// The page that set it; 0 where it was set before that was kept.
    #[serde(default)]
    pub page: u64,
}

/// Whether a PIN that fits is still good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinStanding {
    Good,
    /// It is, for so many days.
    Ends(i64),
    /// It has to be changed before anything else.
    MustChange,
}

/// How a PIN stands now. On a practice store each is good for ever.
pub fn standing(settings: &Settings, fact: Option<PinFact>, now: Moment) -> PinStanding {
    let Some(fact) = fact.filter(|_| !settings.practice) else { return PinStanding::Good };
    if fact.initial {
        return PinStanding::MustChange;
    }
    if settings.pins.days == 0 {
        return PinStanding::Good;
    }
    let left = i64::from(settings.pins.days).saturating_sub(now.since(fact.since).div_euclid(DAY));
    match left {
        ..=0 => PinStanding::MustChange,
        1..=WARNED => PinStanding::Ends(left),
        _ => PinStanding::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::Rank;

    fn somebody() -> Staff {
        Staff {
            post: "主任".to_owned(),
            rank: Rank::Middle,
            established: true,
            roles: std::collections::BTreeSet::new(),
            order: 1,
            badge: "0605".to_owned(),
            department: String::new(),
            place: String::new(),
            phone: "0516-83800001".to_owned(),
            mobile: "13800138005".to_owned(),
            ..Staff::new("S01", "王小明")
        }
    }

    fn code(settings: &Settings, pin: &str) -> &'static str {
        judge_pin(settings, &somebody(), pin).map_or_else(|refusal| refusal.code(), |()| "good")
    }

    #[test]
    fn a_pin_is_long_of_two_kinds_and_not_to_be_guessed() {
        let settings = Settings::default();
        for (pin, said) in [
            ("", "pin_too_short"),
            ("24kx7rw", "pin_too_short"),
            ("24kx7rwm", "good"),
            ("２４ｋｘ７ｒｗｍ", "good"),
            ("2468024680", "pin_of_too_few_kinds"),
            ("xkwrmqtz", "pin_of_too_few_kinds"),
            ("雨后青山读书声7", "good"),
            ("雨后青山读书声声入耳家国天下事", "good"),
            ("correct horse battery", "good"),
            ("1234567a", "pin_guessable"),
            ("abc12345", "pin_guessable"),
            ("qwer4321", "pin_guessable"),
            ("aaaa1111", "pin_guessable"),
            ("a1a1a1a1a1", "pin_guessable"),
            ("ab12ab12ab12ab12", "pin_guessable"),
            ("wxm19900101", "pin_guessable"),
            ("19900101ab", "pin_guessable"),
            ("s01s0123", "pin_guessable"),
            ("13800138005x", "pin_guessable"),
            ("a83800001", "pin_guessable"),
            ("wangxiaoming1", "pin_guessable"),
            ("password2026", "pin_guessable"),
            ("Admin@123", "pin_guessable"),
            ("aaaaaaaaaaaaaaaaaaaa", "pin_guessable"),
        ] {
            assert_eq!(code(&settings, pin), said, "{pin}");
        }
        assert_eq!(code(&settings, &"雨a7".repeat(22)), "pin_too_long");
    }

    #[test]
    fn what_is_asked_of_a_pin_is_a_setting_and_practice_asks_nothing() {
        let pins = PinPolicy { shortest: 6, kinds: 1, days: 0 };
        let settings = Settings { pins, ..Settings::default() };
        assert_eq!((code(&settings, "246913"), code(&settings, "123456")), ("good", "pin_guessable"));
        let practice = Settings { practice: true, ..Settings::default() };
        assert_eq!(code(&practice, "1"), "good");
    }

    #[test]
    fn a_policy_stays_within_reason() {
        let pins = |shortest, kinds, days| judge_policies(Some(PinPolicy { shortest, kinds, days }), None);
        assert!(pins(8, 2, 90).is_ok() && pins(6, 1, 0).is_ok() && pins(32, 4, 730).is_ok());
        assert!(pins(5, 2, 90).is_err() && pins(33, 2, 90).is_err() && pins(8, 0, 90).is_err());
        assert!(pins(8, 5, 90).is_err() && pins(8, 2, 6).is_err() && pins(8, 2, 731).is_err());
        let lock = |mask_minutes, lock_minutes, hours| {
            judge_policies(None, Some(LockPolicy { mask_minutes, lock_minutes, hours }))
        };
        assert!(lock(5, 15, 12).is_ok() && lock(1, 2, 1).is_ok() && lock(119, 120, 24).is_ok());
        assert!(lock(0, 15, 12).is_err() && lock(5, 5, 12).is_err() && lock(5, 121, 12).is_err());
        assert!(lock(5, 15, 0).is_err() && lock(5, 15, 25).is_err());
    }

    #[test]
    fn a_pin_is_warned_of_for_a_week_and_then_must_be_changed() {
        let settings = Settings::default();
        let fact = |initial| Some(PinFact { since: Moment(0), initial, page: 0 });
        let on = |day: i64| standing(&settings, fact(false), Moment(day * DAY));
        assert_eq!((on(0), on(82)), (PinStanding::Good, PinStanding::Good));
        assert_eq!((on(83), on(89)), (PinStanding::Ends(7), PinStanding::Ends(1)));
        assert_eq!((on(90), on(900)), (PinStanding::MustChange, PinStanding::MustChange));
        assert_eq!(on(-3), PinStanding::Good, "a clock that went back ends nothing");
        assert_eq!(standing(&settings, fact(true), Moment(0)), PinStanding::MustChange);
        let practice = Settings { practice: true, ..Settings::default() };
        assert_eq!(standing(&practice, fact(true), Moment(0)), PinStanding::Good);
        let never = Settings { pins: PinPolicy { days: 0, ..PinPolicy::default() }, ..Settings::default() };
        assert_eq!(standing(&never, fact(false), Moment(900 * DAY)), PinStanding::Good);
    }
}
