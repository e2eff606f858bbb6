package org.imagefactory.netboot.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.CommandTimeoutException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.cache.DurableFiles;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.cache.Validators;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.UserInfo;
import org.imagefactory.spec.SourceUri;

/**
 * Fetches from an rsync daemon. The part file starts as another name of the known file: so rsync
 * transfers nothing if the file is the same, and only the differences if it is not. rsync never
 * writes into an existing file, so the known one stays as it is.
 */
public final class RsyncFetcher implements Fetcher {

    /** What rsync reads from its environment; all else comes by argument. */
    private static final List<String> VARIABLES =
            List.of("RSYNC_PROXY", "RSYNC_CONNECT_PROG", "RSYNC_PASSWORD");

    private static final String TOO_LARGE = " is over max-size";

    /** A last resort: silence has a limit of its own. */
    private static final Duration TIME_LIMIT = Duration.ofHours(6);

    private final ProcessRunner runner;
    private final Map<String, String> environment;
    private final TransferLimits limits;

    public RsyncFetcher(
            ProcessRunner runner, Map<String, String> environment, TransferLimits limits) {
        this.runner = runner;
        this.environment = Map.copyOf(environment);
        this.limits = limits;
    }

    @Override
    public Outcome fetch(FetchJob job) throws FetchException, HostException, InterruptedException {
        PartFile part = job.part();
        CachedFile known = job.known();
        if (known != null && part.length() == 0) {
            seed(known.path(), part);
        } else if (part.length() == 0) {
            part.begin(Validators.NONE);
        }
        job.listener().progress("downloading " + job.file().role().key(), OptionalInt.empty());
        long most = Math.min(job.file().role().longest(), part.room() / 10 * 9);
        try {
            transfer(job, most);
        } catch (FetchException e) {
            if (part.length() + part.written() > most) {
                part.discard();
            }
            throw e;
        }
        if (part.length() == 0) {
            throw new FetchException(
                    Kind.FINAL, "it is an empty file or a folder", "check the URL");
        }
        return known != null && isSame(known, part) ? Outcome.UNCHANGED : Outcome.FETCHED;
    }

    @Override
    public TransferLimits limits() {
        return limits;
    }

    /** rsync looks at the length that a server claims, and believes it. */
    private void transfer(FetchJob job, long most)
            throws FetchException, HostException, InterruptedException {
        TransferWatch watch =
                new TransferWatch(
                        limits.pace().forDifferences(), job.deadline(), job.part()::written, most);
        List<String> output;
        try {
            output =
                    Interruptible.call(
                            () -> run(command(job.file(), job.part().path())),
                            Thread::interrupt,
                            watch);
        } catch (IOException e) { // nothing above throws it
            throw DiskErrors.writing(job.part().path(), e);
        }
        if (output.stream().anyMatch(line -> line.endsWith(TOO_LARGE))) {
            job.part().discard();
            throw TransferWatch.tooLarge(job.file().role().longest());
        }
    }

    /** The command for a file and its target. */
    public Command command(RemoteFile file, Path target) {
        SourceUri source = file.source();
        Map<String, String> variables = new TreeMap<>();
        for (String name : VARIABLES) {
            if (environment.containsKey(name)) {
                variables.put(name, environment.getOrDefault(name, ""));
            }
        }
        String userInfo = UserInfo.of(source.text()).orElse("");
        String url = source.text();
        int colon = userInfo.indexOf(':');
        if (colon >= 0) { // rsync takes the password from the environment only
            variables.put("RSYNC_PASSWORD", userInfo.substring(colon + 1));
            url = url.replaceFirst(":[^@/]*@", "@");
        }
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--no-motd", "--times", "--copy-links", "--partial"));
        arguments.add("--contimeout=" + seconds(limits.connect()));
        arguments.add("--timeout=" + seconds(limits.silence()));
        // A longer one is not transferred, and said so.
        arguments.add("--max-size=" + file.role().longest());
        arguments.add("--info=skip1");
        arguments.addAll(List.of("--", url, target.toString()));
        Command command = Command.of(Program.RSYNC, arguments);
        String password = variables.getOrDefault("RSYNC_PASSWORD", "");
        Set<String> secrets = password.isEmpty() ? Set.of() : Set.of(password);
        return command.with(variables).hiding(secrets).within(TIME_LIMIT);
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }

    private List<String> run(Command command)
            throws FetchException, HostException, InterruptedException {
        try {
            return runner.run(command).output();
        } catch (CommandFailedException e) {
            throw RsyncFailure.of(e, command);
        } catch (CommandTimeoutException e) {
            FetchException timeout =
                    new FetchException(
                            Kind.UNREACHABLE, "rsync took too long", "use another mirror");
            timeout.initCause(e);
            throw timeout;
        } catch (CommandException e) { // no such program, or it does not start
            throw new HostException(
                    "cannot download over rsync: " + e.getMessage(),
                    "install rsync, or use an http mirror",
                    e);
        }
    }

    private static void seed(Path known, PartFile part) throws HostException {
        part.begin(Validators.NONE);
        try {
            DurableFiles.linkOrCopy(known, part.path());
        } catch (IOException e) {
            throw DiskErrors.writing(part.path(), e);
        }
    }

    private static boolean isSame(CachedFile known, PartFile part)
            throws HostException, InterruptedException {
        try {
            return FileDigest.of(part.path()).equals(known.entry().digest());
        } catch (IOException e) {
            throw DiskErrors.writing(part.path(), e);
        }
    }
}
