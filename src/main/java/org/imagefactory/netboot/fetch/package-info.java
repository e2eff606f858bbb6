/**
 * One try to bring a file here and when to try again, whatever the protocol; and rsync, which is a
 * program.
 */
@NullMarked
package org.imagefactory.netboot.fetch;

import org.jspecify.annotations.NullMarked;
