/**
 * The seam between what is done with a virtual machine and what runs it: an engine makes machines
 * of definitions, on this host or far away.
 */
@NullMarked
package org.imagefactory.machine;

import org.jspecify.annotations.NullMarked;
