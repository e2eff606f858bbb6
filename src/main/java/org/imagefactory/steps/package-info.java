/** The steps of a build, and the planner that lists them from top to bottom. */
@NullMarked
package org.imagefactory.steps;

import org.jspecify.annotations.NullMarked;
