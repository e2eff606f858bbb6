package org.imagefactory.console;

/** What installers write to a terminal, for tests: bytes as they are sent, in UTF-8. */
final class Screens {

    static final String ESC = "\u001b";

    /** GNU screen's status line, redrawn each minute; then the cursor goes back. */
    static final String CLOCK =
            ESC
                    + "[H"
                    + ESC
                    + "[7m"
                    + ESC
                    + "[m"
                    + ESC
                    + "[32m"
                    + ESC
                    + "[40m[           (1*installer)  2 shell  3 shell  4- log           ]"
                    + "[ Nov 22 22:%02d ]"
                    + ESC
                    + "[%d;%dH"
                    + ESC
                    + "[0m";

    /** debian-installer's text front end, before the question. */
    static final String DEBIAN_PROGRESS =
            clock(1, 2, 1)
                    + "Configuring the network with DHCP  ... 4%... 100%\r\n"
                    + "Partitioning disks  ... 16%";

    /** A question of debian-installer's text front end. */
    static final String DEBIAN_TEXT =
            DEBIAN_PROGRESS
                    + "\r\n\r\n[!!] Partition disks\r\n--------------------\r\n\r\n"
                    + "If you continue, the changes listed below will be written to the disks.\r\n"
                    + "\r\nWrite the changes to disks?\r\n  1: Yes  2: No [*]  \r\n\r\n"
                    + "Prompt: '?' for help, default=2> ";

    private Screens() {}

    static String clock(int minute, int row, int column) {
        return CLOCK.formatted(minute, row, column);
    }

    /** A newt window with the terminal's own line-drawing characters and colours. */
    static String newt(String title, String text, String bottom) {
        return ESC
                + "[?25l"
                + ESC
                + "(B"
                + ESC
                + "[37;44m"
                + ESC
                + "[2J"
                + at(6, 10, ESC + "(0lqqqqu" + ESC + "(B " + title + " " + ESC + "(0tqqqqk")
                + at(7, 10, edge(""))
                + at(8, 10, edge(text))
                + at(9, 10, edge(""))
                + at(10, 10, edge(bottom))
                + at(11, 10, edge(""))
                + at(12, 10, "mqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj" + ESC + "(B")
                + at(
                        24,
                        1,
                        "<Tab> moves; <Space> selects; <Enter> activates buttons" + ESC + "[0m");
    }

    /** A popup of YaST's ncurses front end, in front of the wizard's page. */
    static String yast(String text, String buttons) {
        return ESC
                + "[2J"
                + at(1, 1, "YaST2 - installation @ install")
                + at(2, 1, "┌──────────────────────────────────────────────────────────┐")
                + at(3, 1, "│ Preparing System for Automated Installation              │")
                + at(4, 1, "│  ┌──────────────────────Error───────────────────────┐    │")
                + at(5, 1, "│  │ %-48s │    │".formatted(text))
                + at(6, 1, "│  │ %-48s │    │".formatted(buttons))
                + at(7, 1, "│  └──────────────────────────────────────────────────┘    │")
                + at(8, 1, "│ [Help]                      [Back]    [Abort]   [Next]   │")
                + at(9, 1, "└──────────────────────────────────────────────────────────┘")
                + at(24, 1, "F1 Help  F9 Abort  F10 OK");
    }

    /** A page of YaST's wizard, which has these buttons while it works, too. */
    static String yastPage(String text) {
        return ESC
                + "[2J"
                + at(1, 1, "YaST2 - installation @ install")
                + at(5, 3, text)
                + at(22, 1, "[Help]                      [Back]    [Abort]   [Next]")
                + at(24, 1, "F1 Help  F9 Abort  F10 Next");
    }

    /** anaconda's hub in text mode, under tmux. */
    static final String ANACONDA_HUB =
            "Starting installer, one moment...\r\n"
                    + "anaconda 43.44-1.fc43 for Fedora 43 started.\r\n"
                    + "================================================================\r\n"
                    + "Installation\r\n\r\n"
                    + "1) [x] Language settings                 2) [x] Time settings\r\n"
                    + "       (English (United States))                (UTC timezone)\r\n"
                    + "3) [!] Root password                     4) [x] Network configuration\r\n"
                    + "       (Root account is disabled)               (Connected: ens2)\r\n\r\n"
                    + "Please make a selection from the above ['b' to begin installation, 'q' to"
                    + " quit, 'r' to\r\nrefresh]: "
                    + at(
                            25,
                            1,
                            "[anaconda]1:main* 2:shell  3:log  4:storage-log > Switch tab: Alt+Tab");

    static String at(int row, int column, String text) {
        return ESC + "[" + row + ";" + column + "H" + text;
    }

    private static String edge(String text) {
        return "x" + ESC + "(B" + " %-38s ".formatted(text) + ESC + "(0x";
    }
}
