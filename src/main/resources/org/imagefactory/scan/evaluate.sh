#!/bin/sh
# evaluate.sh FOLDER CONTENT PROFILE [EXCLUDED]
#
# Has oscap judge the tree in FOLDER/tree.tar; FOLDER/results gets what it says. Runs in namespaces
# of its own, in which it is root and nothing has a network. What is run here sees this host's
# programs, the content and the tree, all of them for reading, and no other file of this host:
# oscap follows absolute links, and libapt would start the image's own dpkg.
set -eu
umask 022
folder=$1
content=$2
profile=$3
excluded=${4:-/dev/null}

root=$folder/root
tree=$folder/tree
trap 'rm -rf "$tree" "$folder/tmp"' EXIT
mkdir "$root" "$tree" "$folder/tmp" "$folder/results"
chmod 1777 "$folder/tmp"
mount -t tmpfs -o mode=755,size=1m scap "$root"
for name in dev etc tmp usr image content results; do
    mkdir "$root/$name"
done

# A folder in which others are mounted can only be had with them by who is root just here.
bind() {
    mount --bind "$1" "$2" 2>/dev/null || mount --rbind "$1" "$2"
}

# Who is root just here may not change every mount, and cannot write to these folders anyway.
read -r _ outside _ </proc/self/uid_map
read_only() {
    mount -o remount,bind,ro "$1" || [ "$outside" != 0 ]
}

bind /usr "$root/usr"
read_only "$root/usr"
for name in bin sbin lib lib32 lib64 libx32; do
    if [ -L "/$name" ]; then
        cp -P "/$name" "$root/$name"
    elif [ -d "/$name" ]; then
        mkdir "$root/$name"
        bind "/$name" "$root/$name"
        read_only "$root/$name"
    fi
done
cp /etc/ld.so.cache "$root/etc/"
for name in null random urandom zero; do
    : >"$root/dev/$name"
    mount --bind "/dev/$name" "$root/dev/$name"
done
: >"$root/content/${content##*/}"
mount --bind "$content" "$root/content/${content##*/}"
cp "$excluded" "$folder/tmp/excluded"
mount --bind "$folder/tmp" "$root/tmp"
mount --bind "$folder/results" "$root/results"
mount --bind "$tree" "$root/image"
mount -o remount,bind,nosuid,nodev,noexec "$root/image"

# inside CAPABILITIES PROGRAM ARGUMENT...
inside() {
    capabilities=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/ OSCAP_PROBE_ROOT=/image \
        chroot "$root" setpriv --no-new-privs --inh-caps=-all \
        --bounding-set="-all,$capabilities" "$@"
}

# Absolute links lead to the same files of the tree as they do where it is a system's own.
inside +chown,+dac_override,+fowner,+fsetid tar --extract --file=- --directory=/image \
    --numeric-owner --same-owner --same-permissions --delay-directory-restore \
    --no-wildcards --anchored --exclude-from=/tmp/excluded \
    --transform='flags=s;s,^/,/image/,' <"$folder/tree.tar"
rm "$folder/tree.tar"

# libapt would write a cache into a tree that can be written to.
mount -o remount,bind,ro,nosuid,nodev,noexec "$root/image"
status=0
inside +dac_read_search prlimit --fsize=268435456 --as=8589934592 oscap xccdf eval --progress --profile "$profile" \
    --results /results/results.xml --report /results/report.html \
    "/content/${content##*/}" || status=$?
exit "$status"
