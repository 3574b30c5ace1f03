//! Numbers that identify: 居民身份证 (GB 11643), 统一社会信用代码 (GB 32100), telephone. Each is checked and brought into its one form.

use chrono::{Datelike, NaiveDate};

use super::basis::Basis;

/// Why a number cannot be right, as a sentence that says what to do. Never repeats the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// 身份证: wrong length.
    #[error("身份证号应为18位，现在是{0}位，请核对。")]
    IdLength(usize),
    /// 身份证: something that is no digit.
    #[error("身份证号只能是数字，最后一位可以是X，请核对。")]
    IdCharacter,
    /// 身份证: no such date of birth.
    #[error("身份证号中的出生日期不存在，请核对第7到14位。")]
    IdBirth,
    /// 身份证: check character.
    #[error("身份证号校验位不符，请逐位核对。")]
    IdCheck,
    /// 信用代码: wrong length.
    #[error("统一社会信用代码应为18位，现在是{0}位，请核对。")]
    CodeLength(usize),
    /// 信用代码: a character that it never has.
    #[error("统一社会信用代码不用字母I、O、S、V、Z，请核对。")]
    CodeCharacter,
    /// 信用代码: check character.
    #[error("统一社会信用代码校验位不符，请逐位核对。")]
    CodeCheck,
    /// Telephone.
    #[error("电话应为11位手机号或固定电话（区号可加），请核对。")]
    Phone,
}

impl IdentityError {
    /// The standard it is judged by.
    pub const fn basis(&self) -> Basis {
        match self {
            Self::IdLength(_) | Self::IdCharacter | Self::IdBirth | Self::IdCheck => {
                Basis::Standard("GB 11643")
            }
            Self::CodeLength(_) | Self::CodeCharacter | Self::CodeCheck => Basis::Standard("GB 32100"),
            Self::Phone => Basis::Program,
        }
    }
}

/// A resident identity number in its 18-character form; an old 15-digit one is brought into it (GB 11643).
///
/// `number` is canonical (narrow digits, no spaces, `X` upper case). `today`: nobody is born later.
pub fn check_resident_id(number: &str, today: NaiveDate) -> Result<String, IdentityError> {
    let characters: Vec<char> = number.chars().collect();
    let digits: Vec<u32> = characters.iter().filter_map(|c| c.to_digit(10)).collect();
    let body: Vec<u32> = match (characters.len(), digits.len()) {
        (15, 15) => [&digits[..6], &[1, 9], &digits[6..]].concat(),
        (18, 18) => digits[..17].to_vec(),
        (18, 17) if characters.last() == Some(&'X') => digits,
        (15 | 18, _) => return Err(IdentityError::IdCharacter),
        (length, _) => return Err(IdentityError::IdLength(length)),
    };
    let figure = |from: usize, to: usize| {
        body[from..to].iter().fold(0_u32, |sum, digit| sum.saturating_mul(10).saturating_add(*digit))
    };
    let year = i32::try_from(figure(6, 10)).unwrap_or_default();
    let born = NaiveDate::from_ymd_opt(year, figure(10, 12), figure(12, 14)).filter(|born| *born <= today);
    if born.is_none_or(|born| born.year() < 1850) || figure(0, 6) == 0 {
        return Err(IdentityError::IdBirth);
    }
    let check = resident_check(&body);
    match characters.len() {
        18 if characters.last() != Some(&check) => Err(IdentityError::IdCheck),
        _ => Ok(body.iter().filter_map(|digit| char::from_digit(*digit, 10)).chain([check]).collect()),
    }
}

/// The check character of the first 17 digits (GB 11643).
pub fn resident_check(body: &[u32]) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum = body
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.saturating_mul(weight))
        .fold(0, u32::saturating_add);
    "10X98765432".chars().nth((sum % 11) as usize).unwrap_or('0')
}

const CODE_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code (GB 32100).
pub fn check_credit_code(code: &str) -> Result<String, IdentityError> {
    let code = code.to_ascii_uppercase();
    let length = code.chars().count();
    if length != 18 {
        return Err(IdentityError::CodeLength(length));
    }
    let values: Option<Vec<usize>> = code.chars().map(|c| CODE_ALPHABET.find(c)).collect();
    let values = values.ok_or(IdentityError::CodeCharacter)?;
    let body: String = code.chars().take(17).collect();
    match credit_check(&body).and_then(|check| CODE_ALPHABET.find(check)) == values.last().copied() {
        true => Ok(code),
        false => Err(IdentityError::CodeCheck),
    }
}

/// The check character of the first 17 characters (GB 32100).
pub fn credit_check(body: &str) -> Option<char> {
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let values: Option<Vec<usize>> = body.chars().map(|c| CODE_ALPHABET.find(c)).collect();
    let sum = values?
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value.saturating_mul(weight))
        .fold(0, usize::saturating_add);
    CODE_ALPHABET.chars().nth(31_usize.saturating_sub(sum % 31) % 31)
}

/// A mobile number (`+86` taken off) or a landline number of 7 or 8 digits, with or without its area code.
pub fn check_phone(number: &str) -> Result<String, IdentityError> {
    let number = number.strip_prefix("+86").unwrap_or(number);
    let digits = number.len();
    let all_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let mobile = digits == 11 && matches!(number.as_bytes(), [b'1', b'3'..=b'9', ..]);
    let landline = match number.as_bytes().first() {
        Some(b'0') => (10..=12).contains(&digits),
        Some(b'2'..=b'9') => (7..=8).contains(&digits),
        Some(_) | None => false,
    };
    match all_digits && (mobile || landline) {
        true => Ok(number.to_owned()),
        false => Err(IdentityError::Phone),
    }
}

#[cfg(test)]
mod tests {
    use xieban_words::canonical::number;

    use super::*;

    fn id(text: &str) -> Result<String, IdentityError> {
        check_resident_id(&number(text), "2026-11-23".parse().unwrap())
    }

    #[test]
    fn gb11643_check_digits_dates_and_lengths() {
        for good in ["11010519491231002X", "320311199202290036", "320300201203250010", "440524188001010014"] {
            assert_eq!(id(good).as_deref(), Ok(good));
        }
        assert_eq!(id("11010519491231002x").as_deref(), Ok("11010519491231002X"));
        assert_eq!(id("３２０３１１１９９２０２２９００３６").as_deref(), Ok("320311199202290036"));
        assert_eq!(id("110105194912310021"), Err(IdentityError::IdCheck));
        assert_eq!(id("320311199302290036"), Err(IdentityError::IdBirth));
        assert_eq!(id("32031119920229003"), Err(IdentityError::IdLength(17)));
        assert_eq!(id("3203111992022900360"), Err(IdentityError::IdLength(19)));
        assert_eq!(id("320311299202290036"), Err(IdentityError::IdBirth));
        assert_eq!(id("32031119920229003A"), Err(IdentityError::IdCharacter));
    }

    #[test]
    fn an_old_number_gets_its_century_and_check_character() {
        assert_eq!(id("110105491231002").as_deref(), Ok("11010519491231002X"));
    }

    #[test]
    fn gb32100_check_character_and_alphabet() {
        for good in ["91110000600037341L", "12320300MB0X12345F", "11320300014051234B"] {
            assert_eq!(check_credit_code(good).as_deref(), Ok(good));
        }
        assert_eq!(check_credit_code("91110000600037341I"), Err(IdentityError::CodeCharacter));
        assert_eq!(check_credit_code("911100006000373412"), Err(IdentityError::CodeCheck));
        assert_eq!(check_credit_code("91110000600037341"), Err(IdentityError::CodeLength(17)));
    }

    #[test]
    fn telephone_numbers() {
        for (typed, stored) in [("13800138000", "13800138000"), ("+86 138 0013 8000", "13800138000")] {
            assert_eq!(check_phone(&number(typed)).as_deref(), Ok(stored));
        }
        assert_eq!(check_phone(&number("0516-80802345")).as_deref(), Ok("051680802345"));
        assert_eq!(check_phone("80802345").as_deref(), Ok("80802345"));
        for bad in ["12800138000", "1380013800", "", "abc", "+8613800138000x"] {
            assert_eq!(check_phone(bad), Err(IdentityError::Phone), "{bad}");
        }
    }
}
