# What a system does to customise itself, as root, while it runs. The functions
# only; what calls them is made for each build and stands below. POSIX sh, and
# nothing but what every distribution has, busybox included.
#
# What is said goes to the file descriptor 3, and so does the output of all
# that runs: a line that begins with $nonce is the script's own word.

# shellcheck shell=sh disable=SC2154 # nonce, port_name, starter and carried are set elsewhere

umask 022
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=/root
DEBIAN_FRONTEND=noninteractive
NEEDRESTART_MODE=a
UCF_FORCE_CONFFOLD=1
ZYPP_LOCK_TIMEOUT=600
export PATH HOME DEBIAN_FRONTEND NEEDRESTART_MODE UCF_FORCE_CONFFOLD ZYPP_LOCK_TIMEOUT
work=/run/image-factory-customise.d

has() {
    command -v "$1" >/dev/null 2>&1
}

# CAN ends whatever a terminal could take the line for.
say() {
    printf '\030\n%s %s\n' "$nonce" "$*" >&3
}

# Opens the descriptor 3: a port that only this is for, else the serial console,
# which no login may take away meanwhile.
open_channel() {
    has modprobe && modprobe virtio_console 2>/dev/null
    tries=0
    while [ "$tries" -lt 10 ]; do
        for port in /sys/class/virtio-ports/*; do
            if [ "$(cat "$port/name" 2>/dev/null)" = "$port_name" ] &&
                [ -c "/dev/${port##*/}" ]; then
                exec 3>"/dev/${port##*/}"
                return
            fi
        done
        [ -d /sys/class/virtio-ports ] || break
        tries=$((tries + 1))
        sleep 1
    done
    for console in ttyS0 ttyAMA0 hvc0; do
        if [ -c "/dev/$console" ] && (: >"/dev/$console") 2>/dev/null; then
            if has systemctl; then
                systemctl --runtime mask "serial-getty@$console.service"
                systemctl stop "serial-getty@$console.service"
            fi >/dev/null 2>&1
            dmesg -n 1 2>/dev/null
            exec 3>"/dev/$console"
            return
        fi
    done
    exec 3>/dev/console
}

# A place that is gone with the machine and that programs can be run from.
make_work() {
    mkdir -p "$work"
    mount -t tmpfs -o mode=0700,nosuid,nodev image-factory "$work"
}

# Work of others would hold the locks of package managers.
stop_others() {
    if has systemctl; then
        systemctl stop apt-daily.timer apt-daily-upgrade.timer dnf-makecache.timer \
            dnf5-makecache.timer apt-daily.service apt-daily-upgrade.service \
            dnf-makecache.service dnf5-makecache.service unattended-upgrades.service \
            packagekit.service >/dev/null 2>&1
    fi
}

has_route() {
    grep -q '^[^[:space:]]*[[:space:]]00000000[[:space:]]' /proc/net/route 2>/dev/null ||
        grep -q '^00000000000000000000000000000000 00 .* 00000000 .* 00000003 ' \
            /proc/net/ipv6_route 2>/dev/null
}

await_network() {
    tries=0
    while ! has_route; do
        tries=$((tries + 1))
        if [ "$tries" -gt 60 ]; then
            say note 'no network: there is no default route after a minute'
            return 0
        fi
        sleep 1
    done
}

# NUMBER FUNCTION [ARGUMENT...]: does one thing; the first that fails ends all.
item() {
    number=$1
    shift
    say begin "$number"
    (
        set -e
        "$@"
    ) </dev/null >&3 2>&1
    status=$?
    say end "$number" "$status"
    if [ "$status" -ne 0 ]; then
        finish failed
    fi
}

# WORD: says it, and switches the machine off. Where there is no second disk there
# is no port, and the console of a machine that is off may not be told.
finish() {
    sync
    say "$1"
    if [ -n "$carried" ]; then
        sleep 15
    fi
    if has systemctl && [ -d /run/systemd/system ]; then
        systemctl --no-block poweroff
    else
        poweroff
    fi
    exit
}

# SHA-256 FILE
require_digest() {
    if [ "$(sha256sum <"$2")" != "$1  -" ]; then
        echo "the content of $2 did not arrive as it was sent" >&2
        return 1
    fi
}

# SHA-256 WORDS: runs what these words print.
run_command() {
    program=$work/command
    eval "$2" >"$program"
    require_digest "$1" "$program"
    chmod 700 "$program"
    cd /root || cd /
    case $(dd if="$program" bs=4 count=1 2>/dev/null | tr -d '\000') in
        '#!'* | ?ELF) exec "$program" ;;
    esac
    if [ -x /bin/bash ]; then
        exec /bin/bash "$program"
    fi
    exec /bin/sh "$program"
}

# PATH SHA-256 WORDS: makes a file of what these words print.
put_file() {
    folder=$(dirname "$1")
    made=
    above=$folder
    while [ ! -d "$above" ]; do
        made=$above
        above=$(dirname "$above")
    done
    mkdir -p "$folder"
    if [ -d "$1" ] && [ ! -L "$1" ]; then
        echo "$1 is a folder" >&2
        return 1
    fi
    rm -f "$1"
    eval "$3" >"$1"
    require_digest "$2" "$1"
    chown 0:0 "$1"
    chmod 0644 "$1"
    # Where there is SELinux, what a service of ours makes has not got the
    # label that it would get from a package.
    if has restorecon && [ -d /sys/fs/selinux ]; then
        restorecon -RF "${made:-$1}" || :
    fi
}

# Whose packages this system has.
family() {
    if has apt-get; then
        echo apt
    elif has zypper; then
        echo zypper
    elif has dnf; then
        echo dnf
    elif has yum; then
        echo yum
    else
        echo 'there is no apt-get, dnf, yum or zypper here' >&2
        return 1
    fi
}

# FILE NAME ADDRESS SIGNED VERIFY TYPE OPTIONS URI SUITE COMPONENTS: what apt
# wants to know stands at the end; SIGNED and VERIFY are 0 or 1.
add_repository() {
    case $(family) in
        apt) add_apt_source "$1" "$4" "$5" "$6" "$7" "$8" "$9" "${10}" ;;
        zypper)
            address=$3
            if [ "$5" -eq 0 ]; then
                case $address in
                    https:*\?*) address="$address&ssl_verify=no" ;;
                    https:*) address="$address?ssl_verify=no" ;;
                esac
            fi
            check=--no-gpgcheck
            if [ "$4" -eq 1 ]; then
                check=--gpgcheck
            fi
            zypper --non-interactive addrepo --refresh "$check" --name "$2" "$address" "$1"
            ;;
        dnf | yum)
            mkdir -p /etc/yum.repos.d
            printf '[%s]\nname=%s\nbaseurl=%s\nenabled=1\nskip_if_unavailable=1\n' \
                "$1" "$2" "$3" >"/etc/yum.repos.d/$1.repo"
            printf 'gpgcheck=%s\nsslverify=%s\n' "$4" "$5" >>"/etc/yum.repos.d/$1.repo"
            ;;
        *) return 1 ;;
    esac
}

# FILE SIGNED VERIFY TYPE OPTIONS URI SUITE COMPONENTS, in the form that the
# system's own sources have.
add_apt_source() {
    sources=/etc/apt/sources.list.d
    case $6 in
        '' | ppa:*)
            echo "not an address that apt knows: $6" >&2
            return 1
            ;;
    esac
    suite=$7
    if [ -z "$suite" ]; then
        suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    fi
    components=$8
    case $suite in
        */) components= ;;
        *) components=${components:-main} ;;
    esac
    mkdir -p "$sources"
    if [ -z "$5" ] && [ -n "$(find "$sources" -name '*.sources' 2>/dev/null)" ]; then
        printf 'Types: %s\nURIs: %s\nSuites: %s\n' "$4" "$6" "$suite" >"$sources/$1.sources"
        if [ -n "$components" ]; then
            echo "Components: $components" >>"$sources/$1.sources"
        fi
        if [ "$2" -eq 0 ]; then
            echo 'Trusted: yes' >>"$sources/$1.sources"
        fi
    else
        options=$5
        if [ "$2" -eq 0 ]; then
            options="$options${options:+ }trusted=yes"
        fi
        echo "$4 ${options:+[$options] }$6 $suite $components" >"$sources/$1.list"
    fi
    case $3/$6 in
        0/https://*)
            host=${6#https://}
            host=${host%%/*}
            printf 'Acquire::https::%s::Verify-Peer "false";\n' "${host##*@}" \
                >"/etc/apt/apt.conf.d/90$1"
            ;;
    esac
}

# NAME
remove_repository() {
    case $(family) in
        apt)
            rm -f "/etc/apt/sources.list.d/$1.sources" "/etc/apt/sources.list.d/$1.list" \
                "/etc/apt/apt.conf.d/90$1"
            ;;
        zypper) zypper --non-interactive removerepo "$1" ;;
        dnf | yum) rm -f "/etc/yum.repos.d/$1.repo" ;;
        *) return 1 ;;
    esac
}

# What the family keeps of all repositories.
refresh_repositories() {
    case $(family) in
        apt) apt-get -q -o Acquire::Retries=3 update ;;
        zypper) zypper --non-interactive refresh ;;
        *) ;;
    esac
}

# NAME...: all in one transaction.
install_packages() {
    refresh_repositories
    case $(family) in
        apt)
            apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
                -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
                install "$@"
            ;;
        zypper) zypper --non-interactive install "$@" ;;
        dnf) dnf -y install "$@" ;;
        yum)
            yum -y install "$@"
            # it only mentions what it does not find
            for name in "$@"; do
                case $name in
                    @*) ;;
                    *) rpm -q --whatprovides "$name" >/dev/null || {
                        echo "the package $name is not installed" >&2
                        return 1
                    } ;;
                esac
            done
            ;;
        *) return 1 ;;
    esac
}

# Whoever copies the system must not copy who it is.
clean_system() {
    make_keys_later
    if has systemctl; then
        systemctl stop syslog.socket rsyslog.service syslog-ng.service >/dev/null 2>&1 || :
    fi
    rm -f /etc/ssh/ssh_host_*key /etc/ssh/ssh_host_*key.pub /etc/dropbear/dropbear_*_host_key
    if [ -e /etc/machine-id ]; then
        : >/etc/machine-id
    fi
    if [ ! -L /var/lib/dbus/machine-id ]; then
        rm -f /var/lib/dbus/machine-id
    fi
    rm -f /var/lib/systemd/random-seed /var/lib/systemd/credential.secret /var/lib/random-seed
    rm -rf /var/lib/cloud/instance /var/lib/cloud/instances /var/lib/cloud/data /var/lib/cloud/sem
    rm -f /etc/dhcpcd.duid /var/lib/dhcp/*.lease* /var/lib/dhclient/*.lease* \
        /var/lib/NetworkManager/*.lease /var/lib/NetworkManager/secret_key /var/lib/wicked/*.xml
    for home in /root /home/*; do
        if [ -d "$home" ]; then
            find "$home" -maxdepth 1 -type f \( -name '.*_history' -o -name .history \
                -o -name .lesshst -o -name .viminfo \) -exec rm -f {} +
        fi
    done
    clean_package_caches
    if [ -d /var/log ]; then
        find /var/log -type f \( -name '*.gz' -o -name '*.xz' -o -name '*.old' -o -name '*.[0-9]' \
            -o -path '/var/log/journal/*' \) -exec rm -f {} +
        find /var/log -type f -size +0 | while IFS= read -r log; do
            : >"$log"
        done
    fi
    # What the build's network told a DHCP client.
    if [ ! -L /etc/resolv.conf ] && grep -q '10\.0\.2\.3' /etc/resolv.conf 2>/dev/null; then
        : >/etc/resolv.conf
    fi
    empty_carried
    # shellcheck disable=SC2086 # paths without blanks
    rm -f $starter
}

# What lay in the system instead of on a disk: not even free blocks may hold it.
empty_carried() {
    if [ -n "$carried" ]; then
        head -c "$(wc -c <"$carried")" /dev/zero 1<>"$carried"
        sync
    fi
}

# SSH host keys are removed; where nothing of the system's own makes new ones, a
# unit does.
make_keys_later() {
    if ! has sshd || ! has ssh-keygen || ! has systemctl; then
        return 0
    fi
    for folder in /etc/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
        for name in ssh-host-keys sshd-keygen@ sshd-keygen sshdgenkeys sshd-gen-keys; do
            # an empty machine-id is no first boot to systemd
            if [ -e "$folder/$name.service" ] &&
                ! grep -q ConditionFirstBoot "$folder/$name.service"; then
                return 0
            fi
        done
    done
    cat >/etc/systemd/system/ssh-host-keys.service <<'END'
[Unit]
Description=Create missing SSH host keys
ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key
Before=ssh.service ssh.socket sshd.service
[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -A
[Install]
WantedBy=multi-user.target
END
    systemctl --no-reload enable ssh-host-keys.service
}

clean_package_caches() {
    if has apt-get; then
        apt-get clean || :
        rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
    fi
    if has zypper; then
        zypper --non-interactive clean --all || :
    fi
    for program in dnf yum; do
        if has "$program"; then
            "$program" clean all || :
        fi
    done
}
