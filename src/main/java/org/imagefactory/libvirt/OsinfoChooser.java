package org.imagefactory.libvirt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/**
 * Chooses the operating system that virt-install shall assume. An identifier that the host's osinfo
 * database does not have ends virt-install, and the database is often older than the distribution:
 * so another of the same family takes its place. Nothing that matters depends on it: the devices
 * are all given.
 */
final class OsinfoChooser {

    /** What virt-install takes when nothing is known. */
    static final String DETECT = "detect=on,require=off";

    private static final Pattern VERSIONED = Pattern.compile("([a-z-]+?)-?([0-9]+(?:\\.[0-9]+)?)");
    private static final List<String> GENERIC = List.of("linux2024", "linux2022", "linux2020");
    private static final List<String> ROLLING = List.of("testing", "-rawhide", "tumbleweed");

    private final ProcessRunner runner;
    private List<String> known = List.of();

    /**
     * @param runner starts virt-install
     */
    OsinfoChooser(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Asks virt-install once what it knows, if there is something to ask for.
     *
     * @param wanted by the user
     * @return a value for {@code --osinfo} that virt-install does not refuse
     */
    String choose(Optional<String> wanted) throws InterruptedException {
        if (wanted.isEmpty()) {
            return DETECT;
        }
        try {
            return choose(wanted.get(), known());
        } catch (CommandException e) {
            return DETECT; // whatever is wrong with virt-install, the installation itself says it
        }
    }

    private synchronized List<String> known() throws CommandException, InterruptedException {
        if (known.isEmpty()) {
            Command list = Command.of(Program.VIRT_INSTALL, "--osinfo", "list").quietly();
            known = runner.run(list).output();
        }
        return known;
    }

    /** Why it is another one than wanted; empty if it is not. */
    static Optional<String> reason(Optional<String> wanted, String chosen) {
        return wanted.filter(name -> !name.equals(chosen))
                .map(
                        name ->
                                "osinfo %s, because virt-install on this host does not know %s"
                                        .formatted(chosen, name));
    }

    /**
     * The wanted one; the same family, the newest that is not newer; the family's rolling release;
     * a generic Linux; none.
     *
     * @param lines of {@code virt-install --osinfo list}: names of one system, comma-separated
     */
    static String choose(String wanted, List<String> lines) {
        Set<String> known = new HashSet<>();
        lines.forEach(line -> known.addAll(List.of(line.strip().split("\\s*,\\s*"))));
        List<String> candidates = new ArrayList<>(List.of(wanted));
        Matcher version = VERSIONED.matcher(wanted);
        if (version.matches()) {
            String family = version.group(1);
            candidates.addAll(older(family, new BigDecimal(version.group(2)), known));
            ROLLING.forEach(suffix -> candidates.add(family + suffix));
        }
        candidates.addAll(GENERIC);
        return candidates.stream().filter(known::contains).findFirst().orElse(DETECT);
    }

    private static List<String> older(String family, BigDecimal limit, Set<String> known) {
        record Release(String id, BigDecimal version) {}
        List<Release> releases = new ArrayList<>();
        for (String id : known) {
            Matcher matcher = VERSIONED.matcher(id);
            if (matcher.matches() && matcher.group(1).equals(family)) {
                BigDecimal version = new BigDecimal(matcher.group(2));
                if (version.compareTo(limit) < 0) {
                    releases.add(new Release(id, version));
                }
            }
        }
        releases.sort(Comparator.comparing(Release::version).reversed());
        return releases.stream().map(Release::id).toList();
    }
}
