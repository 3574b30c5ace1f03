//! The program's own keys: the same on every screen. Help, palette and bottom line are made from this table.

use xieban_term::{Code, Key};

/// What the program can do from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Verb {
    Help,
    Register,
    Cases,
    Duty,
    Complaint,
    Supervise,
    Call,
    Find,
    Mask,
    SignOut,
    Arrive,
    Waiting,
    Tally,
    Gone,
    DayLog,
    LateEntry,
    WrongDoor,
    LedHere,
    Palette,
    Leave,
    Approvals,
    Switch,
    Absence,
    Library,
    Premises,
    Export,
    Totals,
    Pin,
    Settings,
    ConfirmClock,
    Drill,
}

/// A row of the table.
pub(super) struct Binding {
    pub(super) verb: Verb,
    /// Its key; each F-key is also an Alt key.
    pub(super) key: Key,
    /// As the key line says it.
    pub(super) short: &'static str,
    /// As help and palette say it.
    pub(super) long: &'static str,
}

/// Every binding, in the order of the help.
pub(super) const BINDINGS: [Binding; 31] = [
    bind(Verb::Help, f(1), "帮助", "帮助：这里能用的键"),
    bind(Verb::Register, f(2), "登记", "登记：接待一位服务对象"),
    bind(Verb::Cases, f(3), "办件", "办件：我的件和全所的件"),
    bind(Verb::Duty, f(4), "值班", "值班：谁在岗，值班表，临时顶岗"),
    bind(Verb::Complaint, f(5), "投诉", "投诉：登记和办理投诉，作风投诉，空白登记表"),
    bind(Verb::Supervise, f(6), "监督", "监督：数字、责任人、排行、督办、考核"),
    bind(Verb::Call, f(7), "来电", "来电查询：有人来电问进度，查到就能答"),
    bind(Verb::Approvals, Key::ctrl('e'), "待审", "待我审批：会签、同意、代办、电话请示"),
    bind(Verb::Switch, Key::ctrl('t'), "换人", "换人：另一位签到，没填完的先放着"),
    bind(Verb::Absence, Key::ctrl('k'), "离岗", "离岗：休假、出差、培训，其间的件一并代办"),
    bind(Verb::Premises, Key::ctrl('n'), "岗位", "岗位：离座、回座，查设施，制度上墙，培训"),
    bind(Verb::Library, Key::ctrl('o'), "制度", "制度和指南：工作制度、流程图、办事指南"),
    bind(Verb::Find, Key::ctrl('f'), "找件", "找件（/）：按编号、电话、证件、姓名或首字母"),
    bind(Verb::Mask, f(9), "遮屏", "遮屏：屏上不留服务对象的信息"),
    bind(Verb::Settings, Key::ctrl('v'), "设置", "系统设置：本所的名称、时间、电话、科室，人员，谁改过什么"),
    bind(Verb::Pin, Key::ctrl('y'), "密码", "密码：换自己的；系统管理员重置别人的"),
    bind(Verb::SignOut, f(10), "签退", "签退：换人或下班"),
    bind(Verb::Arrive, f(11), "到所", "到所：来了一位，先记下时间等候"),
    bind(Verb::Waiting, Key::ctrl('w'), "等候", "等候：名单，叫下一位，优先"),
    bind(Verb::Tally, f(12), "答一句", "咨询即答：一句话答完，计一次"),
    bind(Verb::Gone, Key::ctrl('g'), "离开", "来访人离开：写明原因"),
    bind(Verb::Totals, Key::ctrl('u'), "数字", "数字：今天、本周到今年，念出来或出单"),
    bind(Verb::DayLog, Key::ctrl('l'), "日志", "日志总表：打印某一天的协办日志"),
    bind(Verb::WrongDoor, Key::ctrl('d'), "指路", "指路：走错门的，选事项，出导引单"),
    bind(Verb::LedHere, Key::ctrl('r'), "转来", "转来：外单位导引来的，记来源编号"),
    bind(Verb::Export, Key::ctrl('x'), "导出", "导出：一个月、季度或一年的数字和件导出成表格"),
    bind(Verb::LateEntry, Key::ctrl('b'), "补录", "补录：停电时写的手工单录进来"),
    bind(Verb::ConfirmClock, Key::alt('d'), "核定", "核定日期：本机日期有疑问时，核对今天的日期"),
    bind(Verb::Drill, Key::alt('k'), "课程", "演练课程：接待二十位来人，看按键和漏项"),
    bind(Verb::Palette, Key::ctrl('p'), "命令", "命令：按中文名或拼音首字母找"),
    bind(Verb::Leave, Key::ctrl('q'), "退出", "退出程序"),
];

/// Those that there are: the course is a practice store's alone, whose clock is never asked about.
pub(super) fn bindings(practice: bool) -> impl Iterator<Item = &'static Binding> {
    let left_out = if practice { Verb::ConfirmClock } else { Verb::Drill };
    BINDINGS.iter().filter(move |binding| binding.verb != left_out)
}

const fn f(n: u8) -> Key {
    Key::plain(Code::F(n))
}

const fn bind(verb: Verb, key: Key, short: &'static str, long: &'static str) -> Binding {
    Binding { verb, key, short, long }
}

/// The verb of a key, by either of its ways.
pub(super) fn verb(key: Key) -> Option<Verb> {
    let key = key.twin();
    BINDINGS.iter().find(|binding| binding.key == key).map(|binding| binding.verb)
}

/// The key of a verb, as it is said.
pub(super) fn key_of(verb: Verb) -> String {
    BINDINGS
        .iter()
        .find(|binding| binding.verb == verb)
        .map(|binding| binding.key.to_string())
        .unwrap_or_default()
}

/// The key that saves, on every screen.
pub(super) const SAVE: Key = f(8);

/// 出单 of the case under the marker.
pub(super) const PAPER: Key = Key::alt('p');
/// What waits for the leader on the case under the marker.
pub(super) const APPROVE: Key = Key::alt('e');

/// A digit, whatever width the input method gave it.
pub(super) fn digit(key: Key) -> Option<usize> {
    let c = xieban_words::canonical::key_char(key.typed()?);
    c.to_digit(10).and_then(|digit| usize::try_from(digit).ok())
}

/// A typed character in its narrow form.
pub(super) fn narrow(key: Key) -> Option<char> {
    key.typed().map(xieban_words::canonical::key_char)
}

/// Confirms: Enter.
pub(super) fn is_enter(key: Key) -> bool {
    key == Key::plain(Code::Enter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_and_every_f_key_has_a_second_way() {
        for (at, binding) in BINDINGS.iter().enumerate() {
            assert!(BINDINGS.iter().skip(at + 1).all(|other| other.key != binding.key), "{}", binding.key);
        }
        assert_eq!(verb(Key::alt('2')), Some(Verb::Register));
        assert_eq!(verb(Key::alt('0')), Some(Verb::SignOut));
        assert_eq!(verb(Key::alt('=')), Some(Verb::Tally));
    }
}
