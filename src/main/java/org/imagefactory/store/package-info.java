/** Keeps what is made from templates: one record and one body for each image. */
@NullMarked
package org.imagefactory.store;

import org.jspecify.annotations.NullMarked;
