/** One class for each external program: its arguments and what its output means. */
@NullMarked
package org.imagefactory.tools;

import org.jspecify.annotations.NullMarked;
