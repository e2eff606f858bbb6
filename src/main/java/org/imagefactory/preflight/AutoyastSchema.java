package org.imagefactory.preflight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.Program;

/**
 * The RELAX NG schema of AutoYaST files. Debian has none: whoever wants it takes it from openSUSE's
 * package yast2-schema.
 *
 * @param file where it is, if it is there
 */
record AutoyastSchema(Path file) {

    /** Where openSUSE's package has it. */
    static final AutoyastSchema SHIPPED =
            new AutoyastSchema(Path.of("/usr/share/YaST2/schema/autoyast/rng/profile.rng"));

    /**
     * What validates a file: jing, whose messages say more, or xmllint; without the schema xmllint
     * as a mere reader of XML.
     */
    Command command(String answers, Predicate<Program> installed) {
        if (!Files.isReadable(file)) {
            return Command.of(Program.XMLLINT, "--noout", "--nonet", answers);
        }
        if (installed.test(Program.JING)) {
            return Command.of(Program.JING, file.toString(), answers);
        }
        return Command.of(
                Program.XMLLINT,
                "--noout",
                "--nonet",
                "--quiet", // it praises good files
                "--relaxng",
                file.toString(),
                answers);
    }
}
