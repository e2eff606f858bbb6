/** What is inside an image and where it came from, in files for people and for tools. */
@NullMarked
package org.imagefactory.manifest;

import org.jspecify.annotations.NullMarked;
