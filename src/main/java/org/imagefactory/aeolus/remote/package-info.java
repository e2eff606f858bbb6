/** Speaks to a service on another host, as its clients do. */
@NullMarked
package org.imagefactory.aeolus.remote;

import org.jspecify.annotations.NullMarked;
