package org.imagefactory.aeolus;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.TemplateReader;
import org.jspecify.annotations.Nullable;

/** Reads what the operands and options of a command name; {@code -} is standard input. */
final class Inputs {

    private static final String STANDARD_INPUT = "-";

    /** Definitions, credentials, parameters: a record has to hold all but the credentials. */
    private static final int LONGEST = 16 << 20;

    private final Path workingDirectory;
    private final InputStream in;

    Inputs(Path workingDirectory, InputStream in) {
        this.workingDirectory = workingDirectory;
        this.in = in;
    }

    /**
     * The text of a template.
     *
     * @throws BuildException it cannot be read, or is no text
     */
    String template(String operand) throws BuildException {
        byte[] file = bytes("template", operand, TemplateReader.LONGEST);
        try {
            return TemplateReader.text(file);
        } catch (InvalidTemplateException e) {
            throw new HostException("%s: %s".formatted(operand, e.getMessage()), "");
        }
    }

    /** The definition of a provider. */
    String provider(String operand) throws BuildException {
        return operand.startsWith("@")
                ? operand.substring(1)
                : text("provider definition", operand).stripTrailing();
    }

    /** What a file with credentials says; secret. */
    String credentials(String operand) throws BuildException {
        return text("credentials file", operand).stripTrailing();
    }

    /**
     * The parameters of a request: those of the file, then single ones, then files.
     *
     * @throws BuildException a file cannot be read or is none such; the message names it
     */
    Map<String, @Nullable Object> parameters(Request request) throws BuildException {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        if (request.has(CommandTree.PARAMETERS)) {
            parameters.putAll(object(request.value(CommandTree.PARAMETERS).orElseThrow()));
        }
        request.pairs(CommandTree.PARAMETER)
                .forEach(pair -> parameters.put(pair.getKey(), pair.getValue()));
        for (Map.Entry<String, String> pair : request.pairs(CommandTree.FILE_PARAMETER)) {
            parameters.put(pair.getKey(), text("parameter file", pair.getValue()));
        }
        return parameters;
    }

    /** A file that the user names. */
    Path path(String operand) throws BuildException {
        try {
            return workingDirectory.resolve(operand);
        } catch (InvalidPathException e) {
            throw new HostException("'%s' cannot be the name of a file".formatted(operand), "", e);
        }
    }

    private Map<String, @Nullable Object> object(String operand) throws BuildException {
        try {
            return Json.object(bytes("parameters file", operand, LONGEST));
        } catch (JsonException e) {
            throw new HostException(
                    "the parameters file %s %s".formatted(operand, e.getMessage()), "", e);
        }
    }

    private String text(String what, String operand) throws BuildException {
        byte[] content = bytes(what, operand, LONGEST);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new HostException(
                    "the %s %s is not text in UTF-8".formatted(what, operand), "", e);
        }
    }

    private byte[] bytes(String what, String operand, int longest) throws BuildException {
        return operand.equals(STANDARD_INPUT)
                ? InputFile.read(what + " on standard input", in, longest)
                : InputFile.read(what + " " + operand, path(operand), longest);
    }
}
