/**
 * What installs systems and fits them to clouds for templates: who claims which, and the contract.
 */
@NullMarked
package org.imagefactory.plugin;

import org.jspecify.annotations.NullMarked;
