package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;

/**
 * The rules of AutoYaST files for an unattended installation that ends in one stage: a second stage
 * would begin in every copy of the image, at its first start.
 */
final class AutoyastValidator implements AnswerValidator {

    private static final String NAMESPACE = "http://www.suse.com/1.0/yast2ns";
    private static final String TRUE = "true";
    private static final Pattern USE = Pattern.compile("all|free|linux|[0-9]+(?:\\s*,\\s*[0-9]+)*");

    /** Generous: what YaST reads, and what may be read by another release. */
    private static final Pattern SIZE =
            Pattern.compile(
                    "(?i)auto|max|min|suspend|unlimited"
                            + "|[+-]?[0-9][0-9.,]*\\s*(?:%|[kmgtpezy]?i?b?(?:ytes?)?)");

    private static final Set<String> SECOND_STAGE_SCRIPTS = Set.of("post-scripts", "init-scripts");

    @Override
    public List<Complaint> look(String text, ImageSpec spec) {
        try {
            return look(XmlDocument.parse(text), spec.machine().firmware());
        } catch (XmlException e) {
            return List.of(e.complaint());
        }
    }

    private static List<Complaint> look(XmlElement profile, Firmware firmware) {
        if (!profile.name().equals("profile") || !profile.namespace().equals(NAMESPACE)) {
            return List.of(
                    Complaint.error(
                            profile.line(),
                            "the root is not <profile xmlns=\"%s\">".formatted(NAMESPACE)));
        }
        List<Complaint> complaints = new ArrayList<>(AutoyastTypes.look(profile));
        mode(profile, complaints);
        persons(profile, complaints);
        reports(profile, complaints);
        scripts(profile, complaints);
        disks(profile, firmware, complaints);
        return complaints.stream().sorted().toList();
    }

    private static void mode(XmlElement profile, List<Complaint> complaints) {
        XmlElement mode = profile.find("general", "mode").orElse(profile);
        Optional<XmlElement> confirm = mode.find("confirm");
        if (confirm.isEmpty() || confirm.get().says(TRUE)) {
            complaints.add(
                    Complaint.error(
                            confirm.orElse(mode).line(),
                            "YaST waits for a confirmation: set general/mode/confirm to false"));
        }
        Optional<XmlElement> second = mode.find("second_stage");
        if (second.isEmpty() || second.get().says(TRUE)) {
            complaints.add(
                    Complaint.error(
                            second.orElse(mode).line(),
                            "the second stage would run in every copy of the image: set"
                                    + " general/mode/second_stage to false, and do the work in"
                                    + " chroot-scripts"));
            return;
        }
        mode.find("final_halt")
                .filter(element -> element.says(TRUE))
                .ifPresent(
                        element ->
                                complaints.add(
                                        Complaint.error(
                                                element.line(),
                                                "without a second stage final_halt has the image"
                                                        + " shut down at its first start: use"
                                                        + " halt")));
    }

    private static void persons(XmlElement profile, List<Complaint> complaints) {
        XmlElement general = profile.find("general").orElse(profile);
        general.find("ask-list").stream()
                .flatMap(list -> list.all("ask"))
                .filter(ask -> ask.find("timeout").isEmpty())
                .forEach(
                        ask ->
                                complaints.add(
                                        Complaint.error(
                                                ask.line(),
                                                "<ask> without a timeout waits for a person")));
        general.find("semi-automatic").stream()
                .flatMap(list -> list.children().stream())
                .forEach(
                        module ->
                                complaints.add(
                                        Complaint.error(
                                                module.line(),
                                                "<semi-automatic> waits for a person")));
    }

    private static void reports(XmlElement profile, List<Complaint> complaints) {
        List<XmlElement> kinds = profile.find("report").map(XmlElement::children).orElse(List.of());
        for (XmlElement kind : kinds) {
            boolean shown = kind.find("show").filter(show -> show.says("false")).isEmpty();
            Optional<XmlElement> forEver = kind.find("timeout").filter(time -> time.says("0"));
            if (shown && forEver.isPresent()) {
                complaints.add(
                        Complaint.warning(
                                forEver.get().line(),
                                "report/%s without a timeout wait for a person"
                                        .formatted(kind.name())));
            }
        }
    }

    private static void scripts(XmlElement profile, List<Complaint> complaints) {
        boolean oneStage =
                profile.find("general", "mode", "second_stage")
                        .filter(element -> element.says("false"))
                        .isPresent();
        for (XmlElement kind :
                profile.find("scripts").map(XmlElement::children).orElse(List.of())) {
            if (oneStage && SECOND_STAGE_SCRIPTS.contains(kind.name())) {
                complaints.add(
                        kind.name().equals("post-scripts")
                                ? Complaint.error(
                                        kind.line(),
                                        "<post-scripts> never run without a second stage: use"
                                                + " <chroot-scripts>")
                                : Complaint.warning(
                                        kind.line(),
                                        "<init-scripts> run in every copy of the image"));
            }
            kind.all("script")
                    .filter(script -> isEmpty(script, "source") && isEmpty(script, "location"))
                    .forEach(
                            script ->
                                    complaints.add(
                                            Complaint.error(
                                                    script.line(),
                                                    "<script> has no <source> and no"
                                                            + " <location>")));
        }
    }

    private static void disks(XmlElement profile, Firmware firmware, List<Complaint> complaints) {
        List<XmlElement> drives =
                profile.find("partitioning").stream().flatMap(all -> all.all("drive")).toList();
        if (drives.isEmpty()) {
            complaints.add(
                    Complaint.warning(
                            profile.line(),
                            "without partitioning/drive YaST makes a layout of its own, with swap"
                                    + " and snapshots"));
            return;
        }
        for (XmlElement drive : drives) {
            sizes(drive, complaints);
            drive(drive, complaints);
            device(drive, complaints);
        }
        if (!mounts(drives, "/")) {
            complaints.add(
                    Complaint.warning(drives.get(0).line(), "no partition has <mount>/</mount>"));
        }
        if (firmware == Firmware.UEFI && !mounts(drives, "/boot/efi")) {
            complaints.add(
                    Complaint.warning(
                            drives.get(0).line(),
                            "UEFI needs a partition with <mount>/boot/efi</mount>"));
        }
    }

    private static void sizes(XmlElement drive, List<Complaint> complaints) {
        drive.find("partitions").stream()
                .flatMap(list -> list.children().stream())
                .flatMap(partition -> partition.find("size").stream())
                .filter(size -> !size.text().isBlank())
                .filter(size -> !SIZE.matcher(size.text().strip()).matches())
                .forEach(
                        size ->
                                complaints.add(
                                        Complaint.error(
                                                size.line(),
                                                "<size> is max, auto, a percentage, or a number"
                                                        + " with a unit such as GiB")));
    }

    /** Volume groups and the like have names of their own. */
    private static void device(XmlElement drive, List<Complaint> complaints) {
        boolean disk =
                drive.find("type").map(XmlElement::text).map(String::strip).stream()
                        .allMatch("CT_DISK"::equals);
        Optional<XmlElement> device = drive.find("device").filter(element -> disk);
        device.flatMap(element -> MachineDisk.missing(element.text().strip()))
                .map(text -> Complaint.error(device.orElse(drive).line(), text))
                .or(
                        () ->
                                device.flatMap(e -> MachineDisk.doubtful(e.text().strip()))
                                        .map(text -> Complaint.warning(drive.line(), text)))
                .ifPresent(complaints::add);
    }

    private static void drive(XmlElement drive, List<Complaint> complaints) {
        Optional<XmlElement> use = drive.find("use");
        boolean initialized = drive.find("initialize").filter(e -> e.says(TRUE)).isPresent();
        if (use.isEmpty() && !initialized) {
            complaints.add(
                    Complaint.warning(
                            drive.line(),
                            "<drive> says neither by <use> nor by <initialize> what becomes of"
                                    + " the disk"));
        }
        use.filter(element -> !USE.matcher(element.text().strip()).matches())
                .ifPresent(
                        element ->
                                complaints.add(
                                        Complaint.error(
                                                element.line(),
                                                "<use> is all, free, linux, or numbers of"
                                                        + " partitions")));
    }

    private static boolean mounts(List<XmlElement> drives, String path) {
        return drives.stream()
                .flatMap(XmlElement::tree)
                .anyMatch(element -> element.name().equals("mount") && element.says(path));
    }

    private static boolean isEmpty(XmlElement script, String child) {
        return script.find(child).filter(element -> !element.text().isBlank()).isEmpty();
    }
}
