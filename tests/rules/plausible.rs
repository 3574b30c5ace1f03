//! Numbers, dates and amounts that lie where nothing of an office can lie are refused at every door, and nothing is counted from them.

use serde_json::{Value, json};
use xieban_domain::number::{CaseId, LAST, Numbering, Reading, read};

use xieban_support::{on, register};

use crate::world::World;

fn advice() -> Value {
    register("ZX01", &json!([]))
}

/// 系统设置 → 用过的编号 of one form, with a reason or without.
fn used(form: &str, last: u64, reason: &str) -> Value {
    json!({ "do": "change_settings", "used_on_paper": { form: [2026, last] }, "reason": reason })
}

#[test]
fn r25_numbers_used_on_paper_are_few_enough_to_be_true() {
    let mut world = World::new();
    for form in ["case", "prompt_card", "receipt", "return_notice", "guidance"] {
        for slip in [4_294_967_295, 1_000_000_000, 20_260_123, 100_000] {
            assert_eq!(
                world.no("A01", &used(form, slip, "去年的登记簿")).0,
                "used_too_many",
                "{form} {slip}"
            );
        }
    }
    assert_eq!(world.no("A01", &used("case", 2_001, "")).0, "jump_needs_reason");
    world.done("A01", &used("case", 2_001, "2026年登记簿用到2001号"));
    assert_eq!(world.ok("S01", &advice()), CaseId { year: 2026, seq: 2_002 });
}

#[test]
fn r25_a_series_that_is_in_use_has_no_gap_that_nobody_explains() {
    let mut world = World::new();
    world.done("A01", &used("case", 10, ""));
    for seq in 11..=13 {
        assert_eq!(world.ok("S01", &advice()), CaseId { year: 2026, seq });
    }
    assert_eq!(world.no("A01", &used("case", 100, "登记簿")), ("series_in_use", "R25".to_owned()));
    world.done("A01", &used("receipt", 7, ""));
    // What stood there before may be said again with other values of the same page.
    world.done(
        "A01",
        &json!({ "do": "change_settings", "used_on_paper": { "case": [2026, 10] }, "absence_minutes": 45 }),
    );
    assert_eq!(world.ok("S01", &advice()), CaseId { year: 2026, seq: 14 });
}

#[test]
fn r25_a_clock_that_is_decades_off_gives_no_number() {
    let mut world = World::new();
    world.clock("1970-01-02T08:41");
    world.enter_duty("1970-01-02", Some("L01"));
    assert_eq!(world.no("S01", &advice()).0, "year_implausible");
    world.clock("2026-11-23T08:41");
    world.ok("S01", &advice());
}

#[test]
fn counts_among_the_settings_have_one_range_each() {
    let mut world = World::new();
    let set = |name: &str, count: &Value| json!({ "do": "change_settings", name: count });
    for (name, least, most) in
        [("abandon_days", 1, 366), ("absence_minutes", 1, 480), ("retention_months", 120, 1_200)]
    {
        for off in [least - 1, most + 1, 65_535] {
            assert_ne!(world.no("A01", &set(name, &json!(off))).0, "", "{name} {off}");
        }
        for fine in [most, least] {
            world.done("A01", &set(name, &json!(fine)));
        }
    }
    assert_eq!(world.no("A01", &set("escalation_days", &json!([1, 2, 3, 367]))).0, "count_out_of_range");
    assert_eq!(world.no("A01", &set("launch_year", &json!(65_535))).0, "count_out_of_range");
    for (limit, refused) in [("367 working", true), ("13 months", true), ("366 calendar", false)] {
        let promise = set("promises", &json!({ "GW01": limit }));
        match refused {
            true => assert_eq!(world.no("A01", &promise).0, "count_out_of_range", "{limit}"),
            false => world.done("A01", &promise),
        }
    }
}

#[test]
fn dates_and_amounts_beyond_all_sense_are_refused_by_name() {
    let mut world = World::new();
    let id = world.ok("S01", &advice());
    for date in ["-0001-01-01", "0001-01-01", "2200-01-01", "+262142-12-31"] {
        let duty = json!({ "do": "enter_duty", "date": date, "leader": "L01", "morning": ["S01"], "afternoon": ["S02"] });
        assert_eq!(world.no("A01", &duty).0, "date_implausible", "{date}");
    }
    let fee = |fen: u32| on(id, &json!({ "do": "note_fee", "fen": fen, "basis": "《收费目录》第3条" }));
    assert_eq!(world.no("S01", &fee(u32::MAX)).0, "amount_implausible");
    assert_eq!(world.no("S01", &fee(100_000_001)).0, "amount_implausible");
    world.ok("S01", &fee(100_000_000));
    for (quarter, refused) in [("2200Q4", true), ("2028Q1", true), ("2027Q1", false)] {
        let draft = json!({ "do": "draft_roster", "quarter": quarter });
        match refused {
            true => assert_eq!(world.no("S01", &draft).0, "quarter_too_far", "{quarter}"),
            false => world.done("S01", &draft),
        }
    }
}

#[test]
fn moments_and_half_days_beyond_all_sense_are_refused_as_dates_are() {
    let mut world = World::new();
    let id = world.ok("S01", &register("YB01", &json!([])));
    world.ok("S01", &on(id, &json!({ "do": "guide", "mode": "书面导引单" })));
    let over =
        |at: Value| on(id, &json!({ "do": "hand_over", "receiver": "钱科长", "mode": "电话衔接", "at": at }));
    for at in [i64::MIN, -9_000_000_000_000_000, -62_135_596_800_000] {
        assert_eq!(world.no("S01", &over(json!(at))).0, "date_implausible", "{at}");
    }
    world.ok("S01", &over(json!(null)));
    for day in ["-0001-01-01", "+262142-12-31"] {
        let away = json!({ "do": "keep_absence", "officer": "S01", "kind": "休假",
            "from": format!("{day} 上午"), "to": format!("{day} 下午") });
        assert_eq!(world.no("S01", &away).0, "date_implausible", "{day}");
    }
}

#[test]
fn every_number_that_can_be_given_reads_as_it_is_written() {
    for year in [2000, 2026, 2999] {
        for seq in [1, 9, 10, 9_999, 10_000, LAST - 1, LAST] {
            let id = CaseId { year, seq };
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(CaseId::from_key(id.key()), id);
            let of = Numbering { years: vec![year], prefixes: Vec::new() };
            assert!(read(&id.spoken(), &of).unwrap().contains(&Reading::Spoken(id)), "{id}");
        }
    }
    for (year, seq) in [(1970, 1), (3000, 1), (2026, 0), (2026, LAST + 1), (2026, u32::MAX)] {
        assert!(CaseId { year, seq }.to_string().parse::<CaseId>().is_err(), "{year}-{seq}");
    }
}
