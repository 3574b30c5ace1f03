//! The documents that anybody may read: the office's three working rules, the guide, what the scheme is for, and what it rests on
//! (R8, R31, R69).
//!
//! Each is written for this office and compiled in. Once the register ([`Regulations`]) has a text of the office's own, that one
//! stands in its place. Nothing of a visitor is ever in them.

use chrono::NaiveDate;

use super::catalogue::{Catalogue, Matter};
use super::codes::{CopyKind, Kind};
use super::regulation::{Regulations, RuleVersion};
use super::settings::Settings;

/// Where a document stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// 工作制度: made by the office, for the wall.
    Rules,
    /// 办事须知: written for visitors.
    Visitors,
    /// 上级文件和方案: what the scheme rests on.
    Governing,
    /// 谁可以办什么: made by the program from its own table.
    Rights,
}

/// A document as it is read today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name in the register, e.g. `flow`.
    pub name: String,
    /// Where it stands in the list.
    pub shelf: Shelf,
    /// 标题, with its title marks.
    pub title: String,
    /// 制定单位.
    pub issuer: String,
    /// 第几版.
    pub version: u16,
    /// 生效日期; none until the office has said it.
    pub effective: Option<NaiveDate>,
    /// A drawing: its lines stand as they are, at most [`BROADEST`] cells wide. Any other is in paragraphs, to be wrapped.
    pub drawn: bool,
    /// Paragraphs, or the lines of a drawing; an empty one is a blank line. None at all where only the title is known.
    pub lines: Vec<String>,
}

/// Cells of the broadest line of a drawing.
pub const BROADEST: usize = 76;

/// What the program brings with it: name, shelf, text.
const OURS: [(&str, Shelf, &str); 8] = [
    ("system", Shelf::Rules, include_str!("data/documents/system.txt")),
    ("accountability", Shelf::Rules, include_str!("data/documents/accountability.txt")),
    ("flow", Shelf::Rules, include_str!("data/documents/flow.txt")),
    ("guide", Shelf::Visitors, include_str!("data/documents/guide.txt")),
    ("purpose", Shelf::Visitors, include_str!("data/documents/purpose.txt")),
    ("city_opinion", Shelf::Governing, include_str!("data/documents/city_opinion.txt")),
    ("bureau_plan", Shelf::Governing, include_str!("data/documents/bureau_plan.txt")),
    ("office_plan", Shelf::Governing, include_str!("data/documents/office_plan.txt")),
];

/// Matters that stand in the guide, in its order.
const COMMON: [&str; 14] = [
    "GW01", "GW02", "GW03", "GW05", "YS02", "YS03", "FS01", "FS03", "YL02", "YL03", "YL04", "YL05", "YL06",
    "ZX02",
];

/// What documents are made of.
#[derive(Debug, Clone, Copy)]
pub struct Library<'a> {
    /// The office's name, hours, hotlines and promises.
    pub settings: &'a Settings,
    /// The matters of the guide.
    pub catalogue: &'a Catalogue,
    /// The office's own versions.
    pub regulations: &'a Regulations,
    /// The day for which they hold.
    pub today: NaiveDate,
}

impl Library<'_> {
    /// Every document, in the order of the list: ours first, then the rules that the office has added.
    pub fn all(&self) -> Vec<Document> {
        let added = self.regulations.0.iter().filter(|(name, _)| !is_ours(name));
        let added = added.filter_map(|(name, rule)| self.added(name, rule.in_force(self.today)?));
        let mut all: Vec<Document> =
            OURS.iter().map(|(name, on, text)| self.ours(name, *on, text)).chain(added).collect();
        all.sort_by_key(|document| document.shelf);
        all
    }

    /// One of them by its name.
    pub fn by_name(&self, name: &str) -> Option<Document> {
        self.all().into_iter().find(|document| document.name == name)
    }

    fn ours(&self, name: &str, on: Shelf, text: &str) -> Document {
        let written = DocumentText::of(text);
        let lines = written.body.lines().flat_map(|line| match line {
            "{matters}" => self.matters(),
            line => vec![self.filled(line)],
        });
        let mut document = Document {
            name: name.to_owned(),
            shelf: on,
            title: self.filled(written.title),
            issuer: self.filled(written.issuer),
            version: 1,
            effective: None,
            drawn: written.drawn,
            lines: lines.collect(),
        };
        if let Some(version) = self.regulations.0.get(name).and_then(|rule| rule.in_force(self.today)) {
            replace(&mut document, version);
        }
        document
    }

    fn added(&self, name: &str, version: &RuleVersion) -> Option<Document> {
        let mut document = Document {
            name: name.to_owned(),
            shelf: Shelf::Rules,
            title: version.title.clone(),
            issuer: self.settings.office.clone(),
            version: 1,
            effective: None,
            drawn: false,
            lines: Vec::new(),
        };
        replace(&mut document, version);
        (!version.retired).then_some(document)
    }

    /// What stands in braces is the office's.
    fn filled(&self, line: &str) -> String {
        if !line.contains('{') {
            return line.to_owned();
        }
        let hours: Vec<String> =
            self.settings.hours.iter().map(|half| format!("{}-{}", half.from, half.to)).collect();
        line.replace("{office}", &self.settings.office)
            .replace("{hotline}", &self.settings.hotline)
            .replace("{sms}", &self.settings.sms)
            .replace("{hours}", &hours.join("、"))
    }

    /// The common matters: how long, and what to bring.
    fn matters(&self) -> Vec<String> {
        let era = self.settings.era;
        let common = COMMON.iter().filter_map(|code| self.catalogue.matters.get(*code));
        let ours = common.filter(|matter| matter.exists(era) && matter.kind(era) == Kind::Own);
        ours.flat_map(|matter| self.matter(matter)).collect()
    }

    fn matter(&self, matter: &Matter) -> Vec<String> {
        let own = self.settings.promises.get(matter.code.as_str()).copied();
        let limit = own.or_else(|| matter.promise(self.settings.era));
        let limit = limit.map_or_else(String::new, |limit| format!("　{limit}"));
        let mut lines = vec![format!("●{}{limit}", matter.name)];
        let bring: Vec<String> = matter
            .materials
            .iter()
            .map(|spec| {
                let copy = if spec.form == Some(CopyKind::Copy) { "复印件" } else { "" };
                let when = spec.when.as_ref().map_or_else(String::new, |when| format!("（{when}）"));
                format!("{}{copy}{when}", spec.name)
            })
            .collect();
        if !bring.is_empty() {
            lines.push(format!("带：{}。", bring.join("；")));
        }
        lines
    }
}

/// The program brings this one with it.
pub fn is_ours(name: &str) -> bool {
    OURS.iter().any(|(ours, ..)| *ours == name)
}

fn replace(document: &mut Document, version: &RuleVersion) {
    document.version = version.number;
    document.effective = version.effective;
    if !version.title.is_empty() {
        document.title.clone_from(&version.title);
    }
    if !version.text.is_empty() {
        (document.lines, document.drawn) = (version.text.clone(), false);
    }
}

/// A text file: lines of facts, an empty line, the text.
struct DocumentText<'t> {
    title: &'t str,
    issuer: &'t str,
    drawn: bool,
    body: &'t str,
}

impl<'t> DocumentText<'t> {
    fn of(text: &'t str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let fact =
            |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
        Self {
            title: fact("title "),
            issuer: fact("issuer "),
            drawn: head.lines().any(|line| line == "drawn"),
            body,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::Limit;

    fn all(settings: &Settings, regulations: &Regulations) -> Vec<Document> {
        let today = "2026-11-23".parse().unwrap();
        Library { settings, catalogue: Catalogue::bundled().unwrap(), regulations, today }.all()
    }

    #[test]
    fn r8_r31_three_rules_and_three_governing_documents_are_there_from_the_start() {
        let all = all(&Settings::default(), &Regulations::default());
        let on = |shelf| all.iter().filter(|document| document.shelf == shelf).collect::<Vec<_>>();
        let rules: Vec<&str> = on(Shelf::Rules).iter().map(|document| document.title.as_str()).collect();
        assert_eq!(rules, ["《“零障碍”服务全程协办制度》", "《不规范服务问责办法》", "《百姓办事流程图》"]);
        assert_eq!(on(Shelf::Governing).len(), 3);
        assert!(on(Shelf::Rules).iter().all(|document| document.lines.len() > 20));
        for document in &all {
            assert!(!document.issuer.is_empty() && !document.title.is_empty(), "{document:?}");
            assert!(!document.lines.iter().any(|line| line.contains(['{', '}'])), "{document:?}");
        }
    }

    #[test]
    fn r31_the_rules_say_what_the_plan_orders() {
        let all = all(&Settings::default(), &Regulations::default());
        let text = |name: &str| all.iter().find(|document| document.name == name).unwrap().lines.join("\n");
        let says = |name: &str, words: &[&str]| {
            let text = text(name);
            for word in words {
                assert!(text.contains(word), "{name}: {word}");
            }
        };
        let stages = ["接待受理", "咨询答疑", "全程导引", "主动协办", "办结回复"];
        let kinds = ["受理件", "联办件", "移办件", "提示件", "即办件", "承诺件", "退回件"];
        says("system", &stages);
        says("system", &kinds);
        says("flow", &kinds);
        says("system", &["办到底", "当面告知", "服务对象签字", "协办提示卡", "协办回执", "否定报备反馈单"]);
        says("accountability", &["敷衍应付", "变相抵制", "不作为", "慢作为", "乱作为"]);
        says("accountability", &["临机处置", "局党委管理的干部", "申辩", "一票否决"]);
        assert_eq!(text("accountability").matches("    （五）").count(), 2, "five kinds, and more measures");
        says("purpose", &["80802345", "18914882345", "协办单"]);
    }

    #[test]
    fn the_guide_follows_the_catalogue_and_the_offices_own_promises() {
        let mut settings = Settings { office: "云龙区卫生监督所".to_owned(), ..Settings::default() };
        settings.promises.insert("GW01".to_owned(), Limit::WorkingDays(7));
        let all = all(&settings, &Regulations::default());
        let guide = all.iter().find(|document| document.name == "guide").unwrap();
        let text = guide.lines.join("\n");
        assert!(text.contains("●公共场所卫生许可（新证）　7个工作日\n带：卫生许可证申请表；"), "{text}");
        assert!(text.contains("08:30-12:00、14:30-17:30") && text.contains("（使用集中空调通风系统的）"));
        assert_eq!(guide.issuer, "云龙区卫生监督所");
    }
}
