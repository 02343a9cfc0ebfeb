# Run by mmdebstrap with the new root as $1: what sandboxes need, without what only an installed machine needs.
set -eu
mkdir -p "$1/box"
chmod 1777 "$1/box"
echo 'student:x:1000:1000::/box:/bin/sh' >> "$1/etc/passwd"
echo 'student:x:1000:' >> "$1/etc/group"
printf '127.0.0.1 localhost\n::1 localhost\n' > "$1/etc/hosts"
echo box > "$1/etc/hostname"
rm -rf "$1/etc/resolv.conf" "$1/etc/shadow" "$1/etc/shadow-" "$1/etc/gshadow" "$1/etc/gshadow-"
rm -rf "$1"/var/cache/* "$1"/var/lib/apt/lists/* "$1"/var/log/* "$1"/etc/apt/sources.list*
