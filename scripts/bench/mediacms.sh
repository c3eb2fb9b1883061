#!/usr/bin/env bash
# What MediaCMS runs to make its H.264 renditions and the sheet of small pictures of one file: its ffmpeg command lines
# with its defaults, one step after the other, as its documentation and its published settings show them. Nothing of
# MediaCMS itself is used, and what it leaves to Bento4 (segments and playlists) is left out.
#
#   mediacms.sh SOURCE FOLDER
#
# FFMPEG and FFPROBE name the programs. Its six heights are made of the source, each by a process of its own; from
# 240 lines up those above the source's own are left out.
set -euo pipefail

readonly SOURCE=$1 FOLDER=$2
readonly FFMPEG=${FFMPEG:-ffmpeg} FFPROBE=${FFPROBE:-ffprobe}
# Height and kbit/s up to 30 pictures a second.
readonly RENDITIONS="144:150 240:300 360:500 480:1000 720:2500 1080:4500"

ask() { "$FFPROBE" -v error -select_streams v:0 -show_entries "stream=$1" -of default=nw=1:nk=1 "$SOURCE" | head -n 1; }

main() {
    local height rate keys rendition
    mkdir -p "$FOLDER"
    height=$(ask height) rate=$(ask avg_frame_rate)
    keys=$(awk -F/ '{ printf "%d", $1 / ($2 ? $2 : 1) * 4 }' <<<"$rate")
    for rendition in $RENDITIONS; do
        if ((${rendition%:*} <= height)); then encode "${rendition%:*}" "${rendition#*:}" "$rate" "$keys"; fi
    done
    quiet -i "$SOURCE" -f image2 -vf "fps=1/10,scale=160:90" "$FOLDER/%03d.jpg"
}

encode() {
    local height=$1 ceiling=$(($2 * 3 / 2)) width=$((($1 * 16 + 8) / 9))
    quiet -i "$SOURCE" -c:v libx264 -pix_fmt yuv420p -crf 23 -preset medium -profile:v main -level 4.2 \
        -filter:v "scale=if(lt(iw\\,ih)\\,$height\\,$width):if(lt(iw\\,ih)\\,$width\\,$height):force_original_aspect_ratio=decrease:force_divisible_by=2:flags=lanczos,fps=fps=$3" \
        -maxrate "${ceiling}k" -bufsize "${ceiling}k" -force_key_frames "expr:gte(t,n_forced*4)" \
        -x264-params "keyint=$(($4 * 2)):keyint_min=$4" -c:a aac -b:a 128k -ac 2 "$FOLDER/$height.mp4"
}

quiet() { "$FFMPEG" -hide_banner -nostdin -loglevel error -y "$@"; }

main
