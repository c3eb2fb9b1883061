//! When each worker will be free: whoever is free first takes the next piece of work.

/// Seconds from now, for each worker.
#[derive(Debug, Clone)]
pub(super) struct Workers(Vec<f64>);

impl Workers {
    /// All of them are free.
    pub fn new(count: usize) -> Self {
        Self(vec![0.0; count])
    }

    /// How many.
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// When the first one is free.
    pub fn first_free(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// When somebody is free beside the first one.
    pub fn second_free(&self) -> f64 {
        let [_, second] = self.0.iter().fold([f64::INFINITY; 2], |[first, second], free| {
            if *free < first { [*free, first] } else { [first, second.min(*free)] }
        });
        second
    }

    /// When the last one is free.
    pub fn last_free(&self) -> f64 {
        self.0.iter().copied().fold(0.0, f64::max)
    }

    /// Whoever is free first is busy until then.
    pub fn take(&mut self, until: f64) {
        if let Some(worker) = self.0.iter_mut().min_by(|one, other| f64::total_cmp(one, other)) {
            *worker = until;
        }
    }
}
