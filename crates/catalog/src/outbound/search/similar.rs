//! Videos that are filed alike: shared labels, the rarer the better.

use super::{bits::Bits, error::IndexError, snapshot::Snapshot};
use crate::domain::{LabelKind, Likeness, VideoId};

/// How much a shared label tells by itself.
const fn importance(kind: LabelKind) -> f32 {
    match kind {
        LabelKind::Category => 1.0,
        LabelKind::Genre => 2.0,
        LabelKind::CastMember => 3.0,
    }
}

/// The videos most alike, best first; ties are broken by id.
pub fn similar(snapshot: &Snapshot, likeness: &Likeness) -> Result<Vec<VideoId>, IndexError> {
    let worth = worths(snapshot, likeness)?;
    let except = likeness.except.uuid().as_u128();
    let mut alike = Vec::new();
    for segment in &snapshot.segments {
        let mut scores = vec![0.0_f32; segment.docs() as usize];
        for ((kind, label), worth) in likeness.labels.iter().zip(&worth) {
            let mut bearers = Bits::none(segment.docs());
            segment.postings.add_bearers(&mut bearers, kind.index(), &label.to_string())?;
            for doc in bearers.iter() {
                if let Some(score) = scores.get_mut(doc as usize) {
                    *score += worth;
                }
            }
        }
        let ranked = scores.into_iter().zip(&segment.columns.ids).zip(0..);
        let found = ranked.filter(|((score, id), doc)| *score > 0.0 && **id != except && segment.alive.contains(*doc));
        alike.extend(found.map(|((score, id), _)| (score, *id)));
    }
    alike.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let ids = alike.into_iter().take(likeness.limit);
    Ok(ids.map(|(_, id)| VideoId::from_uuid(uuid::Uuid::from_u128(id))).collect())
}

/// A label that everything bears tells nothing; one that few bear tells much.
fn worths(snapshot: &Snapshot, likeness: &Likeness) -> Result<Vec<f32>, IndexError> {
    let all = snapshot.size().max(1);
    let mut worths = Vec::new();
    for (kind, label) in &likeness.labels {
        let mut bearers = 0_u64;
        for segment in &snapshot.segments {
            bearers += segment.postings.bearers(kind.index(), &label.to_string())?;
        }
        let halvings = u16::try_from((all / bearers.max(1)).max(1).ilog2()).unwrap_or(u16::MAX);
        worths.push(importance(*kind) * (1.0 + f32::from(halvings)));
    }
    Ok(worths)
}
