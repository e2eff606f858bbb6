/** What the files are that builds make, and how they are named. */
@NullMarked
package org.imagefactory.results;

import org.jspecify.annotations.NullMarked;
