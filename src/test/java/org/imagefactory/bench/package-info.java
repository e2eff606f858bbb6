/** Parts of the program, started alone to be measured. */
package org.imagefactory.bench;
