//! Where the verbs stand, as it was released: what they are done to, the digits that lead to each, its name.

/// One line a verb.
const PLACES: &str = include_str!("../data/verbs.txt");

/// Every verb: of what, its digits, its name.
pub fn places() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PLACES.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?, words.next()?))
    })
}

/// The keys that lead to a verb.
pub fn keys_of(of: &str, name: &str) -> String {
    let place = places().find(|(kind, _, called)| (*kind, *called) == (of, name));
    let (_, place, _) = place.unwrap_or_else(|| panic!("no verb {name} of {of}"));
    digits(place)
}

/// Digits as keys, one after the other.
pub fn digits(place: &str) -> String {
    place.chars().map(String::from).collect::<Vec<_>>().join(" ")
}
