package org.imagefactory.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imagefactory.report.FileFact;

/**
 * Where an image comes from: what a statement about it says.
 *
 * @param image its section in the configuration
 * @param configuration effective values by key, secrets masked
 * @param choices what the builder chose where the configuration left it open, by name
 * @param materials files that went in
 * @param builder name and version of this program, with a blank in between
 * @param tools versions of the programs that were used, by program
 * @param invocation identifies the build; a URI
 * @param started when the build began
 * @param finished when all files that the statement is about were complete
 * @param subjects files that came out; at least one
 */
public record Provenance(
        String image,
        Map<String, String> configuration,
        Map<String, String> choices,
        List<FileFact> materials,
        String builder,
        Map<String, String> tools,
        String invocation,
        Instant started,
        Instant finished,
        List<Subject> subjects) {

    /** How the parameters are to be read; changes when their meaning does. */
    public static final String BUILD_TYPE = "urn:image-factory:build:v1";

    /** What made the statement; who vouches for it is told by the signature. */
    public static final String BUILDER_ID = "urn:image-factory:builder:v1";

    static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
}
