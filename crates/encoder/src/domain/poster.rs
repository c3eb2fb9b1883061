//! Which moments of a title would do as its poster: pictures with detail in good light, from all over the title.

use serde::{Deserialize, Serialize};

use super::PictureFile;

/// So many are offered at most: one from each part of the title.
const OFFERED: usize = 5;
/// One picture in so many is left out at either end: logos and credits.
const MARGIN: usize = 20;
/// Mean luma of pictures that are neither black nor white (16 and 235 are, ITU-R BT.601).
const LIT: std::ops::RangeInclusive<f64> = 32.0..=215.0;
/// The mean luma that looks best on a page, and how far from it nothing can be made out.
const BEST_LIGHT: f64 = 115.0;
const NO_LIGHT: f64 = 130.0;
/// A picture with so small a share of the detail that good pictures of the title have is blurred, or shows nothing.
const BLURRED: f64 = 0.2;

/// How the first picture of a segment looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Which segment.
    pub segment: u32,
    /// Mean luma, 0–255.
    pub light: f64,
    /// How much a point differs from its neighbours in the mean, 0–255.
    pub detail: f64,
}

impl Moment {
    fn is_lit(&self) -> bool {
        LIT.contains(&self.light)
    }

    fn merit(&self) -> f64 {
        let off = (self.light - BEST_LIGHT) / NO_LIGHT;
        self.detail * (1.0 - off * off).max(0.0)
    }
}

/// A still of the title that would do as its poster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Poster {
    /// When it is shown, seconds from the title's first frame.
    pub at: f64,
    /// The still.
    pub picture: PictureFile,
}

/// The moments that would do, the best first, out of `moments` in order of time. Neighbours are never taken where there
/// are others: they show one scene. Only if no picture has light and detail, those that have neither do.
#[must_use]
pub fn best_moments(moments: &[Moment]) -> Vec<Moment> {
    let inner = without_ends(moments);
    let blurred = BLURRED * good_detail(inner);
    let mut places: Vec<(usize, &Moment)> = inner.iter().enumerate().collect();
    if inner.iter().any(|moment| moment.is_lit() && moment.detail > blurred) {
        places.retain(|(_, moment)| moment.is_lit() && moment.detail > blurred);
    }
    places.sort_by(|(_, one), (_, other)| other.merit().total_cmp(&one.merit()));
    let part = |place: usize| place * OFFERED / inner.len();
    let are_apart = |one: usize, other: usize| one.abs_diff(other) * 2 * OFFERED >= inner.len().max(2 * OFFERED);
    let are_strangers = |one: usize, other: usize| part(one) != part(other) && are_apart(one, other);
    let mut chosen = Vec::new();
    take(&places, are_strangers, &mut chosen);
    take(&places, are_apart, &mut chosen);
    chosen.sort_by(|(_, one), (_, other)| other.merit().total_cmp(&one.merit()));
    chosen.into_iter().map(|(_, moment)| moment).collect()
}

/// Adds the first ones that get along with all others, as long as some are wanted.
fn take(places: &[(usize, &Moment)], get_along: impl Fn(usize, usize) -> bool, chosen: &mut Vec<(usize, Moment)>) {
    for (place, moment) in places {
        if chosen.len() < OFFERED && chosen.iter().all(|(other, _)| get_along(*place, *other)) {
            chosen.push((*place, **moment));
        }
    }
}

/// A short title is needed whole.
fn without_ends(moments: &[Moment]) -> &[Moment] {
    let end = if moments.len() < OFFERED + 2 { 0 } else { (moments.len() / MARGIN).max(1) };
    moments.get(end..moments.len() - end).unwrap_or_default()
}

/// The detail that the best quarter of the lit pictures has.
fn good_detail(moments: &[Moment]) -> f64 {
    let mut details: Vec<f64> = moments.iter().filter(|moment| moment.is_lit()).map(|moment| moment.detail).collect();
    details.sort_by(f64::total_cmp);
    details.get(details.len() * 3 / 4).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title whose pictures have this light and detail.
    fn title(looks: impl IntoIterator<Item = (f64, f64)>) -> Vec<Moment> {
        (0..).zip(looks).map(|(segment, (light, detail))| Moment { segment, light, detail }).collect()
    }

    fn segments(moments: &[Moment]) -> Vec<u32> {
        let mut segments: Vec<u32> = best_moments(moments).iter().map(|moment| moment.segment).collect();
        segments.sort_unstable();
        segments
    }

    #[test]
    fn the_best_of_each_part_of_a_long_title_is_offered_and_the_best_of_all_comes_first() {
        let looks = |segment: u32| (110.0, if segment % 20 == 7 { f64::from(9 + segment / 20) } else { 4.0 });
        let moments = title((0..100).map(looks));
        assert_eq!(segments(&moments), [7, 27, 47, 67, 87]);
        assert_eq!(best_moments(&moments)[0].segment, 87);
    }

    #[test]
    fn black_white_and_blurred_pictures_are_left_out() {
        let looks = [(16.0, 0.0), (120.0, 0.3), (235.0, 9.0), (90.0, 5.0), (20.0, 9.0), (120.0, 0.2), (100.0, 4.0)];
        let moments = title(looks.into_iter().cycle().take(70));
        for segment in segments(&moments) {
            assert!([3, 6].contains(&(segment % 7)), "{segment}");
        }
        assert_eq!(segments(&moments).len(), 5);
    }

    #[test]
    fn a_black_film_offers_what_it_has_spread_out() {
        assert_eq!(segments(&title([(16.0, 0.0); 100])), [5, 23, 41, 59, 77]);
    }

    #[test]
    fn a_title_of_one_picture_offers_it_and_one_of_none_offers_none() {
        assert_eq!(segments(&title([(16.0, 0.0)])), [0]);
        assert_eq!(segments(&[]), [0; 0]);
    }

    #[test]
    fn a_short_title_offers_as_many_as_there_are() {
        for count in 1..=4 {
            assert_eq!(segments(&title(vec![(100.0, 3.0); count])).len(), count);
        }
        for count in 5..60 {
            assert_eq!(segments(&title(vec![(100.0, 3.0); count])).len(), 5, "{count}");
        }
    }

    #[test]
    fn the_ends_are_left_out_even_if_they_are_best() {
        let looks = |segment: u32| (110.0, if (4..96).contains(&segment) { 3.0 } else { 30.0 });
        assert!(segments(&title((0..100).map(looks))).iter().all(|segment| (5..95).contains(segment)));
    }

    #[test]
    fn one_sharp_scene_does_not_take_all_places() {
        let looks = |segment: u32| (110.0, if (40..50).contains(&segment) { 20.0 } else { 6.0 });
        let found = segments(&title((0..100).map(looks)));
        assert_eq!(found.len(), 5);
        assert!(found.windows(2).all(|pair| pair[1] - pair[0] >= 9), "{found:?}");
    }

    #[test]
    fn where_little_is_good_less_is_offered() {
        let looks = |segment: u32| if (40..44).contains(&segment) { (110.0, 9.0) } else { (16.0, 0.1) };
        assert_eq!(segments(&title((0..100).map(looks))).len(), 1);
    }
}
