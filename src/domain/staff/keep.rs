//! The gate of the staff directory: each fact in its one stored form, or refused. A fact that is not known yet may be empty;
//! what must not be empty on the posted table is judged there (R16).

use xieban_words::canonical;

use super::{Directory, Staff, grant};
use crate::context::Context;
use crate::event::{Event, OfficeEvent};
use crate::identity;
use crate::refusal::{Refusal, RefusedField, Staffing};
use crate::visitor::line;

/// Longest code, in characters.
const LONGEST_CODE: usize = 12;
/// Longest extension, in digits.
const LONGEST_EXTENSION: usize = 6;

/// Enters somebody in the directory, or changes his entry. A code is one person for ever, in whatever case it is written: another
/// name is a correction with its reason, and another person has another code (R45). Some roles take a second person.
pub(crate) fn keep(staff: &Staff, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut entry = entered(staff, cx.staff)?;
    let before = cx.staff.get(&entry.code);
    let consent = grant::roles((before, &entry), cx.staff, &cx.actor.staff, &cx.facts.grant)?.map(Box::new);
    entry.appointed = None;
    Ok(vec![Event::Office(OfficeEvent::StaffKept { staff: Box::new(entry), consent })])
}

/// The entry under the code of the person whom it is about.
fn entered(staff: &Staff, directory: &Directory) -> Result<Staff, Refusal> {
    let mut entry = kept(staff)?;
    let known = directory.alike(&staff.code);
    // An entry says who somebody is; his photograph is set by a command of its own.
    let photo = known.map_or_else(String::new, |known| known.photo.clone());
    if !entry.photo.is_empty() && entry.photo != photo {
        return Err(Staffing::PhotoNotHere.refused());
    }
    entry.photo = photo;
    match known {
        Some(known) if known.code != staff.code => {
            let (code, name) = (known.code.0.clone(), known.name.clone());
            return Err(Staffing::CodeAlike { typed: staff.code.0.clone(), code, name }.refused());
        }
        Some(known) => {
            entry.code.clone_from(&known.code);
            if known.name == entry.name {
                entry.reason.clear();
            } else if entry.reason.is_empty() {
                let (code, name) = (known.code.0.clone(), known.name.clone());
                return Err(Staffing::CodeIsOnePerson { code, name }.refused());
            }
        }
        None => entry.reason.clear(),
    }
    Ok(entry)
}

/// An entry in its stored form.
pub(crate) fn kept(staff: &Staff) -> Result<Staff, Refusal> {
    let mut staff = staff.clone();
    for text in [&mut staff.name, &mut staff.post, &mut staff.badge, &mut staff.department, &mut staff.place]
    {
        *text = line(text, RefusedField::Staff)?;
    }
    staff.reason = line(&staff.reason, RefusedField::Reason)?;
    // What it was called before is made of the pages, by nobody's word.
    staff.before.clear();
    let plain = |c: char| c.is_ascii_alphanumeric();
    let code = &staff.code.0;
    if staff.name.is_empty() {
        return Err(Staffing::NameNeeded.refused());
    }
    if code.is_empty() || code.len() > LONGEST_CODE || !code.chars().all(plain) {
        return Err(Staffing::Code { typed: code.clone() }.refused());
    }
    staff.code.0.make_ascii_uppercase();
    staff.phone = office_phone(&line(&staff.phone, RefusedField::Staff)?)?;
    staff.mobile = mobile(&line(&staff.mobile, RefusedField::Staff)?)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Moment;

    /// Keeps an entry at a moment, or gives the code of the refusal.
    fn at(directory: &mut Directory, staff: &Staff, at: i64) -> Result<(), &'static str> {
        directory.keep(&entered(staff, directory).map_err(|refusal| refusal.code())?, Moment(at));
        Ok(())
    }

    #[test]
    fn r45_a_code_is_one_person_for_ever() {
        let mut directory = Directory::default();
        let named = |code: &str, name: &str| Staff::new(code, name);
        at(&mut directory, &named("S01", "李华"), 1).unwrap();
        assert_eq!(at(&mut directory, &named("S01", "李四"), 2), Err("code_is_one_person"));
        assert_eq!(at(&mut directory, &named("S01", " "), 2), Err("staff_needs_name"));
        let corrected = Staff { reason: "户籍更名".to_owned(), ..named("S01", "李桦") };
        at(&mut directory, &corrected, 5).unwrap();
        at(&mut directory, &Staff { phone: "83800001".to_owned(), ..named("S01", "李桦") }, 7).unwrap();
        let code = super::super::StaffCode::from("S01");
        assert_eq!(directory.name(&code), "李桦");
        assert_eq!(
            directory.as_at(Moment(4)).name(&code),
            "李华",
            "what was issued before bears the old name"
        );
        assert_eq!(directory.as_at(Moment(6)).name(&code), "李桦");
        assert_eq!(directory.get(&code).unwrap().reason, "", "the reason stands on its page");
    }

    #[test]
    fn codes_are_of_one_case() {
        let mut directory = Directory::default();
        at(&mut directory, &Staff::new("s02", "王小明"), 1).unwrap();
        assert_eq!(directory.0.keys().map(|code| code.0.as_str()).collect::<Vec<_>>(), ["S02"]);
        for name in ["李四", "王小明"] {
            assert_eq!(at(&mut directory, &Staff::new("s02", name), 2), Err("code_alike"));
        }
        // An older program took them as they were typed: such an entry can still be changed.
        directory.keep(&Staff::new("x9", "老赵"), Moment(3));
        at(&mut directory, &Staff { active: false, ..Staff::new("x9", "老赵") }, 4).unwrap();
        assert_eq!(at(&mut directory, &Staff::new("X9", "老钱"), 5), Err("code_alike"));
    }

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
    fn r21_an_entry_keeps_its_photograph_and_sets_none() {
        let picture = "07".repeat(32);
        let mut directory = Directory::default();
        let with = |photo: &str| Staff { photo: photo.to_owned(), ..Staff::new("S01", "李华") };
        assert_eq!(at(&mut directory, &with("S01.jpg"), 1), Err("photo_not_here"));
        at(&mut directory, &with(""), 2).unwrap();
        directory.keep_photograph(&"S01".into(), Some(picture.parse().unwrap()));
        for photo in ["", &picture] {
            at(&mut directory, &with(photo), 3).unwrap();
            assert_eq!(directory.pictures().len(), 1, "{photo}");
        }
        assert_eq!(at(&mut directory, &with(&"08".repeat(32)), 4), Err("photo_not_here"));
        directory.keep_photograph(&"S01".into(), None);
        assert_eq!(directory.get(&"S01".into()).unwrap().photo, "");
    }
}
