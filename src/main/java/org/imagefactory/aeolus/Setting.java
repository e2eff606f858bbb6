package org.imagefactory.aeolus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The table of what the configuration file and the options before the command can say. Each row is
 * a key of the file; most are long options, too.
 */
public enum Setting {
    VERBOSE("verbose", Kind.SWITCH, "false", Option.BOTH, "", "Log what is done."),
    DEBUG(
            "debug",
            Kind.SWITCH,
            "false",
            Option.BOTH,
            "",
            "Log everything; **--nodebug** takes it back."),
    IMGDIR(
            "imgdir",
            Kind.PATH,
            "/tmp",
            Option.BOTH,
            "DIR",
            "The folder for working images while they are built, which is made if it is missing;"
                    + " finished ones are in the store."),
    TIMEOUT(
            "timeout",
            Kind.NUMBER,
            "3600",
            Option.BOTH,
            "SECONDS",
            "How long an installation may take."),
    TMPDIR(
            "tmpdir",
            Kind.PATH,
            "/tmp",
            Option.BOTH,
            "DIR",
            "The folder for temporary files, also of the programs that are called."),
    PLUGINS(
            "plugins",
            Kind.PATH,
            "/etc/imagefactory/plugins.d",
            Option.BOTH,
            "DIR",
            "The folder with the descriptions of plugins. If it is not set and the default does not"
                    + " exist, those in the program are used."),
    EC2_32BIT_UTIL(
            "ec2-32bit-util", Kind.TEXT, "m1.small", Option.BOTH, "TYPE", "Accepted, not used."),
    EC2_64BIT_UTIL(
            "ec2-64bit-util", Kind.TEXT, "m1.large", Option.BOTH, "TYPE", "Accepted, not used."),
    OUTPUT(
            "output",
            Kind.OUTPUT,
            "log",
            Option.COMMAND_LINE,
            "{log,json}",
            "What is printed on standard output: a text, or the image's metadata as JSON."),
    RAW(
            "raw",
            Kind.SWITCH,
            "false",
            Option.COMMAND_LINE,
            "",
            "Never colour JSON; else it has colours on a terminal."),

    URL(
            "url",
            Kind.TEXT,
            "",
            Option.COMMAND_LINE,
            "URL",
            "Give the command to the service at this address, such as https://host:8075."),
    CA_FILE(
            "ca-file",
            Kind.TEXT,
            "",
            Option.COMMAND_LINE,
            "FILE",
            "Certificates in PEM that may have signed the service's, beside those that this host"
                    + " trusts."),
    OAUTH_FILE(
            "oauth-file",
            Kind.TEXT,
            "",
            Option.COMMAND_LINE,
            "FILE",
            "A file, readable for its owner alone, with the key and the secret of an OAuth client of"
                    + " the service, a blank between them."),
    TOKEN_FILE(
            "token-file",
            Kind.TEXT,
            "",
            Option.COMMAND_LINE,
            "FILE",
            "A file, readable for its owner alone, with a bearer token of the service."),
    DETACH(
            "detach",
            Kind.SWITCH,
            "false",
            Option.COMMAND_LINE,
            "",
            "With **--url**, end as soon as the service has taken a build, which goes on there."),

    FOREGROUND(
            "foreground",
            Kind.SWITCH,
            "false",
            Option.DAEMON,
            "",
            "Stay in the foreground and log to standard error."),
    PORT("port", Kind.NUMBER, "8075", Option.DAEMON, "N", "The port to listen on."),
    ADDRESS(
            "address",
            Kind.TEXT,
            "",
            Option.DAEMON,
            "A",
            "The address to listen on (default: 0.0.0.0, or 127.0.0.1 with **--no_oauth**)."),
    NO_SSL("no_ssl", Kind.SWITCH, "false", Option.DAEMON, "", "Serve plain HTTP."),
    SSL_PEM(
            "ssl_pem",
            Kind.TEXT,
            "*",
            Option.DAEMON,
            "FILE",
            "Private key and certificate chain in PEM (default: a transient certificate that is made"
                    + " at the start)."),
    NO_OAUTH("no_oauth", Kind.SWITCH, "false", Option.DAEMON, "", "Turn OAuth off."),
    SECONDARY("secondary", Kind.SWITCH, "false", Option.DAEMON, "", "Not supported."),

    IMAGE_MANAGER("image_manager", Kind.TEXT, "file", Option.NONE, "", "Only **file** is known."),
    IMAGE_MANAGER_ARGS(
            "image_manager_args",
            Kind.OBJECT,
            "{\"storage_path\": \"/var/lib/imagefactory/storage\"}",
            Option.NONE,
            "",
            "Where the store is; a folder that is absent is made with mode 0700."),
    JEOS_CONFIG(
            "jeos_config",
            Kind.TEXTS,
            "[]",
            Option.NONE,
            "",
            "Files, or folders of files, with lines about JEOS images:"
                    + " *target*:*provider*:*os*:*version*:*arch*:*image*[:*user*[:*command"
                    + " prefix*]]."),
    TDL_REQUIRE_ROOT_PW(
            "tdl_require_root_pw",
            Kind.SWITCH,
            "false",
            Option.NONE,
            "",
            "Whether a template must say the password of root."),
    CLIENTS(
            "clients",
            Kind.OBJECT,
            "{}",
            Option.NONE,
            "",
            "The keys of OAuth clients, each with its secret."),
    OAUTH_PROTECT(
            "oauth_protect",
            Kind.TEXT,
            "writes",
            Option.NONE,
            "",
            "Which requests need a signature: **writes** or **all**."),
    TOKENS(
            "tokens",
            Kind.TEXT,
            "",
            Option.NONE,
            "",
            "A file with bearer tokens for the service, lines *name* **read**|**write** *SHA-256*."),
    CALLBACK_SECRET(
            "callback_secret",
            Kind.TEXT,
            "",
            Option.NONE,
            "",
            "A file, readable for its owner alone, with the secret that signs callbacks: **whsec_**"
                    + " and 24 to 64 bytes in Base64."),
    CALLBACK_LINK_LOCAL(
            "callback_link_local",
            Kind.SWITCH,
            "false",
            Option.NONE,
            "",
            "Whether callbacks may go to link-local addresses and to metadata services of clouds."),
    PID_FILE(
            "pid_file",
            Kind.TEXT,
            "/var/run/imagefactoryd.pid",
            Option.NONE,
            "",
            "Where the service in the background writes its process id."),
    LOG_FILE(
            "log_file",
            Kind.TEXT,
            "/var/log/imagefactoryd.log",
            Option.NONE,
            "",
            "Where the service in the background writes its log."),
    MAX_CONCURRENT_LOCAL_SESSIONS(
            "max_concurrent_local_sessions",
            Kind.NUMBER,
            "2",
            Option.NONE,
            "",
            "How many images are built at the same time."),
    MAX_CONCURRENT_EC2_SESSIONS(
            "max_concurrent_ec2_sessions",
            Kind.NUMBER,
            "4",
            Option.NONE,
            "",
            "How many images are pushed to one cloud at the same time."),
    OPENSTACK_IMAGE_FORMAT(
            "openstack_image_format",
            Kind.TEXT,
            "qcow2",
            Option.NONE,
            "",
            "The form of images for OpenStack: **qcow2** or **raw**."),
    RHEVM_IMAGE_FORMAT(
            "rhevm_image_format",
            Kind.TEXT,
            "qcow2",
            Option.NONE,
            "",
            "The form of images for RHEV-M: **qcow2** or **raw**."),
    EC2_IMAGE_FORMAT(
            "ec2_image_format", Kind.TEXT, "raw", Option.NONE, "", "The form of images for EC2.");

    /** What values are. */
    enum Kind {
        SWITCH,
        TEXT,
        PATH,
        NUMBER,
        OUTPUT,
        OBJECT,
        TEXTS
    }

    /** Which program has an option of that name. */
    enum Option {
        COMMAND_LINE,
        DAEMON,
        BOTH,
        NONE
    }

    private final String key;
    private final Kind kind;
    private final String defaultText;
    private final Option option;
    private final String parameter;
    private final String documentation;

    Setting(
            String key,
            Kind kind,
            String defaultText,
            Option option,
            String parameter,
            String documentation) {
        this.key = key;
        this.kind = kind;
        this.defaultText = defaultText;
        this.option = option;
        this.parameter = parameter;
        this.documentation = documentation;
    }

    /** As the file spells it. */
    public String key() {
        return key;
    }

    /** As the command line spells it. */
    public String longOption() {
        return "--" + key;
    }

    /** What stands for its value; empty for a switch. */
    public String parameter() {
        return parameter;
    }

    /** What holds where nothing is said; empty for nothing. */
    public String defaultText() {
        return defaultText;
    }

    /** Sentences; {@code **bold**} for words to type, {@code *italic*} for what they stand for. */
    public String documentation() {
        return documentation;
    }

    /** Those that are options before the command, or of the daemon. */
    public static List<Setting> options(boolean daemon) {
        Option own = daemon ? Option.DAEMON : Option.COMMAND_LINE;
        return Arrays.stream(values())
                .filter(each -> each.option == own || each.option == Option.BOTH)
                .toList();
    }

    /** The one with that key. */
    static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findAny();
    }

    boolean isSwitch() {
        return kind == Kind.SWITCH;
    }

    Kind kind() {
        return kind;
    }
}
