//! 监督: its views, each at both sizes; what its figures open; who sees what.

use serde_json::{Value, json};
use xieban_domain::figures::{Measure, Period, PeriodKind};
use xieban_office::{Answer, FiguresView, Query};

use xieban_support::desk::Desk;
use xieban_support::{day, people};

use crate::overlays::take;
use crate::picture::picture;

/// A day's work of S01 and S02, done, waiting, led elsewhere and refused; then 7 December, with some of it overdue.
fn worked(mut desk: Desk) -> Desk {
    let done = |desk: &mut Desk, kind: &str, level: Option<&str>| {
        let id = desk.case(kind);
        desk.on("S01", id, &json!({ "do": "finish", "summary": "已按规定办结并当面说明" }));
        desk.on("S01", id, &json!({ "do": "reply", "mode": "当面告知", "content": "已办好，请收好回执" }));
        if let Some(level) = level {
            desk.on("S01", id, &json!({ "do": "rate", "level": level }));
        }
    };
    for level in [Some("非常满意"), Some("满意"), Some("不满意"), None] {
        done(&mut desk, "instant", level);
    }
    for kind in ["promise", "promise", "prompt", "undecided", "firm"] {
        desk.case(kind);
    }
    let refused = desk.case("return");
    desk.on("L01", refused, &json!({ "do": "countersign" }));
    desk.case("return");
    for (matter, times) in [("YB01", 3), ("YB03", 1)] {
        for _ in 0..times {
            let id = desk.case(matter);
            desk.on("S01", id, &json!({ "do": "guide", "mode": "书面导引单" }));
        }
    }
    let complaint = json!({
        "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼二次供水站", "content": "水发黄",
    });
    desk.act("S02", &complaint);
    desk.clock("2026-12-08T09:00");
    desk
}

/// S01's logs say nothing, again and again.
fn empty_logs(mut desk: Desk) -> Desk {
    for _ in 0..6 {
        let id = desk.case("instant");
        desk.on("S01", id, &json!({ "do": "finish", "summary": "已办" }));
    }
    desk
}

fn view(desk: &Desk, code: &str, span: PeriodKind, on: &str) -> Box<FiguresView> {
    let session = desk.office.practise(code, "2号台").unwrap();
    let query = Query::Figures(Period::of(span, day(on)));
    let Answer::Figures(view) = desk.office.ask(&session, &query).unwrap() else { panic!("another answer") };
    view
}

#[test]
fn the_figures_of_a_month_with_the_month_before_and_their_course() {
    let mut desk = worked(Desk::at_work());
    picture("figures_month", desk.keys("F6"));
    desk.keys("PgUp ↓ ↓ ↓");
    picture("figures_registered", &mut desk);
    desk.keys("Home");
    let text = desk.text();
    let month = view(&desk, "S01", PeriodKind::Month, "2026-11-23");
    for line in month.now.lines().iter().take(12) {
        let row = text.lines().find(|row| row.contains(&format!("  {} ", line.label)));
        let row = row.unwrap_or_else(|| panic!("{}\n{text}", line.label));
        assert!(row.contains(&format!(" {} ", line.value.text())), "{line:?}\n{row}");
    }
    desk.keys("5");
    picture("figures_year", &mut desk);
    desk.keys("1");
    assert!(desk.text().contains("2026年12-08 周二"), "{}", desk.text());
    desk.keys("End");
    picture("figures_end", &mut desk);
}

#[test]
fn any_two_dates() {
    let mut desk = worked(Desk::at_work());
    desk.keys("F6 6");
    picture("figures_dates", &mut desk);
    desk.keys("Enter Backspace Backspace F8");
    assert!(desk.text().contains("日期请按2026-11-27的样子填"), "{}", desk.text());
    desk.keys("\"08\" F8");
    assert!(desk.text().contains("2026-12-01 至 2026-12-08"), "{}", desk.text());
}

#[test]
fn a_figure_opens_its_cases_and_a_case_is_read_and_gone_to() {
    let mut desk = worked(Desk::at_work());
    desk.keys("F6 PgUp ↓ ↓ ↓ Enter");
    picture("counted", &mut desk);
    let month = view(&desk, "S01", PeriodKind::Month, "2026-11-23");
    let registered = month.now.sum(&[Measure::Own, Measure::Joint, Measure::Transfer]);
    assert!(desk.text().contains(&format!("/ {registered}件")), "{}", desk.text());
    desk.keys("↓ Enter");
    picture("counted_case", &mut desk);
    desk.keys("1");
    assert!(desk.text().contains("[F3办件") && desk.text().contains("[查到 1]"), "{}", desk.text());
    desk.keys("F6 ↑ Enter");
    assert!(desk.text().contains("没有逐件的记录"), "{}", desk.text());
    let voices = month.now.lines().iter().position(|line| line.label == "投诉").unwrap();
    desk.keys("Home");
    for _ in 0..voices {
        desk.keys("↓");
    }
    picture("counted_complaints", desk.keys("Enter"));
    desk.keys("Esc");
    assert!(desk.text().contains("[数字]"), "{}", desk.text());
}

#[test]
fn whose_figures_they_are_and_who_sees_them() {
    let mut desk = worked(Desk::of("L01"));
    desk.keys("F6 PgUp →");
    picture("officers", &mut desk);
    desk.keys("Enter");
    picture("officers_one", &mut desk);
    desk.keys("↓ ↓ ↓ Enter");
    assert!(desk.text().contains("王芳  2026年11月"), "{}", desk.text());
    let mut desk = worked(Desk::of("S02"));
    let text = desk.keys("F6 PgUp →").text();
    assert!(
        text.contains("全所") && !text.contains(" 王芳 "),
        "another officer's figures are not for S02: {text}"
    );
}

#[test]
fn r74_hints_are_for_the_two_offices_and_a_file_begins_with_their_cases() {
    let mut desk = empty_logs(Desk::of("Z01"));
    picture("hints", desk.keys("F6 → →"));
    desk.keys("8");
    picture("hints_file", &mut desk);
    desk.keys("F8");
    assert!(desk.text().contains("已保存"), "{}", desk.text());
    let session = desk.office.practise("Z01", "2号台").unwrap();
    let Answer::Files(files) = desk.office.ask(&session, &Query::Files).unwrap() else {
        panic!("another answer")
    };
    let taken = &files[0].file.taken;
    assert!(taken.channel.is_none() && taken.about.contains(&"S01".into()));
    assert!(taken.content.starts_with("2026年11月作风体检提示：日志空泛，6件中6件（"));
    desk.keys("Enter");
    assert!(desk.text().contains("日志空泛 王芳"), "{}", desk.text());
    let mut desk = Desk::of("Z01");
    picture("hints_none", desk.keys("F6 → →"));
    let mut desk = empty_logs(Desk::of("L01"));
    let text = desk.keys("F6 → →").text();
    assert!(text.contains("提示由所作风办、所行风办看") && !text.contains("日志空泛"), "{text}");
    let before = desk.office.last_page().unwrap();
    desk.keys("8 F8");
    assert_eq!(desk.office.last_page().unwrap(), before, "a leader begins none");
}

/// S01 works in 所作风办, too.
fn also_of_the_office(desk: &mut Desk) {
    let staff = people().into_iter().find(|staff| staff.code.0 == "S01").unwrap();
    let mut keep: Value = serde_json::to_value(staff).unwrap();
    keep["do"] = json!("keep_staff");
    keep["roles"].as_array_mut().unwrap().push(json!("conduct_office"));
    desk.act("A01", &keep);
}

#[test]
fn r72_nobody_of_an_office_is_shown_a_hint_about_himself() {
    let mut desk = empty_logs(Desk::at_work());
    also_of_the_office(&mut desk);
    let text = desk.keys("F6 → →").text();
    assert!(text.contains("本期没有提示") && !text.contains("日志空泛"), "{text}");
    let before = desk.office.last_page().unwrap();
    desk.keys("8 F8");
    assert_eq!(desk.office.last_page().unwrap(), before);
    assert_eq!(
        view(&desk, "Z01", PeriodKind::Month, "2026-11-23").hints.len(),
        1,
        "his colleague is shown it"
    );
}

#[test]
fn where_visitors_are_led_and_which_matters_cost_them_most() {
    let mut desk = worked(Desk::at_work());
    picture("ranking_units", desk.keys("F6 PgUp → → →"));
    picture("ranking_matters", desk.keys("→"));
    desk.keys("7");
    assert!(desk.text().contains("[办结]"), "{}", desk.text());
}

#[test]
fn r55_the_register_of_what_was_refused() {
    let mut desk = worked(Desk::at_work());
    desk.keys("F6 → → → → →");
    assert!(desk.text().contains("这个月没有退回件"), "{}", desk.text());
    picture("returns", desk.keys("PgUp"));
    desk.keys("1");
    assert!(
        desk.text().contains("否定件登记簿2026年11月") && desk.text().contains("已导出"),
        "{}",
        desk.text()
    );
    desk.keys("Enter");
    desk.keys("Enter");
    assert!(desk.text().contains("1 到办件里办") || desk.text().contains("1到办件里办"), "{}", desk.text());
}

#[test]
fn r66_what_has_come_up_is_urged_and_its_officer_answers() {
    let mut desk = worked(Desk::of("Z01"));
    desk.clock("2026-12-22T09:00");
    picture("urging", desk.keys("F6 → → → → → →"));
    desk.keys("1");
    picture("urging_dialog", &mut desk);
    desk.keys("2 Enter \"三日内答复服务对象\" F8");
    assert!(desk.text().contains("红牌督办 待答复"), "{}", desk.text());
    desk.keys("2 \"用语请再明白些\" F8");
    desk.keys("Enter");
    picture("urged_case", &mut desk);
    for line in desk.text().lines() {
        for (at, _) in line.match_indices("牌") {
            assert!(line.get(at + "牌".len()..).is_some_and(|rest| rest.starts_with("督办")), "{line}");
        }
    }
    let mut desk = Desk::at_work();
    let id = desk.case("promise");
    desk.on("Z01", id, &json!({ "do": "urge", "level": "黄牌督办", "words": "三日内答复" }));
    desk.keys(&format!("/ \"{}\" Enter", id.spoken()));
    let text = desk.text();
    assert!(text.contains("黄牌督办，待答复"), "{text}");
    take(&mut desk, "答复督办").keys("\"已联系科室\" F8");
    assert!(!desk.text().contains("待答复"), "{}", desk.text());
}

#[test]
fn the_totals_are_read_out_and_printed_by_any_officer() {
    let mut desk = worked(Desk::at_work());
    picture("totals", desk.keys(": \"数字\" Enter"));
    desk.keys("1");
    picture("totals_sheet", &mut desk);
    assert!(desk.printed()[0].starts_with("协办数字-2026-12-08"), "{:?}", desk.printed());
    desk.keys("1 Ctrl-u");
    assert!(desk.text().contains("今天接待"), "{}", desk.text());
    desk.keys("Esc");
    assert!(desk.text().contains("[F3办件"), "{}", desk.text());
}

#[test]
fn who_leads_the_work_and_answers_for_it() {
    let mut desk = Desk::at_work();
    picture("supervision_nobody", desk.keys("F6 ←"));
    let group =
        json!({ "do": "keep_group", "heads": ["H01"], "members": ["L01", "L02"], "office": "所办公室" });
    desk.act("H01", &group);
    picture("supervision_leading", &mut desk);
    desk.keys("Esc");
    assert!(desk.text().contains("[F3办件"), "{}", desk.text());
    desk.keys("Alt-6");
    assert!(desk.text().contains("[F6监督]"), "{}", desk.text());
}

#[test]
fn r72_scores_lead_back_to_their_cases_and_nobody_sees_his_own() {
    let mut desk = worked(Desk::of("Z01"));
    let there = "F6 PgUp → → → → → → →";
    // Whoever supervises has one view more.
    let supervising = format!("{there} →");
    picture("scores", desk.keys(&supervising));
    picture("scores_one", desk.keys("Enter"));
    desk.keys("Enter");
    assert!(desk.text().contains("按时办结率 王芳"), "{}", desk.text());
    desk.keys("Esc Esc 8");
    picture("scores_rules", &mut desk);
    desk.keys("Enter Backspace Backspace \"30\" F8");
    assert!(desk.text().contains("考核规则 第2版  2026-12-08 马丽"), "{}", desk.text());
    let mut desk = worked(Desk::at_work());
    also_of_the_office(&mut desk);
    let text = desk.keys(&supervising).text();
    assert!(text.contains(" 李敏 ") && !text.lines().skip(3).any(|line| line.contains("王芳")), "{text}");
    let mut desk = worked(Desk::of("S02"));
    let text = desk.keys(there).text();
    assert!(text.contains("没有可看的考核分"), "{text}");
}

#[test]
fn r73_a_review_is_entered_and_read() {
    let mut desk = Desk::of("Z01");
    desk.keys("F6 ← ← ←");
    assert!(desk.text().contains("还没有评议记录"), "{}", desk.text());
    picture("reviews_enter", desk.keys("1"));
    desk.keys("Enter 3 Enter 1 Enter \"孙立、张工\" Enter \"90 八五\" Enter \"群众满意\" F8");
    assert!(desk.text().contains("评分写0到100的整数"), "{}", desk.text());
    desk.keys("↑ Backspace Backspace \"85\" F8");
    picture("reviews", &mut desk);
    let mut desk = Desk::of("L01");
    let text = desk.keys("F6 ← ← ← 1").text();
    assert!(text.contains("还没有评议记录"), "{text}");
    assert!(desk.keys("1").text().contains("登记评议不能办：这一步由"), "{}", desk.text());
}

#[test]
fn r77_an_appointment_with_its_opinion_and_the_persons_service() {
    let mut desk = worked(Desk::of("Z01"));
    desk.keys("F6 ← ←");
    assert!(desk.text().contains("没有可看的任免记录"), "{}", desk.text());
    picture("posts_propose", desk.keys("1"));
    let propose = json!({ "do": "propose_appointment", "staff": "S01", "act": "任命", "post": "监督一科科长", "level": "中层" });
    desk.keys("Esc").act("Z01", &propose);
    desk.keys("4");
    assert!(desk.text().contains("办结不能办：") && desk.text().contains("征求意见"), "{}", desk.text());
    desk.keys("2 F8 3 Enter 1 Enter \"周主任\" F8");
    picture("posts", &mut desk);
    picture("posts_service", desk.keys("Enter"));
    desk.keys("Esc 4 F8");
    assert!(desk.text().contains("已办结"), "{}", desk.text());
    let mut desk = Desk::at_work();
    desk.act("Z01", &propose);
    let text = desk.keys("F6 ← ←").text();
    assert!(text.contains("没有可看的任免记录") && !text.contains("监督一科科长"), "{text}");
}

#[test]
fn r71_the_report_of_the_period_is_looked_at_printed_and_signed_by_the_head() {
    let mut desk = worked(Desk::of("H01"));
    desk.keys("F6 PgUp 8");
    picture("report_menu", &mut desk);
    desk.keys("2");
    assert!(desk.printed()[0].contains("报表"), "{:?}", desk.printed());
    desk.keys("1 8 4");
    picture("report_sign", &mut desk);
    desk.keys("2");
    assert!(
        desk.text().contains("孙立12-08签发，校验码") || desk.text().contains("报表已签发"),
        "{}",
        desk.text()
    );
    desk.keys("↓");
    assert!(desk.text().contains("孙立12-08签发，校验码"), "{}", desk.text());
    let mut desk = worked(Desk::of("L01"));
    assert!(desk.keys("F6 PgUp 8 4").text().contains("签发不能办："), "{}", desk.text());
}

/// Who looked at whom, and why: the work itself, a paper, a reason, a complaint.
fn looked(mut desk: Desk) -> Desk {
    let case = desk.case("promise");
    let complaint = json!({
        "do": "take_complaint", "channel": "电话", "matter": "TS03", "about": "鼓楼二次供水站", "content": "水发黄",
        "complainant": { "name": "李四", "phone": "13900139000" },
    });
    desk.act("S02", &complaint);
    let of_case = json!({ "case": case.to_string() });
    let look = |of: &Value, purpose: &str, reason: &str| json!({ "do": "reveal", "of": of, "purpose": purpose, "reason": reason });
    desk.act("S01", &look(&of_case, "联系", ""));
    desk.clock("2026-11-24T09:05");
    desk.act("S02", &look(&of_case, "其他", "张三的家属13900139000来问办到哪一步，核对是不是本人的件；已请他带上身份证明原件和关系证明再来一次"));
    desk.act("S02", &look(&json!({ "complaint": "诉2026-1" }), "出单", ""));
    desk
}

#[test]
fn who_looked_at_an_identity_is_listed_for_those_who_supervise_and_nobody_else_finds_the_view() {
    let mut desk = looked(Desk::of("L01"));
    desk.keys("F6 → → → → → → →");
    picture("looks", &mut desk);
    desk.keys("↓");
    picture("looks_reason", &mut desk);
    desk.keys("Enter");
    assert!(
        desk.text().contains("[F3办件") && desk.text().contains("> 绿 剩9日     0001-7"),
        "{}",
        desk.text()
    );
    desk.keys("F6 ↑ Enter");
    assert!(desk.text().contains("[F5投诉]"), "{}", desk.text());
    for code in ["H01", "Z01", "F01"] {
        let text = looked(Desk::of(code)).keys("F6 → → → → → → →").text();
        assert!(text.contains("[查看记录]") && text.contains("张*的家属139****9000来问"), "{code}: {text}");
        assert!(text.contains("3次"), "{code}: {text}");
    }
    let mut none = Desk::of("L01");
    assert!(none.keys("F6 → → → → → → →").text().contains("还没有人查看过身份"), "{}", none.text());
    for code in ["S01", "A01"] {
        let mut desk = looked(Desk::of(code));
        desk.keys("F6");
        for nth in 0..12 {
            let text = desk.text();
            assert!(!text.contains("查看记录") && !text.contains("家属"), "{code} {nth}: {text}");
            desk.keys("→");
        }
    }
}

#[test]
fn what_leads_to_a_complaint_leads_to_that_one_wherever_f5_stands() {
    let stands = |desk: &Desk, number: u8| {
        let text = desk.text();
        assert!(
            text.contains("[F5投诉]") && text.contains("[投诉] 作风") && text.contains("[全部]"),
            "{text}"
        );
        assert!(text.contains(&format!("徐卫监诉〔2026〕{number}号")), "{number}: {text}");
    };
    let second = json!({ "do": "take_complaint", "channel": "电话", "matter": "TS02", "about": "和平路15号", "content": "打吊针",
        "complainant": { "name": "王五", "phone": "13900139001" } });
    // A look at it.
    let mut desk = looked(Desk::of("B01"));
    desk.act("S02", &second);
    desk.act(
        "S02",
        &json!({ "do": "reveal", "of": { "complaint": "诉2026-2" }, "purpose": "出单", "reason": "" }),
    );
    desk.keys("F5 → F6 → → → → → → → Home Enter");
    stands(&desk, 2);
    // A form that is half typed lies over the list no more, and is kept.
    desk.keys("1 ↓ \"鼓楼\" F6 ↓ Enter");
    stands(&desk, 1);
    // A figure.
    let mut desk = worked(Desk::of("L01"));
    desk.act("S02", &second);
    let month = view(&desk, "L01", PeriodKind::Month, "2026-11-23");
    let voices = month.now.lines().iter().position(|line| line.label == "投诉").unwrap();
    desk.keys("F5 → F6 PgUp").keys(&"↓ ".repeat(voices)).keys("Enter Enter");
    stands(&desk, 1);
    // What is past its day.
    let mut desk = worked(Desk::of("Z01"));
    desk.clock("2026-12-22T09:00");
    desk.act("S02", &second);
    desk.keys("F5 → F6 → → → → → → End Enter");
    stands(&desk, 1);
}

#[test]
fn whose_role_is_taken_from_him_loses_the_list_at_once() {
    let mut desk = looked(Desk::of("L01"));
    desk.keys("F6 → → → → → → →");
    assert!(desk.text().contains("家属"), "{}", desk.text());
    let staff = people().into_iter().find(|staff| staff.code.0 == "L01").unwrap();
    let mut keep: Value = serde_json::to_value(staff).unwrap();
    (keep["do"], keep["roles"]) = (json!("keep_staff"), json!(["officer"]));
    desk.act("A01", &keep);
    desk.changed();
    let text = desk.text();
    assert!(text.contains("这一步由值班领导") && !text.contains("家属"), "{text}");
    desk.keys("→");
    assert!(!desk.text().contains("查看记录"), "{}", desk.text());
}

#[test]
fn the_marker_stays_on_its_look_when_others_look_and_every_one_of_a_long_list_is_come_to() {
    let mut desk = looked(Desk::of("L01"));
    desk.keys("F6 → → → → → → → ↓");
    assert!(desk.text().contains(" 2 / 3次") && desk.text().contains("为什么：张*的家属"), "{}", desk.text());
    let of = json!({ "do": "reveal", "of": { "complaint": "诉2026-1" }, "purpose": "联系" });
    for _ in 0..250 {
        desk.act("S02", &of);
    }
    desk.changed();
    assert!(desk.text().contains("为什么：张*的家属"), "{}", desk.text());
    assert!(desk.text().contains("252 / 253次"), "{}", desk.text());
    let seen = |desk: &Desk| desk.text().contains("看到");
    desk.keys("Home");
    for nth in 1..=253 {
        let text = desk.text();
        assert!(text.contains(&format!("{nth} / 253次")) && text.contains("记在第"), "{nth}: {text}");
        desk.keys("↓");
    }
    desk.keys("PgUp PgUp");
    assert!(desk.text().contains("233 / 253次") && seen(&desk), "{}", desk.text());
}
