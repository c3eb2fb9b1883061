//! The filter graph of a chunk: decode once, put frames on the grid, scale from rung to rung.

use std::fmt::Write as _;

use crate::domain::{ContainerKind, Grid, Rung, SourceFacts, VideoFacts};

/// High dynamic range to BT.709, by way of linear light. White paper has 203 cd/m² there (ITU-R BT.2408) and becomes
/// nearly the white of television; what is brighter is squeezed into the rest.
const TONE_MAP: &str = "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:desat=0,\
                        zscale=t=bt709:m=bt709:r=tv";

/// From this height on unnamed colours are those of BT.709, below those of BT.601.
const HIGH_DEFINITION: u32 = 720;

/// Which frames a chunk takes from what the decoder puts out.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    /// What the source's clock shows at the chunk's first frame, seconds.
    pub at: f64,
    /// How many frames; `None` for all up to the end.
    pub frames: Option<u64>,
}

/// The whole graph; its outputs are `[o0]`, `[o1]` … in the order of `rungs`. Rungs of one size share its frames.
pub fn graph(facts: &SourceFacts, grid: &Grid, cut: Cut, rungs: &[Rung]) -> String {
    let video = &facts.video;
    let one_size = match facts.container {
        ContainerKind::Searched => format!("scale={}:{},", video.width, video.height),
        ContainerKind::Mapped | ContainerKind::Indexed => String::new(),
    };
    let mut graph = format!("[0:V:0]{one_size}{}", on_grid(video, grid, cut));
    let sizes = sizes(rungs);
    for (step, (rung, outputs)) in sizes.iter().enumerate() {
        if step == 0 {
            graph.push_str(&first_size(video, *rung));
        } else {
            let _ = write!(graph, ";[s{step}]{}", scale(*rung));
        }
        let smaller = if step + 1 < sizes.len() { format!("[s{}]", step + 1) } else { String::new() };
        let ways = outputs.len() + usize::from(!smaller.is_empty());
        if ways > 1 {
            let _ = write!(graph, ",split={ways}");
        }
        for output in outputs {
            let _ = write!(graph, "[o{output}]");
        }
        graph.push_str(&smaller);
    }
    graph
}

/// Each size once, the largest first, with the places of the rungs that have it.
fn sizes(rungs: &[Rung]) -> Vec<(Rung, Vec<usize>)> {
    let mut sizes: Vec<(Rung, Vec<usize>)> = Vec::new();
    for (place, rung) in rungs.iter().enumerate() {
        match sizes.iter_mut().find(|(known, _)| (known.width, known.height) == (rung.width, rung.height)) {
            Some((_, places)) => places.push(place),
            None => sizes.push((*rung, vec![place])),
        }
    }
    sizes.sort_by_key(|(rung, _)| std::cmp::Reverse(rung.pixels()));
    sizes
}

/// The `fps` filter shows at each tick the latest frame before it, also one decoded before the cut;
/// so chunks of a source with irregular times join as if it had been decoded in one go. The cut is
/// moved to zero before, because the filter rounds its start to a tick.
fn on_grid(video: &VideoFacts, grid: &Grid, cut: Cut) -> String {
    let weave = if video.interlaced { "bwdif=mode=send_frame:deint=interlaced," } else { "" };
    let trim = cut.frames.map(|frames| format!("trim=end_frame={frames},")).unwrap_or_default();
    let shift = format!("setpts=PTS-{:.6}/TB,", cut.at);
    format!("{weave}{shift}fps={}:start_time=0,{trim}setpts=PTS-STARTPTS,", grid.rate())
}

/// From the decoded size to the chunk's largest rung.
fn first_size(video: &VideoFacts, rung: Rung) -> String {
    let own_size =
        video.square_pixels && video.width.abs_diff(rung.width) < 2 && video.height.abs_diff(rung.height) < 2;
    let size = match own_size {
        true if (video.width, video.height) == (rung.width, rung.height) => String::new(),
        // Half-sampled colour cannot be padded by a single line.
        true => format!("format=yuv444p,pad={}:{}:0:0,", rung.width, rung.height),
        false => format!("scale={}:{},", rung.width, rung.height),
    };
    format!("{size}{}format=yuv420p,setsar=1", colours(video))
}

/// To the colours of television, by name: what is not named is guessed by players, for small pictures in another way
/// than for large ones.
fn colours(video: &VideoFacts) -> String {
    if video.hdr {
        return tone_map(video);
    }
    let range = if video.full_range { "scale=out_range=tv," } else { "" };
    let name = match video.unnamed_colours {
        true if video.short_side() < HIGH_DEFINITION => "smpte170m",
        true => "bt709",
        false => return range.to_owned(),
    };
    format!("{range}setparams=colorspace={name}:color_primaries={name}:color_trc={name},")
}

fn tone_map(video: &VideoFacts) -> String {
    // Pictures of high range are stored in this way even where it is not said.
    let name = if video.unnamed_colours { "setparams=colorspace=bt2020nc:color_primaries=bt2020," } else { "" };
    format!("{name}{TONE_MAP},")
}

fn scale(rung: Rung) -> String {
    // Rounding to even sizes changes the shape of a pixel by a fraction; it is square all the same.
    format!("scale={}:{},setsar=1", rung.width, rung.height)
}

/// One still no larger than `width` × `height`.
pub fn still(video: &VideoFacts, width: u32, height: u32) -> String {
    let colours = if video.hdr { tone_map(video) } else { String::new() };
    format!("scale={width}:{height},{colours}format=yuvj420p,setsar=1")
}
