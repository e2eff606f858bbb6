/** What images say while they are made: kept with them, and sent to whoever follows. */
@NullMarked
package org.imagefactory.service.live;

import org.jspecify.annotations.NullMarked;
