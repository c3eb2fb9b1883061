#!/usr/bin/env bash
# What PeerTube runs to make an HLS video of one file: its ffmpeg command lines with its defaults, one step after the
# other, as its documentation and its published logs show them. Nothing of PeerTube itself is used.
#
#   peertube.sh SOURCE FOLDER HEIGHT...
#
# The heights are its resolutions, the highest first; the first must be the source's own. Each finished step prints
# "name seconds". FFMPEG and FFPROBE name the programs, THREADS what `-threads` gets (1 is PeerTube's default; 0 lets
# each encoder decide). ONLY=storyboard leaves out the other steps. PeerTube runs the steps at nice 15; that is left out,
# or other work on the machine would slow down this side of the comparison only.
set -euo pipefail

readonly SOURCE=$1 FOLDER=$2
shift 2
readonly TOP=$1 LOWER=("${@:2}")
readonly FFMPEG=${FFMPEG:-ffmpeg} FFPROBE=${FFPROBE:-ffprobe} THREADS=${THREADS:-1}
# libx264's own CRF (23) holds: PeerTube sets none.
readonly COMMON=(-threads "$THREADS" -max_muxing_queue_size 1024 -map_metadata -1 -pix_fmt yuv420p)

main() {
    mkdir -p "$FOLDER"
    inspect
    if [[ ${ONLY:-} == storyboard ]]; then
        storyboard "$SOURCE"
        return
    fi
    local web_video=$FOLDER/web.mp4 best=$FOLDER/$TOP.mp4 height
    # Of the highest resolution it makes a plain MP4 first. A source that browsers play is only rewrapped for it, and
    # encoded for HLS; any other is encoded for the MP4, and its streams are copied into HLS.
    if plays_in_browsers; then
        step rewrap -i "$SOURCE" -c copy -map_metadata -1 -movflags faststart "$web_video"
        step "hls-$TOP" -i "$web_video" -c:a aac "${COMMON[@]}" -channel_layout stereo $(video_options "$TOP") $(hls_options "$TOP")
    else
        step encode -i "$SOURCE" "${COMMON[@]}" $(sound_options) $(video_options "$TOP") -movflags faststart "$web_video"
        step "hls-$TOP" -i "$web_video" -c copy $(hls_options "$TOP")
    fi
    rm "$web_video"
    # The lower resolutions are made of the highest, each by a process of its own.
    for height in "${LOWER[@]}"; do
        step "hls-$height" -i "$best" -c:a aac "${COMMON[@]}" -channel_layout stereo $(video_options "$height") $(hls_options "$height")
    done
    storyboard "$best"
}

step() {
    local name=$1 begin
    shift
    begin=$(date +%s.%N)
    "$FFMPEG" -hide_banner -nostdin -y "$@" 2>"$FOLDER/$name.log" || {
        printf 'peertube.sh: step %s failed:\n' "$name" >&2
        tail -n 5 "$FOLDER/$name.log" >&2
        exit 1
    }
    awk -v name="$name" -v begin="$begin" -v end="$(date +%s.%N)" 'BEGIN { printf "%s %.3f\n", name, end - begin }'
}

# One field of the first stream of a kind: `ask v:0 width`.
ask() { "$FFPROBE" -v error -select_streams "$1" -show_entries "stream=$2" -of default=nw=1:nk=1 "$SOURCE" | head -n 1; }

inspect() {
    WIDTH=$(ask v:0 width) HEIGHT=$(ask v:0 height) VIDEO=$(ask v:0 codec_name) SOUND=$(ask a:0 codec_name)
    PIXELS=$(ask v:0 pix_fmt) BITRATE=$(ask v:0 bit_rate)
    [[ $BITRATE =~ ^[0-9]+$ ]] || BITRATE=0
    FPS=$(ask v:0 avg_frame_rate | awk -F/ '{ printf "%d", $1 / ($2 ? $2 : 1) + 0.5 }')
    [[ $TOP == "$HEIGHT" ]] || { echo "peertube.sh: the source is ${HEIGHT} high, not $TOP" >&2; exit 1; }
}

plays_in_browsers() {
    [[ $VIDEO == h264 && $PIXELS == yuv420p && ($SOUND == aac || -z $SOUND) ]] &&
        ((FPS >= 2 && FPS <= 60 && BITRATE > 0 && BITRATE <= $(bits "$HEIGHT" highest)))
}

# Bits per second at a height, `usual` or `highest`. PeerTube counts bits per pixel, fewer for larger pictures; usually
# no more than 1.3 times what the source has, and never less than 0.02 bits per pixel.
bits() {
    awk -v height="$1" -v which="$2" -v aspect="$WIDTH/$HEIGHT" -v fps="$(frame_rate "$1")" -v source="$BITRATE" '
        BEGIN {
            split(aspect, side, "/")
            pixels = height * height * (int(side[1] / side[2] * 10000 + 0.5) / 10000) * fps
            rows = split("2160 .08 .14 1440 .09 .16 1080 .10 .17 720 .11 .19 480 .12 .22 360 .15 .26 240 .17 .29 144 .19 .32", table, " ")
            for (row = 1; row <= rows; row += 3) if (table[row] <= height) break
            if (which == "highest") { printf "%d", pixels * table[row + 2]; exit }
            found = pixels * table[row + 1]
            if (source && found > source * 1.3) found = source * 1.3
            if (found < pixels * 0.02) found = pixels * 0.02
            printf "%d", found
        }'
}

# Small pictures of fast films get half the frames, or 30 in a second.
frame_rate() {
    local height=$1 rate
    if ((height >= 720 || height == HEIGHT || FPS <= 30)); then echo "$FPS"; return; fi
    for rate in 30 25 24; do
        if ((FPS % rate == 0)); then echo "$rate"; return; fi
    done
    echo 30
}

video_options() {
    local rate bits
    rate=$(frame_rate "$1") bits=$(bits "$1" usual)
    echo "-c:v libx264 -vf scale=w=-2:h=$1 -preset veryfast -maxrate:v $bits -bufsize:v $((bits * 2))" \
        "-b_strategy 1 -bf 16 -r $rate -g:v $((rate * 2))"
}

sound_options() {
    case $SOUND in
        '') echo "-an" ;;
        aac) echo "-c:a copy" ;;
        *) echo "-c:a aac" ;;
    esac
}

hls_options() {
    echo "-f hls -hls_time 4 -hls_list_size 0 -hls_playlist_type vod -hls_segment_type fmp4 -hls_flags single_file" \
        "-hls_segment_filename $FOLDER/$1.mp4 $FOLDER/$1.m3u8"
}

# Small pictures of the whole film, 121 at most, on one sheet. PeerTube decodes all of the film for them.
storyboard() {
    local length every columns rows
    length=$("$FFPROBE" -v error -show_entries format=duration -of default=nw=1:nk=1 "$1")
    read -r every columns rows < <(awk -v seconds="$length" '
        function up(x) { return x == int(x) ? x : int(x) + 1 }
        BEGIN {
            most = seconds < 121 ? up(seconds) : 121; every = up(seconds / most); pictures = up(seconds / every)
            columns = pictures < 11 ? pictures : 11; print every, columns, up(pictures / columns)
        }')
    step storyboard -i "$1" -filter_complex \
        "setpts='N/FRAME_RATE/TB',select='isnan(prev_selected_t)+gte(t-prev_selected_t,$every)',scale=192:108,tile=layout=${columns}x$rows" \
        -frames:v 1 -q:v 2 "$FOLDER/storyboard.jpg"
}

main
