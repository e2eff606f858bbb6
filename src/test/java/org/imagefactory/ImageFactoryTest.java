package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.batch.ImageResult;
import org.imagefactory.build.BuildId;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.build.Cancellation;
import org.imagefactory.build.Demand;
import org.imagefactory.build.Order;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.report.BuildReport;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on a host that has no programs. */
class ImageFactoryTest {

    private static final ImageSpec SPEC =
            Specs.spec(Specs.NETBOOT, Optional.empty(), "", Specs.machine(), Specs.anHour());

    @TempDir Path folder;

    @Test
    void aFailureIsOne() {
        BuildReport report = factory().build(SPEC, folder, event -> {});

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.HOST);
    }

    @Test
    void aFailureAfterASignalIsNone() {
        Cancellation cancellation = new Cancellation();
        cancellation.request(ExitStatus.TERMINATED);

        BuildReport report = build(factory(), cancellation);

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.TERMINATED);
        assertThat(report.outcome().cancelled()).isTrue();
    }

    @Test
    void buildsManyWithARowForEach() {
        ImageFactory factory = factory();
        Order<ImageResult> order =
                new Order<>(
                        BuildId.random(),
                        "debian-13",
                        Demand.of(SPEC),
                        cancellation -> ImageResult.of(build(factory, cancellation)));

        List<ImageResult> rows = factory.batch(1, 1, Optional::empty).run(List.of(order, order));

        assertThat(rows).extracting(ImageResult::word).containsExactly("failure", "failure");
        assertThat(rows.get(0).outcome().message()).contains("virt-install");
    }

    private BuildReport build(ImageFactory factory, Cancellation cancellation) {
        return factory.build(SPEC, folder, BuildOptions.NONE, cancellation, event -> {});
    }

    private ImageFactory factory() {
        return new ImageFactory(
                new Surroundings(
                        Map.of("PATH", folder.toString()),
                        folder,
                        TestLibvirt.factory(folder),
                        Clock.systemUTC(),
                        "image-factory test"));
    }
}
