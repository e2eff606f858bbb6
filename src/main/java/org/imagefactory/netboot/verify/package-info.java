/** Whether files are what a publisher, or the configuration, says that they are. */
@NullMarked
package org.imagefactory.netboot.verify;

import org.jspecify.annotations.NullMarked;
