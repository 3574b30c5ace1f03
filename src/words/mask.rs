//! What a mask leaves standing, so that a list can be read aloud without giving anybody away.

/// Surnames of two characters: the mask leaves both.
const COMPOUND: [&str; 20] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒",
    "司空", "夏侯", "轩辕", "端木", "百里", "呼延", "南宫",
];

/// A person's name: the surname stays, every other character becomes `*`.
pub fn name(name: &str) -> String {
    let length = name.chars().count();
    let kept = if length > 2 && COMPOUND.iter().any(|surname| name.starts_with(surname)) { 2 } else { 1 };
    name.chars().enumerate().map(|(at, c)| if at < kept { c } else { '*' }).collect()
}

/// A telephone number: the first three and the last four digits stay; of a short one the last four.
pub fn phone(number: &str) -> String {
    let first = if number.chars().count() >= 11 { 3 } else { 0 };
    middle(number, first, 4)
}

/// The number of somebody's papers: the first three and the last four characters stay, never the date of birth.
pub fn id(number: &str) -> String {
    middle(number, 3, 4)
}

/// An address: down to street or community, nothing after the first house number.
pub fn address(address: &str) -> String {
    let kept: String = address.chars().take_while(|c| !c.is_numeric()).collect();
    match kept.len() == address.len() {
        true => kept,
        false => kept + "***",
    }
}

fn middle(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let hidden = |at: usize| at >= first && at + last < length;
    if length <= first + last {
        return "*".repeat(length);
    }
    text.chars().enumerate().map(|(at, c)| if hidden(at) { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_leave_what_a_list_needs() {
        for (plain, masked) in [
            ("张三", "张*"),
            ("张小明", "张**"),
            ("欧阳娜娜", "欧阳**"),
            ("阿依古丽·买买提", "阿*******"),
            ("J. Smith", "J*******"),
        ] {
            assert_eq!(name(plain), masked);
        }
        assert_eq!(phone("13800138000"), "138****8000");
        assert_eq!(id("11010519491231002X"), "110***********002X");
        assert_eq!(address("云龙区湖北路12号3幢"), "云龙区湖北路***");
        assert_eq!(phone("80802345"), "****2345");
        assert_eq!(id("1234"), "****");
    }
}
