//! 登记新版 of the marked rule, or of one that is named (R67).

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::KeepRule;
use xieban_domain::refusal::RefusedField;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "登记新版",
    place: "1",
    does: Does::Ask(|desk, world| {
        let mut asking = Asking::new();
        asking.explain(
            "登记一版，旧版连同日期和登记人都留着。换成本所自己的正文，用 xieban act 的 keep_rule。",
        );
        asking.explain("登记另一项制度：改代号（小写字母、数字、下划线）和标题。");
        let name = asking.text("代号", 24, RefusedField::Name, String::new());
        let title = asking.text("标题", 60, RefusedField::Summary, String::new());
        let effective = asking.no_date("生效日期", RefusedField::Limit);
        asking.start(&effective, &world.now().date().to_string());
        let tags = asking.text("活动", 60, RefusedField::Remark, String::new());
        if let Some(rule) = &desk.rule {
            asking.start(&name, &rule.name);
            asking.start(&title, &rule.title);
            let known = rule.version.as_ref().map(|version| version.tags.join("、"));
            asking.start(&tags, &known.unwrap_or_default());
        }
        let states = vec![(false, "施行".to_owned()), (true, "废止".to_owned())];
        let retired = asking.one_of("状态", states, RefusedField::Whole);
        asking.choose(&retired, 0);
        asking.makes(move |said| {
            let named = said.get(&tags)?;
            let tags = named.split(['、', '，', ',', ' ', '　']).filter(|tag| !tag.is_empty());
            Ok(OfficeCommand::KeepRule(KeepRule {
                name: said.get(&name)?,
                title: said.get(&title)?,
                effective: said.get(&effective)?,
                tags: tags.map(str::to_owned).collect(),
                text: Vec::new(),
                retired: said.get(&retired)?,
            }))
        })
    }),
};
