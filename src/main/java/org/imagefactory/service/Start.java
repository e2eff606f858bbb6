package org.imagefactory.service;

import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.aeolus.Invocation;
import org.imagefactory.terminal.StandardOutput;

/**
 * What the daemon gets from whoever started it, beside what other programs get.
 *
 * @param launcher the program that starts this one; empty in tests
 * @param detached whether another process of this program waits for a word on standard output, that
 *     this one is ready, and ends then
 * @param inherited whether standard input is the listening socket
 * @param rehearsal whether it is to end as soon as it has begun
 */
record Start(
        Invocation invocation,
        Optional<Path> launcher,
        boolean detached,
        boolean inherited,
        boolean rehearsal) {

    /** Names the folder where relative names begin, for a process that is somewhere else. */
    static final String FOLDER = "IMAGEFACTORYD_FOLDER";

    /** What this process was started with. */
    static Start ofThis() {
        Invocation own = Invocation.ofThisProcess(new StandardOutput());
        Optional<Path> folder = Optional.ofNullable(own.variables().get(FOLDER)).map(Path::of);
        return new Start(
                folder.map(own::withWorkingDirectory).orElse(own),
                Optional.ofNullable(System.getProperty("imagefactoryd.launcher")).map(Path::of),
                folder.isPresent(),
                Boolean.getBoolean("imagefactoryd.socket"),
                Boolean.getBoolean("imagefactoryd.rehearsal"));
    }
}
