package org.imagefactory.manifest;

import java.util.List;

/**
 * What is known of a vulnerability in an image, in the words of CycloneDX.
 *
 * @param id such as {@code CVE-2026-1234}
 * @param url of a page about it; empty for none
 * @param severity as CycloneDX names it
 * @param description may be empty
 * @param state of the analysis
 * @param responses to it; may be empty
 * @param detail of the analysis; may be empty
 * @param source name of the source package that has it
 * @param version of that package
 */
public record VexStatement(
        String id,
        String url,
        String severity,
        String description,
        String state,
        List<String> responses,
        String detail,
        String source,
        String version) {

    public VexStatement {
        responses = List.copyOf(responses);
    }
}
