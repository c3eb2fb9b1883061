//! The pictures of the drawn films, as ffmpeg filter graphs that end in `[picture]`: 24 frames per second, 1280 × 720.
//!
//! They are computed small and enlarged, and what does not move is computed once: the demo must be there within
//! minutes on two cores. Nothing flashes (WCAG 2.3.1). Filters that ffmpeg 5.1 lacks are not used.

/// A dive towards a point where the set repeats itself.
pub fn deep_seahorse() -> String {
    let dive = "start_x=-0.743643887:start_y=-0.131825904:start_scale=0.6:end_scale=0.00002:end_pts=520:maxiter=450";
    format!("{},vignette=PI/5,{ENLARGED}[picture]", mandelbrot("576x324", dive, "magma"))
}

/// A dive along the needle of the set.
pub fn emerald_spine() -> String {
    let dive = "start_x=-1.25066:start_y=0.02012:start_scale=0.3:end_scale=0.00008:end_pts=520:maxiter=400";
    format!("{},vignette=PI/5,{ENLARGED}[picture]", mandelbrot("576x324", dive, "viridis"))
}

/// A turning corner of the set between four mirrors. The square is just large enough to be cropped at any angle.
pub fn rose_window() -> String {
    let dive = "start_x=-0.7453:start_y=0.1127:start_scale=0.03:end_scale=0.003:end_pts=600:maxiter=300";
    format!(
        "{},rotate=a=0.12*t,hue=h=15*t:s=1.2,crop=320:180,split=4[a][b][c][d];[b]hflip[right];[c]vflip[below];\
         [d]hflip,vflip[across];[a][right]hstack[top];[below][across]hstack[bottom];\
         [top][bottom]vstack,vignette,{ENLARGED}[picture]",
        mandelbrot("384x384", dive, "plasma")
    )
}

/// Curtains of noise, coloured by height, before stars and behind hills.
pub fn aurora() -> String {
    let (fine, finer, wide) = (clouds("30x1", 3, 0.0005), clouds("80x1", 5, -0.0003), clouds("7x1", 8, 0.0008));
    let (lower, upper) = ("Y-190-34*sin(X/95+0.8)", "Y-60-20*sin(X/90)");
    let stars = random(1);
    let tint = format!(
        "geq=r='128*exp(-pow(({upper})/80\\,2))':\
         g='min(255\\,280*exp(-pow(({lower})/50\\,2))+77*exp(-pow(({upper}-50)/80\\,2)))':\
         b='min(255\\,179*exp(-pow(({upper}-20)/80\\,2))+102*exp(-pow(({lower})/60\\,2)))'"
    );
    let sky = format!(
        "geq=r='4+200*gt({stars}\\,0.9985)':g='8+Y/24+200*gt({stars}\\,0.9985)':b='22+Y/9+200*gt({stars}\\,0.9985)'"
    );
    let hills = "610-50*abs(sin(X/173+1))-34*abs(sin(X/71))-9*sin(X/23)-4*sin(X/9)";
    format!(
        "{fine}[fine];{finer}[finer];{wide}[wide];[fine][finer]blend=all_mode=average[both];\
         [both][wide]blend=all_mode=average,format=gbrp,curves=all='0/0 0.35/0.05 0.55/0.55 0.75/1'[light];\
         {}[tint];[light][tint]blend=all_mode=multiply,gblur=2[curtains];\
         {}[sky];[sky][curtains]blend=all_mode=screen,{ENLARGED}[air];\
         {},format=gbrp[land];[air][land]blend=all_mode=multiply[picture]",
        still("640x360", "gbrp", &tint),
        still("640x360", "gbrp", &sky),
        still("1280x720", "gray", &format!("geq=lum='255*gt({hills}\\,Y)',gblur=0.8")),
    )
}

/// A game of life (births at 3 and 6 neighbours) whose dead glow for a while.
pub fn deep_water() -> String {
    format!(
        "life=s=320x180:seed=3:mold=40:r=24:ratio=0.14:rule=S23/B36:death_color=#06121d:life_color=#FFF3B0\
         :mold_color=#0b3a63,format=gbrp,lagfun=decay=0.96,gblur=1.3,vignette,{ENLARGED}[picture]"
    )
}

/// An elementary automaton, line by line, under drifting colours.
pub fn rule_30() -> String {
    "cellauto=s=213x120:rule=30:seed=2:scroll=1:r=24,format=gbrp[cells];gradients=s=213x120:r=24:n=3:c0=0xff7a18\
     :c1=0xaf002d:c2=0x319197:seed=5:speed=.01:type=linear,format=gbrp[colours];\
     [cells][colours]blend=all_mode=multiply,vignette,scale=1280:720:flags=neighbor,gblur=1[picture]"
        .to_owned()
}

/// Two tones in the ratio 2:3, of which one drifts.
pub fn figure_eight() -> String {
    let sound = "0.3*sin(2*PI*96*t)|0.3*sin(2*PI*144*t+0.35*t)";
    oscilloscope(sound, "m=lissajous_xy:zoom=1.4:rc=40:gc=200:bc=255:rf=18:gf=10:bf=5")
}

/// Four strings in two channels; their difference opens the figure.
pub fn ember_strings() -> String {
    let sound = "0.25*sin(2*PI*110*t)*(0.6+0.4*sin(0.7*t))+0.15*sin(2*PI*165*t+sin(0.9*t))*(0.6+0.4*sin(0.5*t+1))\
        |0.25*sin(2*PI*110.1*t)*(0.6+0.4*sin(0.6*t))+0.15*sin(2*PI*220.3*t)*(0.6+0.4*sin(0.3*t+2))";
    oscilloscope(sound, "scale=cbrt:zoom=1.3:rc=255:gc=120:bc=40:rf=4:gf=8:bf=14")
}

/// Bands of noise on a turning ball, lit from the left, before stars that the ball hides.
pub fn copper_planet() -> String {
    let bands = format!("geq=lum='128+46*sin(Y/7)+34*sin(Y/19+1)+70*({}-0.5)'", random(0));
    let (from_centre, x, y) = ("hypot(X-400\\,Y-180)", "(X-400)/160", "(Y-180)/160");
    let facing = format!("-0.62*{x}-0.36*{y}+0.7*sqrt(max(0\\,1-pow({from_centre}/160\\,2)))");
    let light = format!("geq=lum='if(lt({from_centre}\\,159)\\,255*pow(max(0\\,{facing})\\,0.9)\\,0)'");
    let stars = format!("geq=lum='255*gt({}\\,0.9985)*gt(hypot(X-800\\,Y-360)\\,322)',gblur=0.7", random(0));
    format!(
        "{},scale=512:256:flags=bicubic,gblur=sigma=4:sigmaV=1.2,split[half][copy];[copy]hflip[mirrored];\
         [half][mirrored]hstack,format=gbrp,\
         curves=r='0/0.10 0.5/0.75 1/1':g='0/0.03 0.5/0.40 1/0.92':b='0/0.02 0.5/0.18 1/0.75',scroll=h=0.0012,\
         v360=e:og:w=320:h=320:h_fov=180:v_fov=180:pitch=14:roll=-16,pad=640:360:240:20[ball];\
         {},format=gbrp[light];[ball][light]blend=all_mode=multiply,{ENLARGED}[planet];\
         {},format=gbrp,lutrgb=r=val*2:g=val*2:b=val*2.4[stars];[stars][planet]blend=all_mode=addition[picture]",
        still("16x256", "gray", &bands),
        still("640x360", "gray", &light),
        still("1280x720", "gray", &stars),
    )
}

/// Two layers of clouds and three of stars, each faster than the one behind it.
pub fn long_way_out() -> String {
    format!(
        "{}[far];{}[near];[far][near]blend=all_mode=average,gblur=3,format=gbrp,\
         curves=r='0/0 0.4/0.04 0.62/0.42 0.8/0.95 1/1':g='0/0 0.45/0.03 0.7/0.22 0.85/0.7 1/0.9'\
         :b='0/0.03 0.35/0.16 0.6/0.5 0.8/0.75 1/0.9',{ENLARGED}[clouds];\
         {}[small];{}[middle];{}[large];[small][middle]blend=all_mode=screen[most];\
         [most][large]blend=all_mode=screen,format=gbrp[stars];[clouds][stars]blend=all_mode=screen[picture]",
        clouds("9x6", 3, 0.0005),
        clouds("20x12", 5, 0.0011),
        stars("1280x720", 0, 0.0003),
        stars("640x360", 1, 0.0011),
        stars("426x240", 2, 0.003),
    )
}

const ENLARGED: &str = "scale=1280:720:flags=bicubic";

fn mandelbrot(size: &str, dive: &str, palette: &str) -> String {
    format!(
        "mandelbrot=s={size}:rate=24:{dive}:outer=normalized_iteration_count,format=gray,gblur=0.5,format=yuv444p,\
         pseudocolor=preset={palette}"
    )
}

/// The two channels of `sound` as the two axes of a glowing line; the sound itself goes on as `[sound]`.
fn oscilloscope(sound: &str, look: &str) -> String {
    format!(
        "aevalsrc=exprs={sound}:s=48000,asplit[drive][sound];\
         [drive]volume=2,avectorscope=s=640x360:r=24:draw=line:{look},format=gbrp,gblur=0.7,split[line][copy];\
         [copy]gblur=13[glow];[line][glow]blend=all_mode=screen,scale=1280:720[picture]"
    )
}

/// One frame, computed once by `filter` and shown for ever.
fn still(size: &str, format: &str, filter: &str) -> String {
    format!("color=black:s={size}:r=24,trim=end_frame=1,format={format},{filter},loop=-1:1:0,setpts=N/24/TB")
}

/// A number from 0 to 1 for each pixel. Not ffmpeg's own `random`, whose threads repeat each other.
fn random(seed: u8) -> String {
    format!("mod(abs(sin(X*12.9898+Y*78.233+{seed})*43758.5453)\\,1)")
}

/// Soft grey shapes, drifting; mirrored, so that they come round without a seam.
fn clouds(size: &str, seed: u8, drift: f32) -> String {
    let name = format!("clouds{seed}");
    let noise = still(size, "gray", &format!("geq=lum='255*{}',scale=640:360:flags=bicubic", random(seed)));
    format!(
        "{noise},split[{name}a][{name}b];[{name}b]hflip[{name}c];[{name}a][{name}c]hstack,scroll=h={drift},crop=640:360"
    )
}

fn stars(size: &str, seed: u8, drift: f32) -> String {
    let points = format!("geq=lum='255*gt({}\\,0.9988)',{ENLARGED}", random(seed));
    format!("{},scroll=h={drift}", still(size, "gray", &points))
}
