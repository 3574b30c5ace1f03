//! How far somebody has come in the course. It is kept as a draft of his, so that he goes on where he stopped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DrillVisitor, Right};
use crate::number::CaseId;

/// What came of a visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorScore {
    /// Keys from the beginning to the end.
    pub keys: u32,
    /// What was left out, each in a sentence.
    pub misses: Vec<String>,
    /// How often he was received; this is of the last time.
    pub times: u32,
}

/// How far somebody has come. Visitors are counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CourseProgress {
    /// The visitors that were received.
    pub marks: BTreeMap<usize, VisitorScore>,
    /// The cases that came of them.
    pub cases: BTreeMap<usize, CaseId>,
    /// Who was received or passed over last; 0 before the first.
    pub last: usize,
    /// The training record is written.
    pub recorded: bool,
}

/// A visitor by his place, counted from 1.
fn scene(course: &[DrillVisitor], at: usize) -> Option<&DrillVisitor> {
    course.get(at.checked_sub(1)?)
}

impl CourseProgress {
    /// Whose turn it is: the next one who was not received yet, and who comes again not before he was there; those that were
    /// passed over come round once more. None: everybody was received.
    pub fn next(&self, course: &[DrillVisitor]) -> Option<usize> {
        let count = course.len();
        let open = |at: &usize| {
            let right = scene(course, *at).map(|scene| &scene.right);
            let of = right.and_then(Right::of);
            !self.marks.contains_key(at) && of.is_none_or(|of| self.marks.contains_key(&of))
        };
        let from = self.last.checked_rem(count)?.saturating_add(1);
        (from..=count).chain(1..from).find(open)
    }

    /// Visitors with nothing left out.
    pub fn right(&self) -> usize {
        self.marks.values().filter(|mark| mark.misses.is_empty()).count()
    }

    /// What was left out, all together.
    pub fn missed(&self) -> usize {
        self.marks.values().map(|mark| mark.misses.len()).sum()
    }

    /// Keys pressed so far.
    pub fn keys(&self) -> u32 {
        self.marks.values().map(|mark| mark.keys).fold(0, u32::saturating_add)
    }

    /// The fewest keys that the same visitors take.
    pub fn least(&self, course: &[DrillVisitor]) -> u32 {
        self.marks
            .keys()
            .filter_map(|at| scene(course, *at))
            .map(|scene| scene.keys)
            .fold(0, u32::saturating_add)
    }

    /// It in one sentence.
    pub fn said(&self, course: &[DrillVisitor]) -> String {
        format!(
            "接待{}位，全对{}位，漏错{}处，按键{}次（最少{}次）",
            self.marks.len(),
            self.right(),
            self.missed(),
            self.keys(),
            self.least(course)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::course;
    use super::*;

    #[test]
    fn who_is_passed_over_comes_round_again_and_who_comes_again_waits_for_his_first_time() {
        let course = course();
        let again = course.iter().position(|scene| scene.right.whole.is_some()).unwrap() + 1;
        let of = course[again - 1].right.whole.unwrap().of;
        let mut progress = CourseProgress::default();
        let mut order = Vec::new();
        while let Some(at) = progress.next(course) {
            // Passed over once.
            if at == of && !order.contains(&0) {
                order.push(0);
            } else {
                progress.marks.insert(at, VisitorScore { keys: 1, misses: Vec::new(), times: 1 });
                order.push(at);
            }
            progress.last = at;
        }
        let place = |at: usize| order.iter().position(|each| *each == at).unwrap();
        assert_eq!(order.len(), course.len() + 1);
        assert!(place(course.len()) < place(of) && place(of) < place(again), "{order:?}");
        assert_eq!((progress.right(), progress.missed(), progress.keys()), (20, 0, 20));
        let back: CourseProgress = serde_json::from_str(&serde_json::to_string(&progress).unwrap()).unwrap();
        assert_eq!(back, progress);
    }
}
