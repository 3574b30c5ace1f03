//! Sums of every measure.

use super::measure::Measure;

/// What every measure comes to.
#[derive(Clone, PartialEq, Eq)]
pub struct MeasureTotals([i64; Measure::COUNT]);

impl Default for MeasureTotals {
    fn default() -> Self {
        Self([0; Measure::COUNT])
    }
}

impl MeasureTotals {
    /// What one comes to.
    pub const fn get(&self, measure: Measure) -> i64 {
        self.0[measure.place()]
    }

    /// Adds to one.
    pub const fn add(&mut self, measure: Measure, amount: i64) {
        let place = measure.place();
        self.0[place] = self.0[place].saturating_add(amount);
    }

    /// Adds everything of another.
    pub fn add_all(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// What is not nothing.
    pub fn entries(&self) -> impl Iterator<Item = (Measure, i64)> {
        Measure::ALL.iter().copied().zip(self.0).filter(|(_, amount)| *amount != 0)
    }

    /// Nothing at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|amount| *amount == 0)
    }

    /// Together.
    pub fn sum(&self, measures: &[Measure]) -> i64 {
        measures.iter().map(|measure| self.get(*measure)).fold(0, i64::saturating_add)
    }
}

impl std::fmt::Debug for MeasureTotals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.entries()).finish()
    }
}
