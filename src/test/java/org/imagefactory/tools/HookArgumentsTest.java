package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HookArgumentsTest {

    private static final String IMAGE = "a b'$(touch x).raw";

    static List<Arguments> texts() {
        return List.of(
                Arguments.of("publish ${image}", List.of("publish", IMAGE)),
                Arguments.of(
                        "publish --file=${image}.x", List.of("publish", "--file=" + IMAGE + ".x")),
                Arguments.of("p '${image}' $image", List.of("p", IMAGE, "$image")),
                Arguments.of("sh -c 'ls ${image}'", List.of("sh", "-c", "ls ${image}")),
                Arguments.of(
                        "/bin/bash -eu -o pipefail -c 'ls ${image} $1' x ${image}",
                        List.of(
                                "/bin/bash",
                                "-eu",
                                "-o",
                                "pipefail",
                                "-c",
                                "ls ${image} $1",
                                "x",
                                IMAGE)),
                Arguments.of("sh -xc 'ls ${image}'", List.of("sh", "-xc", "ls ${image}")),
                Arguments.of("sh -c -e 'ls ${image}'", List.of("sh", "-c", "-e", "ls ${image}")),
                Arguments.of("sh script -c ${image}", List.of("sh", "script", "-c", IMAGE)),
                Arguments.of(
                        "env A=1 sh -c 'ls ${image}'",
                        List.of("env", "A=1", "sh", "-c", "ls ${image}")),
                Arguments.of(
                        "busybox sh -c 'ls ${image}'",
                        List.of("busybox", "sh", "-c", "ls ${image}")),
                Arguments.of("echo sh -c ${image}", List.of("echo", "sh", "-c", IMAGE)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void putsTheImageInAsAValue(String text, List<String> argv) {
        assertThat(HookArguments.of(text, IMAGE)).isEqualTo(argv);
    }
}
