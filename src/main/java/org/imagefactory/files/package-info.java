/** What several rooms do with files: locks, whole replacements, removal, looks at owners. */
@NullMarked
package org.imagefactory.files;

import org.jspecify.annotations.NullMarked;
