/** What documents an image: where it comes from, and whether its files are the published ones. */
@NullMarked
package org.imagefactory.manifest;

import org.jspecify.annotations.NullMarked;
