//! 评议 and 报表签发 through both doors (R71–R73).

use serde_json::{Value, json};
use xieban_domain::report::SignedReport;
use xieban_domain::review::{About, Review};
use xieban_domain::tenths::Tenths;
use xieban_office::{Answer, Query};

use crate::world::World;

fn of_office() -> Value {
    json!({
        "do": "hold_review", "date": "2026-11-20", "about": { "kind": "office" }, "reviewers": ["S01", "L01"],
        "outside": ["市民代表刘洋"], "scores": [90, 85, 86], "result": "总体满意，等候时间要缩短",
    })
}

fn of_staff(code: &str) -> Value {
    let mut review = of_office();
    review["about"] = json!({ "kind": "staff", "code": code });
    review
}

fn with(mut review: Value, field: &str, value: Value) -> Value {
    review[field] = value;
    review
}

fn reviews(world: &World, code: &str) -> Vec<Review> {
    let session = world.office.practise(code, "1号台").unwrap();
    let Answer::Reviews(reviews) = world.office.ask(&session, &Query::Reviews).unwrap() else {
        panic!("another answer")
    };
    reviews
}

#[test]
fn r73_a_review_has_its_date_reviewers_scores_and_result_and_the_mean_is_reckoned() {
    let mut world = World::new();
    world.done("Z01", &of_office());
    world.done("F01", &with(of_office(), "about", json!({ "kind": "department", "name": "监督一科" })));
    let read = reviews(&world, "S02");
    assert_eq!(read.len(), 2);
    assert_eq!(
        (&read[0].about, &read[1].about),
        (&About::Department { name: "监督一科".to_owned() }, &About::Office)
    );
    assert_eq!((read[1].mean, read[1].by.0.as_str()), (Tenths(870), "Z01"));
    let held = read[1].held.as_ref().unwrap();
    assert_eq!(
        (held.reviewers.len(), &held.outside, &held.scores),
        (2, &vec!["市民代表刘洋".to_owned()], &vec![90, 85, 86])
    );
    assert_eq!(held.result, "总体满意，等候时间要缩短");
}

#[test]
fn r73_a_review_without_what_belongs_to_it_is_refused() {
    let mut world = World::new();
    for (field, value, why) in [
        ("date", json!("2026-11-24"), "review_in_future"),
        ("about", json!({ "kind": "department", "name": "保卫科" }), "unknown_department"),
        ("about", json!({ "kind": "staff", "code": "S99" }), "no_such_staff"),
        ("reviewers", json!(["S99"]), "no_such_staff"),
        ("reviewers", json!(["S01", "S01"]), "reviewer_twice"),
        ("outside", json!([" "]), "review_name_needed"),
        ("scores", json!([]), "review_scores_needed"),
        ("scores", json!([90, 101]), "review_score_beyond"),
        ("scores", json!([90, 90, 90, 90]), "review_scores_too_many"),
        ("result", json!("  "), "review_result_needed"),
    ] {
        let review = with(of_office(), field, value);
        assert_eq!(world.no("Z01", &review).0, why, "{review}");
    }
    let nobody = with(with(of_office(), "reviewers", json!([])), "outside", json!([]));
    assert_eq!(world.no("Z01", &nobody).0, "reviewers_needed");
    for code in ["S01", "L01", "H01", "A01"] {
        assert_eq!(world.no(code, &of_office()).0, "not_authorised", "{code}");
    }
}

#[test]
fn r73_nobody_reviews_himself_and_r72_nobody_enters_what_is_said_of_himself() {
    let mut world = World::new();
    assert_eq!(world.no("Z01", &of_staff("S01")), ("reviews_himself", "R73".to_owned()));
    let by_name = with(of_staff("S02"), "outside", json!(["李敏"]));
    assert_eq!(world.no("Z01", &by_name).0, "reviews_himself", "nor under his name from outside");
    let before = world.office.header().unwrap().page;
    assert_eq!(world.no("Z01", &of_staff("Z01")), ("review_about_yourself", "R72".to_owned()));
    assert_eq!(world.office.header().unwrap().page, before);
    world.done("F01", &of_staff("Z01"));
    assert!(reviews(&world, "Z01").is_empty() && reviews(&world, "F01").len() == 1);
}

#[test]
fn r72_a_review_of_a_person_is_there_for_the_offices_and_the_head_and_not_for_him() {
    let mut world = World::new();
    world.done("Z01", &of_staff("S02"));
    world.done("F01", &of_staff("H01"));
    for (code, sees) in [("S01", 0), ("S02", 0), ("L01", 0), ("A01", 0), ("H01", 1), ("Z01", 2), ("F01", 2)] {
        assert_eq!(reviews(&world, code).len(), sees, "{code}");
    }
    assert_eq!(reviews(&world, "H01")[0].about, About::Staff { code: "S02".into() });
}

#[test]
fn r73_reviews_are_the_same_after_a_rebuild() {
    let mut world = World::new();
    world.done("Z01", &of_office());
    world.done("Z01", &of_staff("S02"));
    world.done(
        "H01",
        &json!({ "do": "sign_report", "from": "2026-07-01", "to": "2026-09-30", "code": "3F2A" }),
    );
    let before = (reviews(&world, "F01"), signed(&world));
    world.office.rebuild().unwrap();
    assert_eq!((reviews(&world, "F01"), signed(&world)), before);
    assert_eq!(world.office.audit().unwrap().finding, None);
}

fn signed(world: &World) -> Vec<SignedReport> {
    let session = world.office.practise("S01", "1号台").unwrap();
    let Answer::SignedReports(signed) = world.office.ask(&session, &Query::SignedReports).unwrap() else {
        panic!("another answer")
    };
    signed
}

#[test]
fn r71_the_first_responsible_person_alone_signs_a_report_and_the_newest_signature_comes_first() {
    let mut world = World::new();
    let sign =
        |code: &str| json!({ "do": "sign_report", "from": "2026-07-01", "to": "2026-09-30", "code": code });
    for who in ["S01", "L01", "A01", "Z01", "F01"] {
        assert_eq!(world.no(who, &sign("3F2A")).0, "not_authorised", "{who}");
    }
    world.done("H01", &sign("3F2A"));
    world.done("H01", &sign("3F2B"));
    let codes: Vec<_> = signed(&world).into_iter().map(|report| (report.code, report.by.0)).collect();
    assert_eq!(codes, [("3F2B".to_owned(), "H01".to_owned()), ("3F2A".to_owned(), "H01".to_owned())]);
    let (back, ahead) =
        (with(sign("1"), "from", json!("2026-10-01")), with(sign("1"), "to", json!("2026-12-31")));
    assert_eq!(world.no("H01", &back), ("report_from_after_to", "R71".to_owned()));
    assert_eq!(world.no("H01", &ahead).0, "report_not_over");
    for code in ["", &"码".repeat(33)] {
        assert_eq!(world.no("H01", &sign(code)).0, "report_code_needed", "{code}");
    }
    world.done("H01", &sign(&"码".repeat(32)));
}
