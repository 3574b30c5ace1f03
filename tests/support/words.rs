//! Canary words: each of six characters that stand nowhere else, so that a word is known by its head, its tail, its sound or its bytes.

use xieban_words::pinyin::Spelled;

const FIRST: [(char, [u8; 2]); 36] = [
    ('亍', [0xd8, 0xa1]),
    ('匚', [0xd8, 0xce]),
    ('佧', [0xd8, 0xfb]),
    ('偈', [0xd9, 0xca]),
    ('禀', [0xd9, 0xf7]),
    ('谌', [0xda, 0xc8]),
    ('邗', [0xda, 0xf5]),
    ('勰', [0xdb, 0xc4]),
    ('垴', [0xdb, 0xf1]),
    ('芾', [0xdc, 0xc0]),
    ('茼', [0xdc, 0xed]),
    ('菁', [0xdd, 0xbc]),
    ('蓍', [0xdd, 0xe9]),
    ('薷', [0xde, 0xb8]),
    ('掊', [0xde, 0xe5]),
    ('叽', [0xdf, 0xb4]),
    ('哚', [0xdf, 0xe1]),
    ('喟', [0xe0, 0xb0]),
    ('噍', [0xe0, 0xdd]),
    ('岈', [0xe1, 0xac]),
    ('豳', [0xe1, 0xd9]),
    ('猕', [0xe2, 0xa8]),
    ('庹', [0xe2, 0xd5]),
    ('悚', [0xe3, 0xa4]),
    ('阊', [0xe3, 0xd1]),
    ('泾', [0xe3, 0xfe]),
    ('渫', [0xe4, 0xcd]),
    ('潸', [0xe4, 0xfa]),
    ('迳', [0xe5, 0xc9]),
    ('弼', [0xe5, 0xf6]),
    ('鞒', [0xf7, 0xb3]),
    ('舫', [0xf4, 0xb3]),
    ('癯', [0xf1, 0xb3]),
    ('畛', [0xee, 0xb3]),
    ('氤', [0xeb, 0xb3]),
    ('璩', [0xe8, 0xb3]),
];
const SECOND: [(char, [u8; 2]); 30] = [
    ('媾', [0xe6, 0xc5]),
    ('骝', [0xe6, 0xf2]),
    ('缌', [0xe7, 0xc1]),
    ('珙', [0xe7, 0xee]),
    ('杞', [0xe8, 0xbd]),
    ('桕', [0xe8, 0xea]),
    ('楣', [0xe9, 0xb9]),
    ('殒', [0xe9, 0xe6]),
    ('甑', [0xea, 0xb5]),
    ('赈', [0xea, 0xe2]),
    ('氡', [0xeb, 0xb1]),
    ('朕', [0xeb, 0xde]),
    ('飙', [0xec, 0xad]),
    ('熠', [0xec, 0xda]),
    ('愆', [0xed, 0xa9]),
    ('碜', [0xed, 0xd7]),
    ('瞀', [0xee, 0xa6]),
    ('钣', [0xee, 0xd3]),
    ('铫', [0xef, 0xa2]),
    ('锵', [0xef, 0xcf]),
    ('稂', [0xef, 0xfc]),
    ('鹚', [0xf0, 0xcb]),
    ('瘌', [0xf0, 0xf8]),
    ('袂', [0xf1, 0xc7]),
    ('耵', [0xf1, 0xf4]),
    ('蛎', [0xf2, 0xc3]),
    ('蝠', [0xf2, 0xf0]),
    ('罂', [0xf3, 0xbf]),
    ('箪', [0xf3, 0xec]),
    ('艋', [0xf4, 0xbb]),
];
const TAIL: [(char, [u8; 2]); 6] = [
    ('翳', [0xf4, 0xe8]),
    ('醴', [0xf5, 0xb7]),
    ('蹁', [0xf5, 0xe4]),
    ('龀', [0xf6, 0xb3]),
    ('鲟', [0xf6, 0xe0]),
    ('鳢', [0xf7, 0xaf]),
];

fn letters(n: usize) -> [(char, [u8; 2]); 6] {
    let digit = |place: u32| TAIL[n / TAIL.len().pow(place) % TAIL.len()];
    [FIRST[n / SECOND.len()], SECOND[n % SECOND.len()], digit(0), digit(1), digit(2), digit(3)]
}

/// The word of this number.
pub fn word(n: usize) -> String {
    letters(n).iter().map(|(c, _)| c).collect()
}

/// Forms by which it is known: head and tail, in UTF-8 and in GBK, and its initials.
pub fn forms(n: usize) -> Vec<Vec<u8>> {
    let (head, tail) = (&letters(n)[..2], &letters(n)[2..]);
    let utf8 = |part: &[(char, [u8; 2])]| part.iter().map(|(c, _)| *c).collect::<String>().into_bytes();
    let gbk = |part: &[(char, [u8; 2])]| part.iter().flat_map(|(_, bytes)| *bytes).collect();
    let mut forms = vec![utf8(head), utf8(tail), gbk(head), gbk(tail)];
    forms.extend(Spelled::new(&word(n)).every_initials().into_iter().map(String::into_bytes));
    forms
}

fn of(letters: &[(char, [u8; 2])]) -> (String, Vec<u8>) {
    (letters.iter().map(|(c, _)| *c).collect(), letters.iter().flat_map(|(_, bytes)| *bytes).collect())
}

/// Two characters of which no other number has the two, and their GBK.
pub fn pair(n: usize) -> (String, Vec<u8>) {
    let second = |n: usize| if n < SECOND.len() { SECOND[n] } else { FIRST[n - SECOND.len()] };
    let count = FIRST.len() + SECOND.len();
    assert!(n < FIRST.len() * count, "no pairs are left");
    of(&[FIRST[n / count], second(n % count)])
}

/// Three characters likewise; no pair stands in them.
pub fn triple(n: usize) -> (String, Vec<u8>) {
    let count = SECOND.len();
    of(&[SECOND[n / count / count % count], SECOND[n / count % count], SECOND[n % count]])
}
