//! The gate of the staff directory: each fact in its one stored form, or refused. A fact that is not known yet may be empty;
//! what must not be empty on the posted table is judged there (R16).

use xieban_words::canonical;

use super::Staff;
use crate::event::{Event, OfficeEvent};
use crate::identity;
use crate::refusal::{Refusal, RefusedField, Staffing};
use crate::visitor::line;

/// Longest code, in characters.
const LONGEST_CODE: usize = 12;
/// Longest name of a photo's file, in characters.
const LONGEST_PHOTO: usize = 60;
/// Longest extension, in digits.
const LONGEST_EXTENSION: usize = 6;

/// Enters somebody in the directory, or changes his entry.
pub(crate) fn keep(staff: &Staff) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Office(OfficeEvent::StaffKept { staff: Box::new(kept(staff)?) })])
}

/// An entry in its stored form.
pub(crate) fn kept(staff: &Staff) -> Result<Staff, Refusal> {
    let mut staff = staff.clone();
    for text in [&mut staff.name, &mut staff.post, &mut staff.badge, &mut staff.department, &mut staff.place]
    {
        *text = line(text, RefusedField::Staff)?;
    }
    let plain = |c: char| c.is_ascii_alphanumeric();
    let code = &staff.code.0;
    if staff.name.is_empty() {
        return Err(Staffing::NameNeeded.refused());
    }
    if code.is_empty() || code.len() > LONGEST_CODE || !code.chars().all(plain) {
        return Err(Staffing::Code { typed: code.clone() }.refused());
    }
    staff.phone = office_phone(&line(&staff.phone, RefusedField::Staff)?)?;
    staff.mobile = mobile(&line(&staff.mobile, RefusedField::Staff)?)?;
    staff.photo = photo(&line(&staff.photo, RefusedField::Staff)?)?;
    Ok(staff)
}

/// A landline with or without its area code and an extension, as it is read aloud: `0516-83800001转802`. A mobile will do.
fn office_phone(typed: &str) -> Result<String, Refusal> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let wrong = || Staffing::OfficePhone { typed: typed.to_owned() }.refused();
    let (number, extension) = typed.split_once('转').unwrap_or((typed, ""));
    let extension = canonical::number(extension);
    if extension.len() > LONGEST_EXTENSION
        || !extension.chars().all(|c| c.is_ascii_digit())
        || extension.is_empty() == typed.contains('转')
    {
        return Err(wrong());
    }
    let number = identity::check_phone(&canonical::number(number)).map_err(|_| wrong())?;
    let number = match (number.strip_prefix('0'), number.get(1..2)) {
        (None, _) => number,
        (Some(_), Some("1" | "2")) => parted(&number, 3),
        (Some(_), _) => parted(&number, 4),
    };
    Ok(match extension.is_empty() {
        true => number,
        false => format!("{number}转{extension}"),
    })
}

fn parted(number: &str, area: usize) -> String {
    number.split_at_checked(area).map_or_else(|| number.to_owned(), |(area, own)| format!("{area}-{own}"))
}

fn mobile(typed: &str) -> Result<String, Refusal> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let number = identity::check_phone(&canonical::number(typed)).ok();
    number
        .filter(|number| number.len() == 11 && number.starts_with('1'))
        .ok_or_else(|| Staffing::Mobile { typed: typed.to_owned() }.refused())
}

/// The name of a file, never a path: no separator, nothing hidden, nothing that a shell or another system reads otherwise.
fn photo(typed: &str) -> Result<String, Refusal> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if typed.starts_with(['.', '-'])
        || typed.contains("..")
        || typed.chars().count() > LONGEST_PHOTO
        || !typed.chars().all(fits)
    {
        return Err(Staffing::PhotoIsPath { typed: typed.to_owned() }.refused());
    }
    let ending = typed.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("jpg" | "jpeg" | "png") => Ok(typed.to_owned()),
        Some(_) | None => Err(Staffing::PhotoKind { typed: typed.to_owned() }.refused()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r16_a_telephone_has_one_stored_form() {
        for (typed, stored) in [
            ("", ""),
            ("８３８００００１", "83800001"),
            ("0516 8380 0001", "0516-83800001"),
            ("(0516)83800001", "refused"),
            ("01065551234", "010-65551234"),
            ("0516-83800001 转 ８０２", "0516-83800001转802"),
            ("83800001转", "refused"),
            ("83800001转80a", "refused"),
            ("见公示栏", "refused"),
        ] {
            let kept = office_phone(typed).unwrap_or_else(|_| "refused".to_owned());
            assert_eq!(kept, stored, "{typed}");
        }
        for (typed, stored) in [
            ("", ""),
            ("+86 138 0013 8000", "13800138000"),
            ("0516-83800001", "refused"),
            ("1380013800", "refused"),
        ] {
            assert_eq!(mobile(typed).unwrap_or_else(|_| "refused".to_owned()), stored, "{typed}");
        }
    }

    #[test]
    fn r21_a_photo_is_a_file_name_and_never_a_path() {
        for good in ["S01.jpg", "王小明.PNG", "s-01_b.jpeg"] {
            assert_eq!(photo(good).unwrap(), good);
        }
        for (bad, code) in [
            ("../S01.jpg", "photo_is_a_path"),
            ("/etc/x.jpg", "photo_is_a_path"),
            ("a\\b.png", "photo_is_a_path"),
            (".hidden.png", "photo_is_a_path"),
            ("C:x.png", "photo_is_a_path"),
            ("S01.gif", "photo_kind"),
            ("S01", "photo_kind"),
        ] {
            assert_eq!(photo(bad).unwrap_err().code(), code, "{bad}");
        }
        assert_eq!(photo(&format!("{}.png", "x".repeat(60))).unwrap_err().code(), "photo_is_a_path");
    }
}
