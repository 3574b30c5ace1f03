//! Invented people and firms, with numbers whose check digits are right.

use chrono::NaiveTime;
use xieban_domain::identity::{credit_check, resident_check};

/// A small generator of numbers, the same for the same seed everywhere.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `below` (at least 1).
    pub(super) fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        usize::try_from(x % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// 32 bytes.
    pub(super) fn bytes(&mut self) -> [u8; 32] {
        std::array::from_fn(|_| u8::try_from(self.roll(256)).unwrap_or_default())
    }

    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

const SURNAMES: [&str; 30] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何",
    "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "单", "曾", "欧阳",
];
const GIVEN: [&str; 36] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "秀英", "桂兰", "建国", "国强", "小红", "玉梅", "志强", "海燕", "文博", "思远", "雨晴", "子涵", "晓东",
    "春花", "金凤", "永康", "淑珍", "家辉", "瑞",
];
const PLACES: [&str; 10] = ["徐州", "云龙", "鼓楼", "泉山", "铜山", "贾汪", "彭城", "汉风", "楚韵", "云湖"];
const TRADES: [&str; 12] = [
    "浴室",
    "宾馆",
    "美容美发",
    "商场",
    "游泳健身",
    "口腔门诊",
    "中医诊所",
    "水务",
    "幼儿园",
    "酒店管理",
    "养生会馆",
    "医疗服务",
];
const ROADS: [&str; 8] =
    ["湖北路", "解放南路", "中山北路", "淮海东路", "建国西路", "和平大道", "彭城路", "民主南路"];
const DISTRICTS: [&str; 5] = ["云龙区", "鼓楼区", "泉山区", "铜山区", "贾汪区"];

pub(super) fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

pub(super) fn person(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&SURNAMES), dice.pick(&GIVEN))
}

pub(super) fn firm(dice: &mut Dice) -> String {
    format!("{}{}{}有限公司", dice.pick(&PLACES), dice.pick(&GIVEN), dice.pick(&TRADES))
}

pub(super) fn address(dice: &mut Dice) -> String {
    format!("{}{}{}号", dice.pick(&DISTRICTS), dice.pick(&ROADS), dice.roll(300) + 1)
}

pub(super) fn phone(dice: &mut Dice) -> String {
    let head = dice.pick(&["138", "139", "152", "187", "199"]);
    format!("{head}{:08}", dice.roll(100_000_000))
}

pub(super) fn resident_id(dice: &mut Dice) -> String {
    let head = dice.pick(&["320300", "320302", "320303", "320311", "320312"]);
    let body = format!(
        "{head}{}{:02}{:02}{:03}",
        1955 + dice.roll(50),
        dice.roll(12) + 1,
        dice.roll(28) + 1,
        dice.roll(1000)
    );
    let digits: Vec<u32> = body.chars().filter_map(|c| c.to_digit(10)).collect();
    format!("{body}{}", resident_check(&digits))
}

pub(super) fn credit_code(dice: &mut Dice) -> String {
    let body = format!("91320300MA{:07}", dice.roll(10_000_000));
    let check = credit_check(&body).unwrap_or('0');
    format!("{body}{check}")
}

#[cfg(test)]
mod tests {
    use xieban_domain::identity::{check_credit_code, check_phone, check_resident_id};

    use super::*;

    #[test]
    fn invented_numbers_have_right_check_digits() {
        let mut dice = Dice::new(7);
        let today = "2026-11-23".parse().unwrap();
        for _ in 0..500 {
            check_resident_id(&resident_id(&mut dice), today).unwrap();
            check_credit_code(&credit_code(&mut dice)).unwrap();
            check_phone(&phone(&mut dice)).unwrap();
        }
    }
}
