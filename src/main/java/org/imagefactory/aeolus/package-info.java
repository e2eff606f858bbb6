/** The command line imagefactory, and the configuration file of the programs about templates. */
@NullMarked
package org.imagefactory.aeolus;

import org.jspecify.annotations.NullMarked;
