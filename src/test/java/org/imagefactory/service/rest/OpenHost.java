package org.imagefactory.service.rest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The interface for everybody, without signatures. */
abstract class OpenHost {

    @TempDir Path folder;

    Host host;

    @BeforeEach
    void start() throws Exception {
        host = new Host(folder, Optional.empty(), Tokens.NONE, false);
    }

    @AfterEach
    void end() throws Exception {
        host.close();
    }

    /** The id of a base image that takes so long. */
    String base(Object seconds) throws Exception {
        return (String)
                host.post(
                                "/base_images",
                                Map.of(
                                        "base_image",
                                        Map.of(
                                                "template",
                                                Host.TEMPLATE,
                                                "parameters",
                                                Map.of("mock_seconds", seconds))))
                        .inner("base_image")
                        .get("id");
    }
}
