/**
 * What files there are to fetch, what they are for, and what can be said of their bytes. Knows no
 * other room.
 */
@NullMarked
package org.imagefactory.netboot.file;

import org.jspecify.annotations.NullMarked;
