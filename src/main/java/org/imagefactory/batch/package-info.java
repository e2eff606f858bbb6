/** Many builds in one run: as many at a time as the user allows and the host bears. */
@NullMarked
package org.imagefactory.batch;

import org.jspecify.annotations.NullMarked;
