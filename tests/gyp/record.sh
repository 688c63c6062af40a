#!/bin/sh
# Stands in for cc, c++ and ar while the commands of a build are recorded: writes down where and
# with what it was called, and makes the files that the real tool would make, empty.
tool=${0##*/}
{
  printf '%s\0' "$tool" "$PWD"
  for word; do
    case $word in
      # A file of words, one a line.
      @*) while IFS= read -r line; do printf '%s\0' "$line"; done < "${word#@}" ;;
      *) printf '%s\0' "$word" ;;
    esac
  done
} > "$NAPKIN_RECORD/$$.$tool"
output= depfile=
while [ $# -gt 0 ]; do
  case $1 in
    -o | crs | crsT) output=$2 ;;
    -MF) depfile=$2 ;;
  esac
  shift
done
[ -z "$output" ] || : > "$output"
[ -z "$depfile" ] || printf '%s:\n' "$output" > "$depfile"
