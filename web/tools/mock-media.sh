#!/bin/sh
# Makes the pictures and the one stream that `npm run dev:mock` shows, into .mock/ (not committed).
set -eu
out="$(dirname "$0")/../.mock"
mkdir -p "$out/pictures" "$out/stream"
ff="ffmpeg -hide_banner -loglevel error -y"

# picture <name> <lavfi source and filters>
picture() {
  $ff -f lavfi -i "$2" -frames:v 1 -update 1 "$out/pictures/$1-full.png"
  for size in small:320 medium:640 large:1280 wide:1920; do
    $ff -i "$out/pictures/$1-full.png" -vf "scale=${size#*:}:-2" -q:v 3 "$out/pictures/$1-${size%:*}.jpg"
  done
  $ff -i "$out/pictures/$1-full.png" -vf "scale=20:-2" -quality 40 "$out/pictures/$1-blur.webp"
  rm "$out/pictures/$1-full.png"
}

fractal() { # x y scale palette
  echo "mandelbrot=s=1920x1080:start_x=$1:start_y=$2:start_scale=$3:end_scale=$3:maxiter=1200:outer=normalized_iteration_count,format=gray,format=yuv444p,pseudocolor=preset=$4,gblur=0.8,vignette=PI/5"
}
glow() { # colours of two gradients, seed
  echo "gradients=s=640x360:n=4:seed=$5:c0=$1:c1=$2:c2=$1:c3=$3:x0=0:y0=300:x1=620:y1=40,format=gbrp,gblur=14,scale=1920:1080:flags=bicubic,noise=alls=$4:allf=t,vignette=PI/4"
}

picture deep-seahorse "$(fractal -0.743643887 -0.131825904 0.004 magma)"
picture emerald-spine "$(fractal -1.25066 0.02012 0.005 viridis)"
picture copper-meridian "$(fractal -0.10109 0.95628 0.03 inferno)"
picture violet-coast "$(fractal -0.7453 0.1127 0.0065 plasma)"
picture northern-static "$(fractal -0.16 1.0405 0.026 cividis)"
picture glass-harbour "$(fractal 0.2855 0.0115 0.02 turbo)"
picture the-long-dusk "$(fractal -1.7687 0.0017 0.02 magma)"
picture aurora "$(glow 0x02010a 0x04e762 0x3a86ff 5 7)"
picture second-sunrise "$(glow 0x1a0508 0xff7b00 0x9d0208 6 21)"
picture paper-moons "$(glow 0x0b1026 0xf7d6bf 0x5e60ce 5 3)"
picture rule-110 "cellauto=s=320x180:rule=110:rate=25,format=gray,scale=1920:1080:flags=neighbor,format=gbrp,colorchannelmixer=rr=1:gg=.55:bb=.25,gblur=1.2,vignette"
picture quiet-orbits "$(fractal -0.7269 0.1889 0.012 viridis)"

sound="aevalsrc=0.12*sin(2*PI*110*t)+0.1*sin(2*PI*165*t)+0.08*sin(2*PI*220*t)*sin(0.4*t)|0.12*sin(2*PI*110*t)+0.1*sin(2*PI*165.5*t):s=48000:d=90"
video="mandelbrot=s=1280x720:rate=24:start_x=-0.743643887:start_y=-0.131825904:start_scale=0.6:end_scale=0.0003:end_pts=2160:maxiter=300:outer=normalized_iteration_count,format=gray,format=yuv444p,pseudocolor=preset=magma,vignette=PI/5"
nice $ff -f lavfi -i "$video" -f lavfi -i "$sound" -t 90 \
  -filter_complex "[0:v]split=2[a][b];[a]scale=640:360[low];[b]scale=1280:720[high]" \
  -map "[low]" -map "[high]" -map 1:a \
  -c:v libx264 -preset veryfast -crf 24 -pix_fmt yuv420p -g 96 -keyint_min 96 -sc_threshold 0 -c:a aac -b:a 128k \
  -f hls -hls_time 4 -hls_playlist_type vod -hls_segment_type fmp4 -master_pl_name master.m3u8 \
  -var_stream_map "v:0,agroup:sound v:1,agroup:sound a:0,agroup:sound,default:yes" \
  -hls_segment_filename "$out/stream/%v-%03d.m4s" "$out/stream/%v.m3u8"
nice $ff -i "$out/stream/1.m3u8" -vf "fps=1/5,scale=240:135,tile=5x4" -frames:v 1 -q:v 4 "$out/stream/sprite.jpg"
{
  echo WEBVTT
  i=0
  while [ $i -lt 18 ]; do
    printf '\n%02d:%02d.000 --> %02d:%02d.000\nsprite.jpg#xywh=%d,%d,240,135\n' \
      $((i * 5 / 60)) $((i * 5 % 60)) $(((i + 1) * 5 / 60)) $(((i + 1) * 5 % 60)) $((i % 5 * 240)) $((i / 5 * 135))
    i=$((i + 1))
  done
} > "$out/stream/storyboard.vtt"
