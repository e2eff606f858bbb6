/** The packaged program with real virtual machines, as an unprivileged user. */
@NullMarked
package org.imagefactory.it;

import org.jspecify.annotations.NullMarked;
