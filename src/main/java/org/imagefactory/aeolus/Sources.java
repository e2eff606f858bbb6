package org.imagefactory.aeolus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * What a build needs of files; read before anything is made.
 *
 * @param credentials are secret
 */
record Sources(
        Optional<String> template,
        Optional<String> provider,
        Optional<String> credentials,
        Map<String, @Nullable Object> parameters) {

    private static final String SNAPSHOT = "snapshot";

    /**
     * @param parameters may get another one
     * @throws BuildException a file cannot be read; the message names it
     */
    static Sources of(
            Request request,
            ImageType type,
            Inputs inputs,
            Map<String, @Nullable Object> parameters)
            throws BuildException {
        Optional<String> file =
                type == ImageType.BASE
                        ? Optional.of(request.operand())
                        : request.value(CommandTree.TEMPLATE_FILE);
        Optional<String> template =
                file.isPresent() ? Optional.of(inputs.template(file.get())) : Optional.empty();
        if (type != ImageType.PROVIDER) {
            return new Sources(template, Optional.empty(), Optional.empty(), parameters);
        }
        parameters.putIfAbsent(SNAPSHOT, request.has(CommandTree.SNAPSHOT));
        List<String> operands = request.operands();
        int provider = operands.size() - 2;
        return new Sources(
                template,
                Optional.of(inputs.provider(operands.get(provider))),
                Optional.of(inputs.credentials(operands.get(provider + 1))),
                parameters);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "sources of a build";
    }
}
