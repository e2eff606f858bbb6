/** The command line: the only package that prints, reads the environment or exits. */
@NullMarked
package org.imagefactory.cli;

import org.jspecify.annotations.NullMarked;
