package org.imagefactory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.imagefactory.exec.ChildJvm;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.StoreCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that several processes use, some of which are killed, and one that is full. */
@Timeout(300)
class ProcessesTest {

    private static final int AT_A_TIME = 6;
    private static final int ROUNDS = 5;

    @TempDir private Path folder;

    private Process start(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(List.of(arguments));
        return new ProcessBuilder(
                        ChildJvm.command("64m", FactoryMain.class, all.toArray(String[]::new)))
                .redirectError(Redirect.appendTo(folder.resolve("errors").toFile()))
                .start();
    }

    @Test
    void aKilledProcessLeavesFailedImagesAndNothingElse() throws Exception {
        Random random = new Random();
        int interrupted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                processes.add(start("work"));
            }
            for (Process process : processes) {
                assertThat(process.inputReader().readLine()).isEqualTo("ready");
            }
            for (Process process : processes) {
                Thread.sleep(random.nextInt(200));
                process.destroyForcibly().waitFor();
            }
            interrupted += recovered();
        }
        assertThat(interrupted).isPositive();
        assertThat(folder.resolve("errors")).isEmptyFile();
    }

    /** Everything is in order after a start. */
    private int recovered() throws Exception {
        try (Scene scene = new Scene(folder)) {
            int count = scene.factory.recover();
            assertThat(scene.factory.recover()).isZero();
            assertThat(scene.log).isEmpty();
            assertThat(StoreCheck.run(scene.store)).isEmpty();
            assertThat(scene.files()).allMatch(name -> name.matches("[0-9a-f-]{36}\\.(meta|body)"));
            for (ImageRecord record : scene.store.list()) {
                assertThat(record.status()).matches(ImageStatus::isFinal);
                assertThat(record.percent() == 100)
                        .isEqualTo(record.status() == ImageStatus.COMPLETE);
                assertThat(record.error().isPresent())
                        .isEqualTo(record.status() == ImageStatus.FAILED);
            }
            if (Files.exists(scene.work)) {
                assertThat(scene.work).isEmptyDirectory();
            }
            return count;
        }
    }

    @Test
    void aBuildOfAnotherProcessIsLeftAloneUntilSomebodyDeletesIt() throws Exception {
        Process other = start("build");
        BufferedReader said = other.inputReader();
        ImageId id = new ImageId(said.readLine());
        try (Scene scene = new Scene(folder)) {
            assertThat(scene.factory.recover()).isZero();
            ImageRecord child = scene.start(Scene.target(Optional.of(id), Map.of()));
            scene.awaitStatus(child, ImageStatus.PENDING);

            scene.factory.delete(id, DeletionRequest.PLAIN);

            assertThat(scene.factory.await(id).status()).isEqualTo(ImageStatus.DELETED);
            assertThat(said.readLine()).isEqualTo("FAILED cancelled: the image is to be deleted");
            assertThat(scene.factory.await(child.id()).error())
                    .get()
                    .asString()
                    .startsWith("the base image " + id);
            assertThat(scene.files()).containsExactly(child.id() + ".body", child.id() + ".meta");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whoWaitsForAProcessThatDiesDoesNotWaitForEver() throws Exception {
        Process other = start("build");
        ImageId id = new ImageId(other.inputReader().readLine());
        try (Scene scene = new Scene(folder)) {
            ImageRecord child = scene.start(Scene.target(Optional.of(id), Map.of()));
            scene.awaitStatus(child, ImageStatus.PENDING);

            other.destroyForcibly().waitFor();

            assertThat(scene.factory.await(child.id()).error())
                    .contains(
                            "the base image %s will never be complete: who made it has died"
                                    .formatted(id));
            assertThat(scene.factory.recover()).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskLosesNothing() throws Exception {
        List<String> said = inMount("size=1m", "", "fill", "100000");

        assertThat(said.get(0)).contains("cannot be read or written: No space left on device");
        assertThat(said.get(1)).contains("free space");
        assertThat(said.get(2)).matches("[1-9][0-9]? records");
        assertThat(said).anyMatch(line -> line.matches("[0-9a-f-]{36}\\.meta"));
        assertThat(said).noneMatch(line -> line.endsWith(".part") || line.startsWith("skipping"));
        assertThat(said.stream().filter(line -> line.endsWith(".body")).count())
                .isEqualTo(said.stream().filter(line -> line.endsWith(".meta")).count());
    }

    @Test
    void aStoreThatCannotBeWrittenToCanBeRead() throws Exception {
        try (Scene scene = new Scene(folder)) {
            scene.made(Scene.base(Map.of()));
        }
        Files.createFile(folder.resolve("store/." + ImageId.random() + ".lock"));

        List<String> said =
                inMount("size=1m", "cp -a \"$2\"/. \"$1\" && mount -o remount,ro \"$1\"", "look");

        assertThat(said).startsWith("1 records", "cannot be claimed", "nothing can be made");
    }

    /** What a process says whose folder is a file system of its own, and the names in its store. */
    private List<String> inMount(String options, String prepare, String... arguments)
            throws Exception {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Path source = Files.createDirectories(folder.resolve("store"));
        List<String> command = new ArrayList<>();
        command.addAll(List.of("unshare", "--map-root-user", "--mount", "sh", "-c"));
        command.add(
                "mount -t tmpfs -o \"$0\" none \"$1\" && mkdir \"$1/store\" && "
                        + (prepare.isEmpty()
                                ? ""
                                : prepare.replace("\"$1\" &&", "\"$1/store\" &&") + " && ")
                        + "m=$1 && shift 2 && \"$@\"; ls -A \"$m/store\"");
        command.addAll(List.of(options, mount.toString(), source.toString()));
        List<String> all = new ArrayList<>(List.of(mount.toString()));
        all.addAll(List.of(arguments));
        command.addAll(ChildJvm.command("64m", FactoryMain.class, all.toArray(String[]::new)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }
}
