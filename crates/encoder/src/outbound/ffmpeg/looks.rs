//! Reads how pictures look from what the filters of the storyboard print.

use std::collections::BTreeMap;

use platform::sandbox::Observer;

use crate::domain::Moment;

/// Prints the mean luma of a picture twice: as it is, and of what makes it differ from its surroundings (the discrete
/// Laplacian; what is negative is cut off, which halves it). Blurring takes the second away, and so does an empty
/// scene.
pub const MEASURES: &str = "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-:direct=1,\
                            convolution=0m=0 -1 0 -1 4 -1 0 -1 0:0rdiv=1,\
                            signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-:direct=1";

/// What was printed of each picture.
#[derive(Default)]
pub struct Looks {
    picture: u32,
    means: BTreeMap<u32, Vec<f64>>,
}

impl Looks {
    /// The moments that were looked at, of which there is one in `every` segments.
    pub fn moments(&self, every: u32) -> Vec<Moment> {
        let moment = |(picture, means): (&u32, &Vec<f64>)| match means.as_slice() {
            [light, detail] => Some(Moment { segment: picture * every, light: *light, detail: *detail }),
            _ => None,
        };
        self.means.iter().filter_map(moment).collect()
    }
}

impl Observer for Looks {
    /// `frame:3    pts:147456  pts_time:12`, then `lavfi.signalstats.YAVG=124.1`.
    fn stdout_line(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("frame:") {
            self.picture = rest.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(self.picture);
        }
        let mean = line.strip_prefix("lavfi.signalstats.YAVG=").and_then(|mean| mean.trim().parse().ok());
        if let Some(mean) = mean {
            self.means.entry(self.picture).or_default().push(mean);
        }
    }
}
